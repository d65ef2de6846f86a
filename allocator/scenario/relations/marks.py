"""Scores, questionnaires and measures against the policy's evaluation."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from allocator.scenario.policy import Evaluation
from allocator.scenario.policy.values import ANY_GROUP
from allocator.scenario.relations.data import Data, literal
from allocator.text import _

MARKED = ("scores", "questionnaires", "measures")
"""Tables that give a unit a mark for an indicator."""


def scores_within_full(data: Data) -> None:
    """Scores are at most the full score."""
    frame = data.frames["scores"]
    above = [
        score is not None and full is not None and (score > full or full <= 0)
        for score, full in zip(frame["score"], frame["full_score"], strict=True)
    ]
    data.note(
        "scores",
        pd.Series(above, index=frame.index, dtype=bool),
        "score",
        found="{score}",
        expected=_("at most the full score, {full_score}, which is above 0"),
        mend=_("Correct score or full_score."),
    )


def indicators_known(data: Data) -> None:
    """Marks are of last-level indicators of the policy; measured ones have a scale."""
    if data.policy is None:
        return
    leaves = data.policy.evaluation.leaves()
    names = {leaf.id for leaf in leaves}
    for table in MARKED:
        frame = data.frames[table]
        data.note(
            table,
            ~frame["indicator"].isin(names) & (frame["indicator"] != ""),
            "indicator",
            found="“{indicator}”",
            expected=_("a last-level indicator of the policy: {names}").format(
                names=literal(names)
            ),
            mend=_("Correct the indicator, or add it to the policy's evaluation."),
        )
    scaled = {leaf.id for leaf in leaves if leaf.scale is not None}
    measured = data.frames["measures"]["indicator"]
    data.note(
        "measures",
        measured.isin(names - scaled),
        "indicator",
        found="“{indicator}”",
        expected=_("an indicator with a scale in the policy: {names}").format(
            names=literal(scaled) or _("none has one")
        ),
        mend=_("Add scale = { worst = …, best = … } to the indicator, or give a score instead.")
        .replace("{", "{{")
        .replace("}", "}}"),
    )


def answers_given(data: Data) -> None:
    """A questionnaire has answers."""
    frame = data.frames["questionnaires"]
    counts = [name for name in frame if str(name).endswith("satisfied")]
    data.note(
        "questionnaires",
        frame[counts].fillna(1).sum(axis=1) == 0,
        "very_satisfied",
        found=_("no answer at all"),
        expected=_("at least one answer"),
        mend=_("Fill in the counts, or remove the row."),
    )


def marked_once(data: Data) -> None:
    """One source marks a unit for an indicator in one table only."""
    keys = ["unit_id", "indicator", "source"]
    measures = data.frames["measures"].assign(source="data")
    earlier = data.frames["scores"][keys]
    for table, frame in (("questionnaires", data.frames["questionnaires"]), ("measures", measures)):
        index = pd.MultiIndex.from_frame(frame[keys])
        again = index.isin(pd.MultiIndex.from_frame(earlier))
        filled = (frame["unit_id"] != "") & (frame["indicator"] != "")
        data.note(
            table,
            pd.Series(again, index=frame.index) & filled,
            "indicator",
            needs=["source"],
            found=_("{unit_id}, {indicator}, marked by the same source in another table"),
            expected=_("one mark from each source"),
            mend=_("Remove one of the two."),
        )
        earlier = pd.concat([earlier, frame[keys]])


def marked_units_have_a_group(data: Data) -> None:
    """A unit with marks has a class or type whose indicators weigh something."""
    if data.policy is None:
        return
    evaluation = data.policy.evaluation
    units = data.frames["units"]
    marked = units["unit_id"].isin(_marked_units(data))
    group = units[evaluation.group_by]
    data.note(
        "units",
        marked & (group == ""),
        evaluation.group_by,
        found=_("{unit_id}, which has scores, without one"),
        expected=_("the class or organisation type within which it is ranked"),
        mend=_("Fill in the cell."),
    )
    weightless = {name for name in set(group) if name and not _needed(evaluation, str(name))}
    data.note(
        "units",
        marked & group.isin(weightless),
        evaluation.group_by,
        found=_("{unit_id}, which has scores, in a group whose indicators have no weight"),
        expected=_("indicators with a weight above 0 for its class or organisation type"),
        mend=_("Correct the cell, or add weights to the policy's indicators."),
    )


def groups_ranked(data: Data) -> None:
    """Where tiers go by shares or lowest scores, every scored group has some."""
    if data.policy is None:
        return
    evaluation = data.policy.evaluation
    lines = {*evaluation.tier_shares, *evaluation.tier_thresholds}
    if not lines or ANY_GROUP in lines:
        return
    for group in sorted(marked_groups(data) - lines):
        data.problems.warn(
            data.policy_file,
            0,
            "evaluation.tier_shares",
            found=_(
                "neither shares nor lowest scores for “{group}”, which has scored units"
            ).format(group=group),
            expected=_("tiers for every class or organisation type that is scored"),
            mend=_("Add them, or “*” for all others; until then these units are in tier 2."),
        )


def marks_of_the_group(data: Data) -> None:
    """A mark for an indicator that is not the unit's counts for nothing."""
    if data.policy is None:
        return
    evaluation = data.policy.evaluation
    units = data.certain("units", evaluation.group_by)
    groups = dict(zip(units["unit_id"], units[evaluation.group_by], strict=True))
    own = {group: _own(evaluation, str(group)) for group in set(groups.values()) if group}
    for table in MARKED:
        frame = data.frames[table]
        stray = [
            group in own and bool(own[group]) and indicator not in own[group]
            for group, indicator in zip(
                map(groups.get, frame["unit_id"]), frame["indicator"], strict=True
            )
        ]
        known = frame["indicator"].isin({leaf.id for leaf in evaluation.leaves()})
        data.note(
            table,
            pd.Series(stray, index=frame.index, dtype=bool) & known,
            "indicator",
            found=_("“{indicator}” for {unit_id}, whose group has no such indicator"),
            expected=_("an indicator with a weight for the unit's class or organisation type"),
            mend=_("The row is not used; correct it, or add a weight to the policy."),
            warning=True,
        )


def marks_complete(data: Data) -> None:
    """Where the policy says so, a unit with marks has one for every indicator that weighs."""
    if data.policy is None or data.policy.evaluation.missing != "error":
        return
    lacking = list(_missing_marks(data, data.policy.evaluation))
    mislaid = [table for table in (*MARKED, "grades") if data.mislaid(table)]
    for table in mislaid if lacking else ():
        data.note_mislaid(table)
    if any(data.lost(table, "unit_id") for table in (*MARKED, "grades")):
        return
    data.note_missing(
        "scores",
        "indicator",
        [
            _("no score of {unit} for “{indicator}”").format(unit=unit, indicator=indicator)
            for unit, indicator in lacking
        ],
        expected=_("a score for every indicator with a weight, once the unit has any"),
        mend=_(
            "Add it to scores, questionnaires or measures, or set evaluation.missing to zero or "
            "reweight."
        ),
    )


def _missing_marks(data: Data, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """(unit, indicator) without a mark from a source that counts; graded units need none."""
    units = data.certain("units", evaluation.group_by).set_index("unit_id")
    scored = _marked_units(data) - _graded_units(data) - _unsure_units(data)
    marked = pd.Index(sorted(scored & set(units.index)))
    leaves = pd.Index([leaf.id for leaf in evaluation.leaves()])
    present = np.zeros((len(marked), len(leaves)), dtype=bool)
    ignored = {name for name, weight in evaluation.sources.items() if not weight}
    for table in MARKED:
        frame = data.frames[table]
        source = frame["source"] if "source" in frame else pd.Series("data", index=frame.index)
        rows = marked.get_indexer(pd.Index(frame["unit_id"]))
        columns = leaves.get_indexer(pd.Index(frame["indicator"]))
        counts = (rows >= 0) & (columns >= 0) & ~source.isin(ignored).to_numpy()
        present[rows[counts], columns[counts]] = True
    groups = units[evaluation.group_by].reindex(marked)
    needed = {group: leaves.isin(_needed(evaluation, str(group))) for group in set(groups)}
    for row, unit in enumerate(marked):
        for column in np.flatnonzero(needed[groups.iloc[row]] & ~present[row]).tolist():
            yield str(unit), str(leaves[column])


def _unsure_units(data: Data) -> set[str]:
    """Units of marks whose indicator or source is a problem already: what they lack is unsure."""
    return {
        unit
        for table in MARKED
        for unit in data.frames[table].loc[data.spoilt(table, "indicator", "source"), "unit_id"]
    }


def _marked_units(data: Data) -> set[str]:
    return {unit for table in MARKED for unit in data.frames[table]["unit_id"].unique() if unit}


def _graded_units(data: Data) -> set[str]:
    """Units with a grade of the base year, which wins over scores."""
    grades = data.frames["grades"]
    if data.base_year is None:
        return set(grades["unit_id"])
    current = (grades["year"] == data.base_year).fillna(False)
    return set(grades.loc[current.astype(bool), "unit_id"])


def marked_groups(data: Data) -> set[str]:
    """Classes or organisation types of the units that have marks."""
    if data.policy is None:
        return set()
    units = data.certain("units", data.policy.evaluation.group_by)
    marked = units["unit_id"].isin(_marked_units(data))
    return set(units.loc[marked, data.policy.evaluation.group_by]) - {""}


def _own(evaluation: Evaluation, group: str) -> set[str]:
    """Last-level indicators of a group, whatever their weight."""
    if evaluation.method == "ahp":
        return set(_by_ahp(evaluation, group, weighing=False))
    return {leaf.id for leaf in evaluation.leaves() if leaf.weight_for(group) is not None}


def _needed(evaluation: Evaluation, group: str) -> set[str]:
    """Last-level indicators that weigh something for a group."""
    if evaluation.method == "weights":
        return {leaf.id for leaf in evaluation.leaves() if leaf.weight_for(group)}
    return set(_by_ahp(evaluation, group, weighing=True))


def _by_ahp(evaluation: Evaluation, group: str, *, weighing: bool) -> Iterator[str]:
    """The same by AHP: all below a matrix, an only child, else those with a weight (above 0)."""
    matrices = {
        entry.parent for entry in evaluation.pairwise if not entry.groups or group in entry.groups
    }
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        children = evaluation.children(parent)
        if not children:
            yield parent
            continue
        for child in children:
            weight = child.weight_for(group)
            named = bool(weight) if weighing else weight is not None
            if parent in matrices or len(children) == 1 or named:
                waiting.append(child.id)
