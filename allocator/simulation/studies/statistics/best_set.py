"""The set of settings that may be best: subset selection on common random numbers."""

import numpy as np

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.means import means_of


def behind(values: Floats, confidence: float) -> Floats:
    """By how much at least another setting is better; those with 0 may be best.

    Setting i is kept where, for every other j, mean(i) ≥ mean(j) − W(i, j), with

        W(i, j) = t(1 − α ÷ (k − 1), n − 1) · S(i, j) ÷ √n,

    k the number of settings, n the replications that both have and S² the sample variance of
    their paired differences. What is returned is the largest of mean(j) − mean(i) − W(i, j), and
    0 where none is positive.

    With normal differences the set of those kept contains the best setting with a probability of
    at least ``confidence``, whatever the means, variances and correlations: the best setting b is
    lost only where one of k − 1 differences mean(j) − mean(b), none of which has a positive
    expectation, exceeds its W, each of which happens with a chance of α ÷ (k − 1) at most
    (Bonferroni). It is the screening of Nelson et al. (2001) with the two adaptations to common
    random numbers that are described there and in Kim & Nelson (2006): the variance of paired
    differences, and Bonferroni's inequality where independence gave a product.

    Parameters
    ----------
    values : array, shape (k, ..., N)
        Settings first and replications last, more is better; NaN is no value. Settings that have
        no value count in k, which only makes the set larger.

    Returns
    -------
    array, shape (k, ...)
        In the measure's unit; not a number for a setting without any value.

    References
    ----------
    Nelson, Swann, Goldsman & Song (2001), Simple procedures for selecting the best simulated
    system when the number of alternatives is large, *Operations Research* 49 (6), 950–963.

    Boesel, Nelson & Kim (2003), Using ranking and selection to “clean up” after simulation
    optimization, *Operations Research* 51 (5), 814–825.

    Kim & Nelson (2006), Selecting the best system, in Henderson & Nelson (eds.), *Handbooks in
    Operations Research and Management Science* 13, chapter 17, 501–534.
    """
    each = (1 - confidence) / max(1, len(values) - 1)
    two_sided = max(0.0, 1 - 2 * each)
    margins = np.empty(values.shape[:-1])
    for place, own in enumerate(values):
        pairs = means_of(values - own)
        margin = pairs.mean - pairs.half(two_sided)
        margin[place] = 0.0
        # fmax: a pair that has no interval excludes nobody.
        margins[place] = np.fmax.reduce(margin)
    return np.where(np.isnan(values).all(axis=-1), np.nan, margins)
