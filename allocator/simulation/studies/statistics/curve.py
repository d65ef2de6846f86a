"""A measure over the values of one lever, and the value from which it is as wanted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.means import means_of
from allocator.simulation.studies.statistics.regret import Bounded


def curve_of(values: Floats, confidence: float) -> Bounded:
    """Means at the points of a curve, with intervals that cover all of them at once.

    Parameters
    ----------
    values : array, shape (P, N)
        Replications at each point.

    Returns
    -------
    Bounded
        Arrays of shape (P,): Student's t intervals, each at 1 − α ÷ P (Bonferroni; Dunn 1961,
        *Journal of the American Statistical Association* 56 (293), 52–64).
    """
    means = means_of(values)
    half = means.half(1 - (1 - confidence) / len(values))
    return Bounded(means.mean, means.mean - half, means.mean + half)


@dataclass(frozen=True)
class Reached:
    """Values of the lever at which the measure is as wanted; None where there is none.

    Attributes
    ----------
    estimated : float or None
        The smallest value at which the means, joined by straight lines, are as wanted.
    surely_from, possibly_from : float or None
        The smallest of the values that were played whose whole interval, or any of it, is as
        wanted. Since the intervals cover together, both hold with the curve's confidence: at the
        first the measure is as wanted, and at no smaller value than the second is it so. Where
        the measure moves but one way with the lever, that holds between the values played too.
    """

    estimated: float | None
    surely_from: float | None
    possibly_from: float | None


def reached(at: Floats, curve: Bounded, wanted: float, sign: float) -> Reached:
    """Where the curve is as wanted.

    Parameters
    ----------
    at : array, shape (P,)
        Values of the lever, rising.
    sign : float
        −1 where the measure should be the wanted number at most; else it should be that at least.
    """
    way = -1.0 if sign < 0 else 1.0
    least, most = (curve.low, curve.high) if way > 0 else (curve.high, curve.low)
    gap = way * (curve.estimate - wanted)
    return Reached(
        _crossing(at[~np.isnan(gap)], gap[~np.isnan(gap)]),
        _first(at, way * (least - wanted) >= 0),
        _first(at, way * (most - wanted) >= 0),
    )


def _first(at: Floats, so: npt.NDArray[np.bool_]) -> float | None:
    return float(at[so.argmax()]) if so.any() else None


def _crossing(at: Floats, gap: Floats) -> float | None:
    """The smallest value at which the gap, joined by straight lines, is not below 0."""
    so = gap >= 0
    if not so.any():
        return None
    place = int(so.argmax())
    if place == 0:
        return float(at[0])
    before, after = gap[place - 1], gap[place]
    return float(at[place - 1] + (at[place] - at[place - 1]) * before / (before - after))
