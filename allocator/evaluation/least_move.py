"""The least weight that has to change places before a unit stands elsewhere.

A unit misses a lowest score, or falls behind another unit, where a linear function of the weights
changes sign. It falls fastest by moving weight from the indicators where it gains most per point
to the one where it gains least; so the least move is found by taking from the best indicators
first. For lowest scores (thresholds, named grades) this is exact. For places in a ranking it is
exact for the first change in the group, and an upper bound for each further unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from allocator.evaluation.ranked_group import Floats, RankedGroup

NEIGHBOURS = 30
"""Units on each side of a line between tiers whose exchange is tried."""

BEYOND = 1e-7
"""Points by which a line is passed, so that it is passed beyond rounding."""


@dataclass(frozen=True)
class LeastMove:
    """Share of the group's weight moved, and the place of the unit then."""

    moved: float
    place: int


def least_moves(group: RankedGroup) -> dict[int, LeastMove]:
    """The least move found for each unit (by its row in the group); absent where none is."""
    found: dict[int, LeastMove] = {}
    for falling in (*_lowest_scores(group), *_exchanges(group)):
        weights = _passed(group.weights, falling)
        if weights is None:
            continue
        moved = group.moved(weights)
        places = group.places_under(weights[None, :])[0]
        for unit in np.flatnonzero(places != group.places).tolist():
            if unit not in found or moved < found[unit].moved:
                found[unit] = LeastMove(moved, int(places[unit]))
    return found


def _lowest_scores(group: RankedGroup) -> Iterator[Floats]:
    """Gain per point of weight, by indicator, of every unit over every lowest score."""
    whole = group.weights.sum()
    for lowest in group.lines.scores:
        above = group.reached - float(lowest) / whole
        # An indicator whose weight is spread over the others neither gains nor loses.
        above = np.where(group.lacking, 0.0, above)
        for gains in above:
            yield gains
            yield -gains


def _exchanges(group: RankedGroup) -> Iterator[Floats]:
    """The same of units over units on the other side of a line between tiers."""
    if group.lines.places is None:
        return
    for line in sorted(set(group.lines.places)):
        for better in range(max(0, line - NEIGHBOURS), min(line, len(group.units))):
            for worse in range(line, min(line + NEIGHBOURS, len(group.units))):
                if not (group.lacking[better] | group.lacking[worse]).any():
                    yield group.reached[better] - group.reached[worse]


def _passed(weights: Floats, gains: Floats) -> Floats | None:
    """The nearest weights under which ``weights @ gains``, not below 0 now, is below 0.

    ``None`` where it is below 0 already, or never.
    """
    above = float(weights @ gains) + BEYOND
    heavy = np.flatnonzero(weights > 0)
    if above < 0 or not len(heavy):
        return None
    target = heavy[np.argmin(gains[heavy])]
    order = heavy[np.argsort(-gains[heavy], kind="stable")]
    fall = gains[order] - gains[target]
    reached = np.cumsum(weights[order] * fall)
    last = int(np.searchsorted(reached, above))
    if last >= len(order) or fall[last] <= 0:
        return None
    result = weights.copy()
    taken = order[:last]
    part = (above - (reached[last - 1] if last else 0.0)) / fall[last]
    result[taken] = 0.0
    result[order[last]] -= part
    result[target] += weights[taken].sum() + part
    return result
