"""The hypervolume that points dominate, exactly."""

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.results.outcomes import Floats


def not_beaten(points: Floats) -> npt.NDArray[np.bool_]:
    """Points that no other is as good as in every coordinate and better than in one.

    Parameters
    ----------
    points : array, shape (n, d)
        More is better. A point with a NaN is never among them, and beats nobody.

    Returns
    -------
    array of bool, shape (n,)
        Points that are alike are all kept or all left out.
    """
    kept = np.zeros(len(points), dtype=np.bool_)
    left = np.flatnonzero(~np.isnan(points).any(axis=1))
    # From the largest first coordinate on, then the second …: nobody is beaten by a later one.
    left = left[np.lexsort(points[left].T[::-1])][::-1]
    while len(left):
        kept[left[0]], one, left = True, points[left[0]], left[1:]
        beaten = (points[left] <= one).all(axis=1) & (points[left] < one).any(axis=1)
        left = left[~beaten]
    return kept


def hypervolume(points: Floats) -> float:
    """Volume of the union of the boxes between the origin and each point.

    The sum, point by point, of the part of its box that no later point's box has (Walking Fish
    Group's algorithm, with a sweep in two dimensions).

    Parameters
    ----------
    points : array, shape (n, d), d at least 2
        A point with a coordinate that is not positive spans nothing.

    References
    ----------
    While, Bradstreet & Barone (2012), A fast way of calculating exact hypervolumes, *IEEE
    Transactions on Evolutionary Computation* 16 (1), 86–95.
    """
    points = np.unique(points[(points > 0).all(axis=1)], axis=0)
    if points.shape[1] == 2:
        return _area(points)
    points = points[not_beaten(points)]
    parts = (exclusive(point, points[place + 1 :]) for place, point in enumerate(points))
    return float(sum(parts))


def exclusive(point: Floats, others: Floats) -> float:
    """The part of one point's box that lies in no other's.

    Parameters
    ----------
    point : array, shape (d,)
    others : array, shape (n, d)
    """
    if (point <= 0).any():
        return 0.0
    return max(0.0, float(point.prod()) - hypervolume(np.minimum(others, point)))


def _area(points: Floats) -> float:
    """The same in two dimensions, of points in the order of their first coordinate."""
    widths = np.diff(points[:, 0], prepend=0.0)
    heights = np.maximum.accumulate(points[::-1, 1])[::-1]
    return float(widths @ heights)
