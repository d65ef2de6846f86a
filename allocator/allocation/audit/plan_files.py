"""The files of a plan, read and typed; everything wrong with their form in one report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from allocator.allocation.plan_tables import EXPLAINED, PLAN_TABLES
from allocator.scenario.columns import Table
from allocator.scenario.csv_folder import decode, read_csv
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problem, Problems
from allocator.scenario.typed import LINE, typed_table
from allocator.text import _

__all__ = ["PLAN_TABLES", "REPORT_FILE", "PlanFiles", "read_plan"]

REPORT_FILE = "plan.json"
SCHEMA = 1


@dataclass(frozen=True)
class PlanFiles:
    """A plan as its files have it.

    Attributes
    ----------
    frames : mapping of str to DataFrame
        Every table of :data:`PLAN_TABLES`, columns as declared, rows in the file's order;
        whole numbers ``int64``.
    report : mapping
        What ``plan.json`` holds.
    warnings : tuple of Problem
        Columns that were passed over.
    """

    frames: Mapping[str, pd.DataFrame]
    report: Mapping[str, Any]
    warnings: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "frames", MappingProxyType(dict(self.frames)))
        object.__setattr__(self, "report", MappingProxyType(dict(self.report)))


def read_plan(folder: str | Path) -> PlanFiles:
    """Read the folder of a plan.

    Raises
    ------
    InvalidData
        With every missing file, missing column, unreadable cell and doubled row.
    """
    folder = Path(folder)
    problems = Problems()
    if not folder.is_dir():
        _no_folder(folder, problems)
        problems.raise_if_any()
    frames = {name: _table(folder, table, problems) for name, table in PLAN_TABLES.items()}
    report = _report(folder / REPORT_FILE, problems)
    problems.raise_if_any()
    return PlanFiles(
        {name: _finished(frame) for name, frame in frames.items()},
        report,
        tuple(sorted(set(problems.warnings))),
    )


def _table(folder: Path, table: Table, problems: Problems) -> pd.DataFrame:
    path = folder / f"{table.name}.csv"
    if not path.is_file():
        _missing(path.name, problems)
        return typed_table(table, None, problems)
    raw = read_csv(path, problems)
    frame = typed_table(table, raw, problems)
    if raw is not None:
        _require_told(table, raw.file, raw.headers, problems)
        _refuse_doubled(table, raw.file, frame, problems)
    return frame


def _no_folder(folder: Path, problems: Problems) -> None:
    problems.add(
        str(folder),
        0,
        "",
        found=_("no such folder"),
        expected=_("the folder of a plan"),
        mend=_("Check the name; “allocator solve SCENARIO --out DIR” makes a plan."),
    )


def _missing(file: str, problems: Problems) -> None:
    problems.add(
        file,
        0,
        "",
        found=_("no such file"),
        expected=_("a file of the plan"),
        mend=_("All files of a plan belong together: copy the whole folder, or solve again."),
    )


def _require_told(table: Table, file: str, headers: tuple[str, ...], problems: Problems) -> None:
    """Columns whose cells may be empty must be there all the same, but for those of ``explain``."""
    present = {clean(header).lower() for header in headers}
    for column in table.columns:
        told = not column.required and column.name not in EXPLAINED
        if told and not present & {column.name, column.header_zh}:
            problems.add(
                file,
                1,
                column.name,
                found=_("no such column"),
                expected=_("a column {name} or {header}: {meaning}").format(
                    name=column.name, header=column.header_zh, meaning=column.meaning
                ),
                mend=_("Add the column."),
            )


def _refuse_doubled(table: Table, file: str, frame: pd.DataFrame, problems: Problems) -> None:
    key = list(table.key)
    readable = (frame[key].notna() & (frame[key].astype(str) != "")).all(axis=1)
    doubled = frame[frame.duplicated(key) & readable]
    for cells in doubled[[*key, LINE]].to_dict("records"):
        line = int(cells.pop(LINE))
        problems.add(
            file,
            line,
            ", ".join(key),
            found=_("{key} a second time").format(key=", ".join(map(str, cells.values()))),
            expected=_("each {columns} once").format(columns=", ".join(key)),
            mend=_("Remove the row or correct its key."),
        )


def _report(path: Path, problems: Problems) -> dict[str, Any]:
    if not path.is_file():
        _missing(path.name, problems)
        return {}
    text = decode(path, problems)
    if text is None:
        return {}
    try:
        report = json.loads(text)
    except json.JSONDecodeError as error:
        _wrong_report(problems, "", str(error), _("a JSON object"))
        return {}
    if not isinstance(report, dict):
        _wrong_report(problems, "", type(report).__name__, _("a JSON object"))
        return {}
    _check_report(report, problems)
    return report


def _check_report(report: dict[str, Any], problems: Problems) -> None:
    schema = report.get("schema")
    if schema != SCHEMA:
        expected = _("a plan of schema {schema}").format(schema=SCHEMA)
        _wrong_report(problems, "schema", str(schema), expected)
    if not isinstance(report.get("fingerprint", ""), str):
        _wrong_report(problems, "fingerprint", str(report["fingerprint"]), _("text"))
    goals = report.get("goals", [])
    if not isinstance(goals, list):
        _wrong_report(problems, "goals", str(goals), _("a list of goals"))
        return
    for place, goal in enumerate(goals):
        if not _is_goal(goal):
            expected = _("an object with “id” and “value”, an exact number as text")
            _wrong_report(problems, f"goals[{place}]", str(goal), expected)


def _is_goal(goal: Any) -> bool:
    if not isinstance(goal, dict) or not isinstance(goal.get("id"), str):
        return False
    try:
        Fraction(str(goal.get("value")))
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _wrong_report(problems: Problems, key: str, found: str, expected: str) -> None:
    problems.add(
        REPORT_FILE,
        0,
        key,
        found=found,
        expected=expected,
        mend=_("Leave this file as the software wrote it, or solve again."),
    )


def _finished(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.drop(columns=LINE)
    whole = {name: "int64" for name in frame.columns if str(frame[name].dtype) == "Int64"}
    return frame.astype(whole)
