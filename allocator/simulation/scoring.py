"""Evaluation as the simulation plays it: each unit's own level, and how scores become tiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.tiers import Lines, batch_places, lines_of
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario
from allocator.simulation.streams import entity_keys

Floats = npt.NDArray[np.float64]

FULL = 100.0
"""Full score of units of a group whose weights nobody has stated, points."""

SHARE_OF_TIER = (0.9, 0.75, 0.6)
"""Level of a unit with a tier but no score, as a share of the full score; assumed."""


@dataclass(frozen=True)
class Group:
    """Units that are ranked with each other.

    Attributes
    ----------
    units : tuple of str
        Those that are evaluated, sorted.
    level : array, shape (units,)
        The score to which each returns in time, points.
    keys : array, shape (units,)
        Identities for draws.
    full : float
        Full score, points.
    """

    name: str
    units: tuple[str, ...]
    level: Floats
    keys: npt.NDArray[np.uint64]
    full: float
    lines: Lines

    @property
    def tiered(self) -> bool:
        """Whether the policy says how scores of the group become tiers."""
        return self.lines.places is not None or bool(self.lines.scores)

    def places(self, scores: Floats, policy: Policy) -> list[int]:
        """Tier less one, or place among the named grades, of each unit."""
        graded = bool(policy.evaluation.grades)
        found: list[int] = batch_places(scores[None, :], self.lines, graded=graded)[0].tolist()
        return found


@dataclass(frozen=True)
class Scoring:
    """Groups of evaluated units, and every unit's standing at the start.

    Attributes
    ----------
    standings : mapping of unit to (score, tier, colour, grade, frozen_until)
        The score is ``None`` where the unit is not evaluated.
    """

    groups: tuple[Group, ...]
    standings: Mapping[str, tuple[float | None, int, str, str, int | None]]


def scoring_of(scenario: Scenario) -> Scoring:
    """What the first year's evaluation says, and how the later ones follow.

    A unit that has a grade but no score stands in the middle of what leads to that grade; one
    with neither is not evaluated in later years either, and stays in tier 2, green.
    """
    evaluated = Evaluated(scenario)
    table = evaluated.table
    rows = table.to_dict("records")
    full = _full_scores(evaluated)
    groups = [
        _group(scenario.policy, name, members, full.get(name, FULL))
        for name, members in _by_group(rows)
    ]
    level = {
        unit: float(score)
        for group in groups
        for unit, score in zip(group.units, group.level, strict=True)
    }
    standings = {
        row["unit_id"]: (
            level.get(row["unit_id"]),
            int(row["tier"]),
            str(row["colour"]),
            str(row["grade"]),
            None if np.isnan(_number(row["frozen_until"])) else int(row["frozen_until"]),
        )
        for row in rows
    }
    return Scoring(tuple(groups), standings)


def _number(value: Any) -> float:
    try:
        return float(value)
    except TypeError:  # pandas' NA
        return float("nan")


def _by_group(rows: list[dict[Any, Any]]) -> list[tuple[str, list[dict[Any, Any]]]]:
    evaluated = [row for row in rows if row["basis"] != "none"]
    names = sorted({row["group"] for row in evaluated})
    return [(name, [row for row in evaluated if row["group"] == name]) for name in names]


def _full_scores(evaluated: Evaluated) -> dict[str, float]:
    if not any(row == "scores" for row in evaluated.table["basis"]):
        return {}
    weights = evaluated.scores.weights
    return {name: float(sum(own.values())) or FULL for name, own in weights.items()}


def _group(policy: Policy, name: str, rows: list[dict[Any, Any]], full: float) -> Group:
    lines = lines_of(policy.evaluation, name, len(rows))
    grades = [grade.id for grade in policy.evaluation.grades]
    level = []
    for row in rows:
        score = _number(row["score"])
        if np.isnan(score):
            by_grade = row["grade"] in grades
            place = grades.index(row["grade"]) if by_grade else int(row["tier"]) - 1
            score = _middle(lines, place, full)
        level.append(score)
    units = tuple(str(row["unit_id"]) for row in rows)
    keys = entity_keys(("unit", unit) for unit in units)
    return Group(name, units, np.array(level), keys, full, lines)


def _middle(lines: Lines, place: int, full: float) -> float:
    """A score in the middle of those that lead to a tier (less one) or a named grade."""
    if not lines.scores:
        return full * SHARE_OF_TIER[min(place, 2)]
    bounds = [full, *(float(score) for score in lines.scores), 0.0]
    place = min(place, len(bounds) - 2)
    return (bounds[place] + bounds[place + 1]) / 2
