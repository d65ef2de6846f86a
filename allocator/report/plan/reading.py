"""What a report of a plan needs beside the plan's own tables: what ``explain`` left."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from allocator.allocation.audit.plan_files import PlanFiles
from allocator.allocation.explain.tables import EXPLANATIONS, WORTH
from allocator.scenario.columns import Table
from allocator.scenario.csv_folder import read_csv
from allocator.scenario.parsing import clean
from allocator.scenario.problems import InvalidData, Problems
from allocator.scenario.scenario import Scenario
from allocator.text import _, language


class Worth(NamedTuple):
    """What more of a scarce thing is worth to the whole plan: a row of ``worth.csv``."""

    kind: str
    more: Fraction
    change: str
    gain: Fraction


class Told(NamedTuple):
    """What is said of a request in the language in use: a row of ``explanations.csv``."""

    detail: str
    next_post_takes: str
    met_in_full_by: str


@dataclass(frozen=True)
class Explained:
    """What ``explain`` left in the folder of a plan; empty where it was not there.

    Attributes
    ----------
    told : mapping of request to Told
    worth : tuple of Worth
    """

    told: Mapping[str, Told]
    worth: tuple[Worth, ...]


def read_explained(folder: Path) -> Explained:
    """What ``explain`` left in the folder of a plan.

    Raises
    ------
    InvalidData
        A file cannot be read, or is not as it was written.
    """
    told = {
        request: Told(*said)
        for request, spoken, *said in _rows(folder, EXPLANATIONS)
        if spoken == language()
    }
    return Explained(told, _worth(folder))


def _worth(folder: Path) -> tuple[Worth, ...]:
    try:
        return tuple(
            Worth(kind, Fraction(more), change, Fraction(gain))
            for kind, more, change, gain in _rows(folder, WORTH)
        )
    except (ValueError, ZeroDivisionError):
        raise _spoilt(WORTH, _("cells that are not numbers")) from None


def _rows(folder: Path, table: Table) -> list[tuple[str, ...]]:
    """The cells of a file of the declared columns, as text; none where there is no file."""
    path = folder / f"{table.name}.csv"
    if not path.is_file():
        return []
    problems = Problems()
    raw = read_csv(path, problems)
    problems.raise_if_any()
    names = [column.name for column in table.columns]
    by_header = {header: column.name for header, column in table.by_header().items()}
    found = [by_header.get(clean(header)) for header in raw.headers] if raw else []
    if raw is None or not set(names) <= set(found):
        raise _spoilt(table, _("other columns"))
    return list(zip(*(raw.columns[found.index(name)] for name in names), strict=True))


def _spoilt(table: Table, found: str) -> InvalidData:
    problems = Problems()
    problems.add(
        f"{table.name}.csv",
        0,
        "",
        found=found,
        expected=_("the columns {names}, as “allocator explain” wrote them").format(
            names=", ".join(column.name for column in table.columns)
        ),
        mend=_("Leave this file as the software wrote it, or remove it."),
    )
    return InvalidData(problems.problems)


def refuse_other_scenario(plan: PlanFiles, scenario: Scenario) -> None:
    """Raise where a plan was made of other data than the scenario's.

    Raises
    ------
    InvalidData
    """
    if plan.report.get("fingerprint") == scenario.fingerprint:
        return
    problems = Problems()
    problems.add(
        "plan.json",
        0,
        "fingerprint",
        found=_("a plan of other data than this scenario's"),
        expected=_("a plan of this scenario, with the same --set"),
        mend=_("Solve again, or name the scenario that the plan was made of."),
    )
    raise InvalidData(problems.problems)
