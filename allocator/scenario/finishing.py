"""Checked frames → the tables of a scenario: last defaults, plain types, rows in key order."""

import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.settings import Settings
from allocator.scenario.tables import TABLES


def finished(name: str, frame: pd.DataFrame, settings: Settings, policy: Policy) -> pd.DataFrame:
    """The frame with last defaults filled in, plain types and rows in key order.

    A finished table comes out as it went in, so that a changed one can be finished again.
    """
    table = TABLES[name]
    frame = frame.copy()
    if "repayment" in frame:
        frame["repayment"] = frame["repayment"].replace("", policy.recall.repayment)
    if name == "grades":
        frame = _as_graded(frame, policy)
    if name == "requests":
        frame["start_year"] = frame["start_year"].fillna(settings.base_year)
    for column in table.columns:
        if str(frame[column.name].dtype) == "Int64" and not _may_be_empty(name, column.name):
            frame[column.name] = frame[column.name].astype("int64")
    frame = frame.sort_values(list(table.key), kind="stable", ignore_index=True)
    return frame.astype("category") if table.bulky else frame


def _as_graded(frame: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Tier and colour of named grades filled in where the row does not say them itself."""
    named = {grade.id: grade for grade in policy.evaluation.grades}
    tiers = frame["grade"].map({name: grade.tier for name, grade in named.items()})
    colours = frame["grade"].map({name: str(grade.colour) for name, grade in named.items()})
    return frame.assign(
        tier=frame["tier"].fillna(tiers.astype("Int64")),
        colour=frame["colour"]
        .where(frame["colour"] != "", colours.astype(object).fillna(""))
        .astype("str"),
    )


FILLED_IN_LATER = {("requests", "start_year"), ("grades", "year"), ("grades", "tier")}


def _may_be_empty(table: str, column: str) -> bool:
    declared = TABLES[table].column(column)
    filled_in_later = (table, column) in FILLED_IN_LATER
    return not declared.required and declared.default is None and not filled_in_later
