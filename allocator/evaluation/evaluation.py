"""Tier, colour and freeze of every unit: from grades, else from scores, else the middle."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from allocator.evaluation.freezes import (
    colour_of,
    freezes_of_earlier_grades,
    last_frozen_year,
)
from allocator.evaluation.groups import groups_of
from allocator.evaluation.scores import Scores, score_units
from allocator.evaluation.tiers import MIDDLE_TIER, Standing, stand
from allocator.scenario.scenario import Scenario


@dataclass(frozen=True)
class Evaluated:
    """The evaluation of a scenario, worked out as it is asked for."""

    scenario: Scenario

    @cached_property
    def scores(self) -> Scores:
        """Points and scores of the units that have marks."""
        return score_units(self.scenario)

    @cached_property
    def standing(self) -> Standing:
        """Rank and tier of the scored units that have no grade."""
        graded = self.grades.index.tolist()
        ranked = ~np.isin(self.scores.units.astype(str), np.array(graded, dtype=str))
        return stand(self.scores, self.scenario.policy.evaluation, ranked)

    @cached_property
    def grades(self) -> pd.DataFrame:
        """``tier, colour, grade`` of the units graded in the base year, by unit."""
        table = self.scenario.tables["grades"]
        current = table[table["year"] == self.scenario.base_year]
        return current.set_index("unit_id")[["tier", "colour", "grade"]]

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per unit; see :func:`evaluate`."""
        units = self.scenario.tables["units"]
        groups = groups_of(self.scenario)
        frame = pd.DataFrame(
            {
                "unit_id": units["unit_id"],
                "class": units["class"],
                "group": [groups[unit] for unit in units["unit_id"]],
            }
        )
        frame = frame.merge(self._scored(), on="unit_id", how="left")
        return self._with_colours(self._with_grades(frame))

    def _scored(self) -> pd.DataFrame:
        total, standing = self.scores.total, self.standing
        ranked = standing.rank > 0
        return pd.DataFrame(
            {
                "unit_id": self.scores.units.astype(str),
                "score": [float(self.scores.exact(steps)) for steps in total],
                "rank": pd.Series(standing.rank, dtype="Int64").where(pd.Series(ranked)),
                "tier": standing.tier,
                "grade": standing.grade,
                "basis": np.where(ranked, "scores", "grades"),
            }
        )

    def _with_grades(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Tiers of grades win; a unit with neither grade nor score is in the middle."""
        graded = frame["unit_id"].isin(self.grades.index)
        own = frame["unit_id"].map(self.grades["tier"]).where(graded)
        return frame.assign(
            tier=own.fillna(frame["tier"]).fillna(MIDDLE_TIER).astype("int64"),
            grade=frame["unit_id"]
            .map(self.grades["grade"])
            .where(graded, frame["grade"])
            .fillna("")
            .astype(object),
            basis=frame["basis"].mask(graded, "grades").fillna("none").astype(object),
            rank=frame["rank"].astype("Int64"),
        )

    def _with_colours(self, frame: pd.DataFrame) -> pd.DataFrame:
        policy, base = self.scenario.policy, self.scenario.base_year
        by_grade = {grade.id: grade.colour for grade in policy.evaluation.grades}
        frozen = freezes_of_earlier_grades(self.scenario)
        named = self.grades["colour"].to_dict()
        colours, until = [], []
        for unit, tier, grade, basis in zip(
            *(frame[name] for name in ("unit_id", "tier", "grade", "basis")), strict=True
        ):
            colour = named.get(unit) or by_grade.get(grade) or colour_of(policy, tier)
            colours.append("green" if basis == "none" else colour)
            last = max(last_frozen_year(policy, base, colours[-1]), frozen.get(unit, 0))
            until.append(last if last >= base else None)
        return frame.assign(colour=colours, frozen_until=pd.array(until, dtype="Int64"))[COLUMNS]


COLUMNS = [
    "unit_id", "class", "group", "score", "rank", "tier", "grade", "colour", "basis",
    "frozen_until",
]  # fmt: skip


def evaluate(scenario: Scenario) -> pd.DataFrame:
    """Evaluate every unit.

    Returns
    -------
    DataFrame
        One row per unit, sorted: ``unit_id``, ``class``, ``group`` (class or organisation
        type within which it is ranked), ``score`` (points, NaN where the unit has none),
        ``rank`` (from 1, among the scored units of the group without a grade), ``tier``
        (1–3), ``grade`` (id of the named grade, or empty), ``colour`` (green, blue, yellow),
        ``basis`` (``grades``, ``scores`` or ``none``), ``frozen_until`` (last year in which a
        grade suspends lending, or nothing).

    Raises
    ------
    InvalidData
        Weights that cannot be derived from the policy's matrices.

    Notes
    -----
    ``grades`` of the base year win over scores; graded units are not ranked with the scored
    ones. A unit with neither is tier 2, green.
    """
    return Evaluated(scenario).table
