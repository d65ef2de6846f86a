"""The ranked units of one group, and where they stand under other weights."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.tiers import Lines, batch_places, lines_of

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

DECIMALS = 9
"""Scores are rounded to so many decimals of a point, so that noise of floats is no change."""


@dataclass(frozen=True)
class RankedGroup:
    """The ranked units of a group, best first.

    Attributes
    ----------
    name : str
        Class or organisation type.
    units : array of int, shape (units,)
        Their places among the scored units.
    places : array of int, shape (units,)
        Tier of each less one, or which named grade it has.
    reached : array, shape (units, indicators)
        Share of the full score reached, 0 where there is no score.
    weights : array, shape (indicators,)
        The group's weights in points.
    lacking : array of bool, shape (units, indicators)
        Indicators whose weight is spread over the others, for want of a score.
    lines : Lines
    graded : bool
        Whether the policy has named grades.
    """

    name: str
    units: npt.NDArray[np.int64]
    places: Places
    reached: Floats
    weights: Floats
    lacking: npt.NDArray[np.bool_]
    lines: Lines
    graded: bool

    def places_under(self, weights: Floats) -> Places:
        """Where the units stand, shape (scorings, units), under rows of other weights."""
        return batch_places(self.totals(weights), self.lines, graded=self.graded)

    def totals(self, weights: Floats) -> Floats:
        """Scores in points, shape (scorings, units)."""
        total = weights @ self.reached.T
        if self.lacking.any():
            whole = weights.sum(axis=1, keepdims=True)
            there = weights @ (~self.lacking).T.astype(float)
            total = total * np.divide(whole, there, out=np.ones_like(there), where=there > 0)
        return np.round(total, DECIMALS)

    def moved(self, weights: Floats) -> float:
        """Share of the total weight that has changed places."""
        return float(np.abs(weights - self.weights).sum() / 2 / self.weights.sum())


def ranked_groups(evaluated: Evaluated) -> list[RankedGroup]:
    """Every group that has ranked units."""
    scores, standing = evaluated.scores, evaluated.standing
    rules = evaluated.scenario.policy.evaluation
    grades = [grade.id for grade in rules.grades]
    groups = []
    for name, given in scores.weights.items():
        own = np.flatnonzero((scores.groups == name) & (standing.rank > 0))
        own = own[np.argsort(standing.rank[own])]  # ties fall as they did
        if not len(own):
            continue
        places = (
            np.array([grades.index(grade) for grade in standing.grade[own]], dtype=np.int64)
            if grades
            else standing.tier[own] - 1
        )
        reached = scores.reached[own] / scores.reached_denominator
        lacking = scores.missing[own] & (rules.missing == "reweight")
        weights = np.array([float(given.get(str(leaf), 0)) for leaf in scores.indicators])
        groups.append(
            RankedGroup(
                str(name),
                own,
                places,
                reached.astype(float),
                weights,
                lacking,
                lines_of(rules, name, len(own)),
                bool(grades),
            )
        )
    return groups
