"""The Pareto front of settings in some measures, and what each adds to its hypervolume."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.hypervolume import (
    exclusive,
    hypervolume,
    not_beaten,
)


@dataclass(frozen=True)
class Front:
    """Which settings no other beats in all measures at once.

    Attributes
    ----------
    on_front : array of bool, shape (S,)
    contribution : array, shape (S,)
        The part of the hypervolume that is lost without the setting; 0 of two that are alike.
    reference : array, shape (d,)
        From which the hypervolume is measured.
    hypervolume : float
        In the product of the measures' units.
    """

    on_front: npt.NDArray[np.bool_]
    contribution: Floats
    reference: Floats
    hypervolume: float


def front_of(points: Floats, signs: Floats, reference: Floats | None) -> Front:
    """Find the front of points, each a setting's means.

    Parameters
    ----------
    points : array, shape (S, d)
        A setting with a NaN is not on the front.
    signs : array, shape (d,)
        1 where more of a measure is better, −1 where less is.
    reference : array, shape (d,), or None
        None: the worst of each measure among the settings that have all.

    References
    ----------
    Zitzler & Thiele (1999), Multiobjective evolutionary algorithms: a comparative case study and
    the strength Pareto approach, *IEEE Transactions on Evolutionary Computation* 3 (4), 257–271,
    for the hypervolume.
    """
    better = points * signs
    whole = better[~np.isnan(better).any(axis=1)]
    if reference is None:
        reference = (whole.min(axis=0) if len(whole) else np.full(len(signs), np.nan)) * signs
    kept, boxes = not_beaten(better), better - reference * signs
    contribution = np.zeros(len(points))
    for place in np.flatnonzero(kept):
        # Of all others: one that is beaten by this setting alone takes some of its place.
        contribution[place] = exclusive(boxes[place], np.delete(boxes, place, axis=0))
    return Front(kept, contribution, reference, hypervolume(boxes))
