"""Differences from the baseline on common random numbers, replication by replication."""

from dataclasses import dataclass

import numpy as np

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.holm import holm
from allocator.simulation.studies.statistics.means import Means, means_of, p_values


@dataclass(frozen=True)
class Differences:
    """Paired differences, in arrays of one shape.

    Attributes
    ----------
    difference : Means
        Of the replications that both have.
    baseline : array
        The baseline's mean over the same replications.
    correlation : array
        Pearson's, between the two; not a number where one of them never varies.
    variance_reduction : array
        (variance of the one + variance of the other) ÷ variance of the difference: by how much
        common random numbers cut the variance that independent runs would have. Infinite where
        the difference never varies though they do; not a number where nothing varies.
    """

    difference: Means
    baseline: Floats
    correlation: Floats
    variance_reduction: Floats


def differences(values: Floats, baseline: Floats) -> Differences:
    """Compare with the baseline, pair by pair.

    Parameters
    ----------
    values, baseline : array, shapes (..., N) that fit each other
        The same replications along the last axis, in the same order; NaN is no value.
    """
    values, baseline = np.broadcast_arrays(values, baseline)
    gone = np.isnan(values) | np.isnan(baseline)
    one, other = (means_of(np.where(gone, np.nan, each)) for each in (values, baseline))
    difference = means_of(values - baseline)
    apart, between = one.sd**2 + other.sd**2, difference.sd**2
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = np.clip((apart - between) / (2 * one.sd * other.sd), -1.0, 1.0)
        return Differences(difference, other.mean, correlation, apart / between)


@dataclass(frozen=True)
class Family:
    """Statements about several means that hold together.

    Attributes
    ----------
    half : array
        Half-widths of intervals that cover all means at once with the confidence asked for:
        Bonferroni's, each at 1 − α ÷ number of them.
    p, p_holm : array
        Two-sided p of each mean against 0, alone and with Holm's adjustment.
    """

    half: Floats
    p: Floats
    p_holm: Floats


def family(means: Means, confidence: float) -> Family:
    """Take means together; those of fewer than two values have no interval and do not count.

    References
    ----------
    Dunn (1961), Multiple comparisons among means, *Journal of the American Statistical
    Association* 56 (293), 52–64, for the intervals.
    """
    together = max(1, int((means.counts > 1).sum()))
    p = p_values(means)
    return Family(means.half(1 - (1 - confidence) / together), p, holm(p))
