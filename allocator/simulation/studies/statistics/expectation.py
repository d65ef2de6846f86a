"""Averages over the assumptions, each with its probability."""

import numpy as np

from allocator.simulation.studies.results.outcomes import Floats


def shares_of(values: Floats, weights: Floats) -> Floats:
    """The weight of each assumption for each measure.

    Parameters
    ----------
    values : array, shape (S, A, ..., N)
    weights : array, shape (A,)

    Returns
    -------
    array, shape (A, ...)
        Adds up to 1 over assumptions. An assumption under which no setting has a value at all
        has no weight: the measure has no meaning there. All 0 where no assumption has one.
    """
    some = ~np.isnan(values).all(axis=(0, -1))
    shares = np.where(some, weights.reshape(-1, *(1 for _ in some.shape[1:])), 0.0)
    return shares / np.where(shares.any(axis=0), shares.sum(axis=0), 1.0)


def expected(values: Floats, weights: Floats) -> Floats:
    """The weighted mean over assumptions of every replication, so that pairs stay pairs.

    Parameters
    ----------
    values : array, shape (S, A, ..., N)
    weights : array, shape (A,)

    Returns
    -------
    array, shape (S, ..., N)
        Not a number where an assumption that counts (:func:`shares_of`) has no value.
    """
    shares = shares_of(values, weights)[None, ..., None]
    whole = np.where(shares > 0, values * shares, 0.0).sum(axis=1)
    return np.where(shares.any(axis=1), whole, np.nan)
