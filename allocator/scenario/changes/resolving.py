"""Which cell a change means: table, column, row key and value, each understood or refused."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from allocator.scenario.changes.change import CellChange, parse_cell_key
from allocator.scenario.changes.grading import ROWS_ADDED
from allocator.scenario.changes.refusals import Refusals, nearest
from allocator.scenario.columns import Column, Table
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems, quoted
from allocator.scenario.raw_table import RawTable
from allocator.scenario.tables import TABLES
from allocator.scenario.typed import typed_table
from allocator.text import _
from allocator.text.listing import listed


@dataclass(frozen=True)
class Resolved:
    """A change with declared names, a complete key and an understood value.

    Attributes
    ----------
    change : CellChange
        Key parts as declared, the year of a grade filled in.
    row_key : tuple
        The key as a typed frame holds it.
    cell : Series
        The one new cell, typed.
    refusals : Refusals
        Where to note what else is wrong with it.
    """

    change: CellChange
    row_key: tuple[Any, ...]
    cell: "pd.Series[Any]"
    refusals: Refusals

    @property
    def table(self) -> Table:
        """The declared table."""
        return TABLES[self.change.table]


def resolve_key(
    key: str, value: Any, base_year: int | None, place: str, problems: Problems
) -> Resolved | None:
    """The change that an override means; ``None``, with a problem noted, where it means none."""
    refusals = Refusals(place, key, problems)
    change = parse_cell_key(key, value)
    if change is None:
        refusals.add(
            found=quoted(key),
            expected=_("TABLE[ROW].COLUMN, as in pools[P1].capital"),
            mend=_("Write the table, the row's key in brackets, a point and the column."),
        )
        return None
    return resolve(change, base_year, refusals)


def resolve(change: CellChange, base_year: int | None, refusals: Refusals) -> Resolved | None:
    """The change in declared names and typed; ``None``, with a problem noted, if refused."""
    table = _table(change.table, refusals)
    if table is None:
        return None
    column = _column(table, change.column, refusals)
    row_key = _row_key(table, change.key, base_year, refusals)
    if column is None or row_key is None:
        return None
    cell = _typed(column, change.text, refusals)
    if cell is None:
        return None
    named = replace(change, table=table.name, key=tuple(map(str, row_key)), column=column.name)
    return Resolved(named, row_key, cell, refusals)


def _table(name: str, refusals: Refusals) -> Table | None:
    titled = {table.title_zh: table for table in TABLES.values()}
    table = TABLES.get(name.lower()) or titled.get(name)
    if table is None:
        refusals.add(
            found=quoted(name),
            expected=_("one of the tables {names}").format(names=listed(TABLES)),
            mend=nearest(name, TABLES) or _("Correct the name of the table."),
        )
    return table


def _column(table: Table, name: str, refusals: Refusals) -> Column | None:
    headers = table.by_header()
    name = clean(name)
    column = headers.get(name) or headers.get(name.lower())
    if column is not None and not column.key:
        return column
    others = [other.name for other in table.columns if not other.key]
    refusals.add(
        found=quoted(name)
        if column is None
        else _("{column}, which names the row").format(column=column.name),
        expected=_("a column of {table}: {names}").format(table=table.name, names=listed(others)),
        mend=nearest(name, others) or _("Correct the name of the column."),
    )
    return None


def _row_key(
    table: Table, parts: tuple[str, ...], base_year: int | None, refusals: Refusals
) -> tuple[Any, ...] | None:
    columns = [table.column(name) for name in table.key]
    if table.name == ROWS_ADDED and len(parts) == 1:
        parts = (*parts, "")
    missing = next(
        (
            column.name
            for column, part in zip(columns, parts, strict=False)
            if column.required and not clean(part)
        ),
        None,
    )
    if len(parts) != len(columns) or missing:
        refusals.add(
            found=_("nothing for {column}").format(column=missing or columns[0].name)
            if missing or not parts
            else _("{count} part(s) in the brackets").format(count=len(parts)),
            expected=_("the key of one row, {form}").format(
                form=f"{table.name}[{','.join(table.key)}]"
            ),
            mend=_("Write every part of the key, separated by commas."),
        )
        return None
    cells = [_typed(*each, refusals) for each in zip(columns, parts, strict=True)]
    if any(cell is None for cell in cells):
        return None
    values = (cell[0] for cell in cells if cell is not None)
    return tuple(base_year if pd.isna(value) else value for value in values)


def _typed(column: Column, text: str, refusals: Refusals) -> "pd.Series[Any] | None":
    """The text as the one cell of a typed column."""
    found = Problems()
    alone = Table("", "", "", (column,))
    frame = typed_table(alone, RawTable("", (column.name,), [1], [(text,)]), found)
    for problem in found.problems:
        refusals.add(found=problem.found, expected=problem.expected, mend=problem.mend)
    return None if found.problems else frame[column.name]
