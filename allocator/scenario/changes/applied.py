"""A checked scenario with changes applied in memory."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from allocator.scenario.changes.change import CellChange, Change, KeyChange
from allocator.scenario.changes.grading import ROWS_ADDED, emptied
from allocator.scenario.changes.refusals import Refusals, nearest
from allocator.scenario.changes.resolving import Resolved, resolve
from allocator.scenario.changes.rows import row_of
from allocator.scenario.column_words import column_title, table_title
from allocator.scenario.columns import Table
from allocator.scenario.fingerprint import fingerprint
from allocator.scenario.finishing import finished
from allocator.scenario.policy import Policy
from allocator.scenario.problems import InvalidData, Problems, quoted
from allocator.scenario.raw_table import RawTable
from allocator.scenario.relations.data import Data
from allocator.scenario.relations.grades import grade_years, grades_complete
from allocator.scenario.scenario import Scenario
from allocator.scenario.settings import SETTINGS_KEYS, Settings
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import validated, with_overrides
from allocator.scenario.typed import LINE, empty_table, typed_table
from allocator.text import _

_CHANGE = "change"
"""Where, for the report, a change was given."""


class ChangeRefused(InvalidData, LookupError):
    """A change names no cell or key, or gives it a value that it cannot have."""


def changed(scenario: Scenario, changes: Iterable[Change]) -> Scenario:
    """The scenario with some cells and keys changed, and a fingerprint of its own.

    The result equals what :func:`allocator.scenario.reading.read_scenario` makes of the same
    changes as overrides. Relations between tables are not checked again, and warnings stay
    those of the scenario: the caller answers for its validity, as in ``Scenario.replace``.

    Parameters
    ----------
    scenario : Scenario
    changes : iterable of CellChange or KeyChange
        The last of several changes of one cell or key wins. A missing row is added to
        ``grades`` alone. A new tier, or named grade, brings its own colour: what else the row
        says of the grade is emptied, unless it is changed too.

    Raises
    ------
    ChangeRefused
        Of any change: the table, row, column or key is not there, the value is not of its
        kind, or what the tables hold already follows from the key (``base_year``,
        ``policy``, ``recall.repayment``, ``evaluation.grades``): the scenario has to be read
        anew with it.
    """
    problems, chosen = Problems(), tuple(changes)
    settings, policy = _with_keys(
        scenario, [change for change in chosen if isinstance(change, KeyChange)], problems
    )
    cells = [
        resolve(change, scenario.base_year, Refusals(_CHANGE, change.place, problems))
        for change in chosen
        if isinstance(change, CellChange)
    ]
    known = [cell for cell in cells if cell is not None]
    frames: dict[str, pd.DataFrame] = {}
    for cell in known:
        frame = frames.get(cell.table.name)
        frame = _open(cell.table, scenario.tables) if frame is None else frame
        also = emptied(cell.change, [other.change for other in known])
        frames[cell.table.name] = _with_cell(frame, cell, also, scenario)
    if ROWS_ADDED in frames:
        _refuse_unclear_grades(frames[ROWS_ADDED], scenario, policy, problems)
    if problems.problems:
        raise ChangeRefused(problems.problems)
    tables = dict(scenario.tables) | {
        name: finished(name, frame, settings, policy) for name, frame in frames.items()
    }
    return scenario.replace(
        settings=settings,
        policy=policy,
        tables=tables,
        fingerprint=fingerprint(settings, policy, tables),
    )


def _with_keys(
    scenario: Scenario, changes: Sequence[KeyChange], problems: Problems
) -> tuple[Settings, Policy]:
    """Settings and policy, validated, with the keys of each changed."""
    settings: Any = scenario.settings
    policy: Any = scenario.policy
    of_settings = [c for c in changes if c.key.split(".")[0] in SETTINGS_KEYS]
    of_policy = [c for c in changes if c not in of_settings]
    settings = _validated(settings, of_settings, problems) or settings
    policy = _validated(policy, of_policy, problems) or policy
    for key, before, after in (
        ("base_year", scenario.settings.base_year, settings.base_year),
        ("policy", scenario.settings.policy, settings.policy),
        ("recall.repayment", scenario.policy.recall.repayment, policy.recall.repayment),
        ("evaluation.grades", scenario.policy.evaluation.grades, policy.evaluation.grades),
    ):
        if before != after:
            Refusals(_CHANGE, key, problems).add(
                found=_("a key that the tables in memory depend on"),
                expected=_("a key that can be changed in memory"),
                mend=_("Read the scenario again with this key."),
            )
    return settings, policy


def _validated(
    section: Settings | Policy, changes: Sequence[KeyChange], problems: Problems
) -> Settings | Policy | None:
    if not changes:
        return section
    keys = with_overrides(
        section.model_dump(by_alias=True),
        [(change.key, change.value) for change in changes],
        _CHANGE,
        problems,
    )
    return validated(type(section), keys, _CHANGE, problems)


def _open(table: Table, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The table in the types that reading begins with, in which a cell may be empty."""
    types = empty_table(table).dtypes
    frame = tables[table.name]
    return frame.astype({column.name: types[column.name] for column in table.columns})


def _with_cell(
    frame: pd.DataFrame, cell: Resolved, also_emptied: Iterable[str], scenario: Scenario
) -> pd.DataFrame:
    table, frame = cell.table, frame.copy()
    row = row_of(cell, frame[list(table.key)])
    if row is None and table.name != ROWS_ADDED:
        return frame
    if row is None:
        _refuse_unknown_unit(cell, scenario)
        row, frame = len(frame), pd.concat([frame, _new_row(cell)], ignore_index=True)
    for name in also_emptied:
        frame.loc[row, name] = pd.NA if frame[name].dtype == "Int64" else ""
    frame.at[row, cell.change.column] = cell.cell.iloc[0]
    return frame


def _new_row(cell: Resolved) -> pd.DataFrame:
    """A row that says its key alone."""
    raw = RawTable("", cell.table.key, [0], [(part,) for part in cell.change.key])
    return typed_table(cell.table, raw, Problems()).drop(columns=LINE)


def _refuse_unknown_unit(cell: Resolved, scenario: Scenario) -> None:
    unit, units = cell.row_key[0], scenario.tables["units"]["unit_id"]
    if unit not in set(units):
        cell.refusals.add(
            found=quoted(unit),
            expected=_("a {key} of the table {target}").format(
                key=column_title(TABLES["units"].column("unit_id")),
                target=table_title(TABLES["units"]),
            ),
            mend=nearest(unit, units) or _("Correct the key of the row."),
        )


def _refuse_unclear_grades(
    frame: pd.DataFrame, scenario: Scenario, policy: Policy, problems: Problems
) -> None:
    """What the reading of a scenario refuses of grades: none, an unknown or an unclear one."""
    frames = {ROWS_ADDED: frame.assign(**{LINE: 0})}
    data = Data(frames, {ROWS_ADDED: _CHANGE}, scenario.settings, policy, problems)
    grade_years(data)
    grades_complete(data)
