"""Who is evaluated how: marks for part of the units, grades for others, neither for the rest."""

from typing import Any, NamedTuple

import numpy as np

from allocator.scenario.synthetic.draws import Draws, Flags, Texts, Whole, texts
from allocator.scenario.synthetic.evaluating import leaves_of
from allocator.scenario.synthetic.indicators import LEAVES
from allocator.scenario.synthetic.organisation import DEPARTMENTS, Units

SCORED, GRADED = 0.45, 0.35
LEFT_OUT = 0.12
"""Share of the marks that nobody gave, where the policy can do without."""

ROWS = tuple((leaf, source) for leaf in LEAVES for source in leaf.sources)
"""Every indicator with every source that marks it."""


class Marked(NamedTuple):
    """Marks in long form; ``unit`` and ``row`` are positions, ``tenths`` are of 100 points."""

    unit: Whole
    row: Whole
    tenths: Whole


def share_out(draws: Draws, units: Units) -> tuple[Whole, Whole]:
    """Positions of the units that are marked, and of those that are graded."""
    order = draws.order(units.count)
    scored = round(SCORED * units.count)
    graded = scored + round(GRADED * units.count)
    return np.sort(order[:scored]), np.sort(order[scored:graded])


def make_marks(draws: Draws, units: Units, unit: Whole, evaluation: dict[str, Any]) -> Marked:
    """A good unit does well throughout, give or take ten points.

    Where the policy refuses gaps, the first source marks every indicator, and others may not.
    """
    quality = draws.whole(600, 900, len(unit))
    given = _own(_groups(units, evaluation)[unit], evaluation)
    there = (draws.uniform(given.size) >= LEFT_OUT).reshape(given.shape)
    if evaluation["missing"] == "error":
        there |= np.array([source == leaf.sources[0] for leaf, source in ROWS])
    place, row = np.nonzero(given & there)
    tenths = np.clip(quality[place] + draws.whole(-100, 100, len(place)), 0, 1000)
    return Marked(unit[place], row, tenths)


def _groups(units: Units, evaluation: dict[str, Any]) -> Texts:
    if evaluation["group_by"] == "organisation_type":
        return units.organisation_type
    return texts([department.unit_class for department in DEPARTMENTS])[units.kind]


def _own(groups: Texts, evaluation: dict[str, Any]) -> Flags:
    """Whether a unit of each group is marked for each row, shape (units, rows)."""
    own = np.zeros((len(groups), len(ROWS)), dtype=bool)
    for group in sorted(set(groups)):
        leaves = leaves_of(evaluation, group)
        own[groups == group] = [leaf.id in leaves for leaf, _source in ROWS]
    return own
