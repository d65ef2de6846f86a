"""Holm's adjustment of several tests made together."""

import numpy as np

from allocator.simulation.studies.results.outcomes import Floats


def holm(p: Floats) -> Floats:
    """Adjusted p values: refusing those under α errs anywhere with a chance of at most α.

    The i-th smallest of m becomes the largest of (m − j + 1) p₍ⱼ₎ over j ≤ i, 1 at most. It holds
    whatever the dependence between the tests.

    Parameters
    ----------
    p : array
        All tests of one family, in any shape; NaN is no test.

    Returns
    -------
    array
        The same shape; NaN stays.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, *Scandinavian Journal of
    Statistics* 6 (2), 65–70.
    """
    adjusted = np.full(p.shape, np.nan)
    tests = np.flatnonzero(~np.isnan(p))
    order = tests[np.argsort(p.flat[tests], kind="stable")]
    factors = np.arange(len(order), 0, -1)
    adjusted.flat[order] = np.maximum.accumulate(np.minimum(factors * p.flat[order], 1.0))
    return adjusted
