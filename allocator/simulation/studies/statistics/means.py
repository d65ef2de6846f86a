"""Means over replications, with Student's t: intervals and tests."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.summaries import half_widths

Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Means:
    """Means of many samples at once, in arrays of one shape.

    Attributes
    ----------
    counts : array of int
        Values of each sample that have a meaning.
    mean : array
        Not a number where there is no value.
    sd : array
        Sample standard deviation; not a number where there are fewer than two values.
    """

    counts: Places
    mean: Floats
    sd: Floats

    def half(self, confidence: float) -> Floats:
        """Half the width of Student's t interval; not a number where there is none."""
        return half_widths(self.sd, self.counts, confidence)


def means_of(values: Floats) -> Means:
    """The means of samples.

    Parameters
    ----------
    values : array, shape (..., N)
        A sample along the last axis, of one value at least; NaN is no value.

    Returns
    -------
    Means
        Arrays of shape (...). Where all values of a sample are alike the mean is that value and
        the deviation 0, exactly: distances are taken from the sample's first value.
    """
    known = ~np.isnan(values)
    counts = known.sum(axis=-1)
    first = np.take_along_axis(values, known.argmax(axis=-1)[..., None], axis=-1)
    shifted = np.where(known, values - first, 0.0)
    offset = shifted.sum(axis=-1) / np.where(counts > 0, counts, np.nan)
    squares = np.where(known, shifted - offset[..., None], 0.0) ** 2
    variance = squares.sum(axis=-1) / np.where(counts > 1, counts - 1, np.nan)
    return Means(counts, first[..., 0] + offset, np.sqrt(variance))


def p_values(means: Means) -> Floats:
    """Two-sided p of Student's t test that a mean is 0.

    Where a sample never varies p is 1 if its mean is 0, and 0 otherwise; not a number where there
    are fewer than two values.

    References
    ----------
    Student (1908), The probable error of a mean, *Biometrika* 6 (1), 1–25.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(means.mean) / (means.sd / np.sqrt(means.counts))
    p = 2 * stdtr(means.counts - 1.0, -t)
    return np.where(means.sd == 0, np.where(means.mean == 0, 1.0, 0.0), p)
