"""Regret: what is lost by a setting that is not the best under an assumption."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.means import Means, means_of


@dataclass(frozen=True)
class Bounded:
    """Estimates with bounds, in arrays of one shape."""

    estimate: Floats
    low: Floats
    high: Floats


def regrets(values: Floats, confidence: float) -> Bounded:
    """How much better the best setting is, under each assumption.

    The regret of i is the largest mean(j) − mean(i), over the replications that both have; that
    is the best mean less its own where no run is missing. Its bounds come from the k − 1 paired
    differences under A assumptions, each with the two-sided t interval at 1 − α ÷ (k − 1) ÷ A:
    the largest lower end and the largest upper end, 0 at least. With normal differences the
    bounds of *one* setting hold under all assumptions at once with at least ``confidence``
    (Bonferroni), and so do those that :func:`worst` and :func:`weighted` make of them.

    Parameters
    ----------
    values : array, shape (k, A, ..., N)
        More is better; NaN is no value.

    Returns
    -------
    Bounded
        Arrays of shape (k, A, ...), in the measure's unit. Settings without any value are nobody's
        rivals and have no regret; bounds are not numbers where a rival shares fewer than two
        replications.
    """
    rivals, assumptions = values.shape[:2]
    level = 1 - (1 - confidence) / (max(1, rivals - 1) * assumptions)
    there = np.asarray(~np.isnan(values).all(axis=-1))
    found = [_largest(means_of(values - own), there, level) for own in values]
    estimate, low, high = np.where(there, np.stack(found, axis=1), np.nan)
    return Bounded(estimate, low, high)


def _largest(pairs: Means, there: npt.NDArray[np.bool_], level: float) -> Floats:
    """Estimate, lower and upper bound of the largest of some differences."""
    centre = np.where(there, pairs.mean, -np.inf)
    half = np.where(there, pairs.half(level), 0.0)
    return np.stack([each.max(axis=0) for each in (centre, centre - half, centre + half)])


def worst(regret: Bounded) -> tuple[Bounded, npt.NDArray[np.intp]]:
    """The largest regret over assumptions, and the assumption that has it.

    An assumption under which no setting has a value does not count.

    Parameters
    ----------
    regret : Bounded
        Arrays of shape (k, A, ...).

    Returns
    -------
    Bounded
        Arrays of shape (k, ...).
    array of int, shape (k, ...)
        Place of the assumption; −1 where there is no regret.
    """
    nowhere = np.isnan(regret.estimate).all(axis=0)
    parts = [
        np.where(nowhere, -np.inf, each) for each in (regret.estimate, regret.low, regret.high)
    ]
    largest = [np.where(nowhere.all(axis=0), np.nan, each.max(axis=1)) for each in parts]
    place = np.where(largest[0] > 0, parts[0].argmax(axis=1), -1)
    return Bounded(*largest), place


def weighted(regret: Bounded, shares: Floats) -> Bounded:
    """The expected regret.

    Parameters
    ----------
    regret : Bounded
        Arrays of shape (k, A, ...).
    shares : array, shape (A, ...)
        Of :func:`~allocator.simulation.studies.statistics.expectation.shares_of`.
    """
    known = shares.any(axis=0)
    return Bounded(
        *(
            np.where(known, np.where(shares > 0, each * shares, 0.0).sum(axis=1), np.nan)
            for each in (regret.estimate, regret.low, regret.high)
        )
    )
