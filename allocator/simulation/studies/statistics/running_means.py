"""Means and intervals after one replication, after two, after three …"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.means import Places


@dataclass(frozen=True)
class RunningMeans:
    """What is known after each replication, in arrays of one shape; the last axis is that.

    Attributes
    ----------
    counts : array of int
    mean : array
        Not a number before the first value.
    half : array
        Half the width of Student's t interval; not a number before the second value.
    """

    counts: Places
    mean: Floats
    half: Floats


def running_means(values: Floats, confidence: float) -> RunningMeans:
    """Means of the first n values for every n.

    Parameters
    ----------
    values : array, shape (..., N)
        Replications in order; NaN is no value.

    Returns
    -------
    RunningMeans
        Arrays of shape (..., N). What stands at n depends on the first n values alone, to the
        last bit: sums run on from left to right.

    References
    ----------
    Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance, *The American
    Statistician* 37 (3), 242–247, for sums of distances from the first value.
    """
    known = ~np.isnan(values)
    counts = known.cumsum(axis=-1)
    first = np.take_along_axis(values, known.argmax(axis=-1)[..., None], axis=-1)
    shifted = np.where(known, values - first, 0.0)
    some = np.where(counts > 0, counts, np.nan)
    offset = shifted.cumsum(axis=-1) / some
    squares = (shifted**2).cumsum(axis=-1) - some * offset**2
    variance = np.maximum(squares, 0.0) / np.where(counts > 1, counts - 1, np.nan)
    factors = stdtrit(np.arange(values.shape[-1] + 1) - 1.0, 0.5 + confidence / 2)
    return RunningMeans(counts, first + offset, factors[counts] * np.sqrt(variance / some))
