"""Cells changed in the tables as text, before they are understood: as if edited by hand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from allocator.scenario.changes.grading import ROWS_ADDED, emptied
from allocator.scenario.changes.resolving import Resolved, resolve_key
from allocator.scenario.changes.rows import row_of
from allocator.scenario.columns import Table
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problem, Problems
from allocator.scenario.raw_table import RawTable, TableFile
from allocator.scenario.typed import typed_table
from allocator.text import _
from allocator.text.listing import listed


@dataclass
class Edits:
    """The tables of a folder, being edited by overrides such as ``("pools[P1].capital", 5)``.

    Attributes
    ----------
    found : dict of str to TableFile
        The tables as edited so far.
    base_year : int or None
        Year of a grade that names none; ``None`` where it is unknown.
    place : str
        Where the overrides were given, as ``--set``.
    file_of : callable
        What the file of a table is called that is not there.
    """

    found: dict[str, TableFile]
    base_year: int | None
    place: str
    file_of: Callable[[str], str] = "{}.csv".format
    _written: dict[tuple[str, int, str], str] = field(default_factory=dict)

    def apply(self, overrides: Iterable[tuple[str, Any]], problems: Problems) -> None:
        """Edit each cell; what names no cell, or cannot be understood, is a problem."""
        resolved = [
            resolve_key(key, value, self.base_year, self.place, problems)
            for key, value in overrides
        ]
        known = [each for each in resolved if each is not None]
        for each in known:
            if each.table.name == ROWS_ADDED and self.base_year is None:
                continue  # scenario.toml cannot be read, which is a problem of its own
            self._edit(each, emptied(each.change, [other.change for other in known]))

    def _edit(self, resolved: Resolved, also_emptied: Iterable[str]) -> None:
        table = resolved.table
        file = self._file(resolved)
        if file is None or file.raw is None:
            return
        row = row_of(resolved, _keys(table, file.raw, self.base_year))
        raw = file.raw
        if row is None and table.name != ROWS_ADDED:
            return
        if row is None:
            row = len(raw.lines)
            raw = _with_row(raw, table, resolved.change.key)
            for column in table.key:
                self._written[file.file, raw.lines[row], column] = resolved.refusals.written
        cells = dict.fromkeys(also_emptied, "") | {resolved.change.column: resolved.change.text}
        for column, text in cells.items():
            raw = _with_cell(raw, table, row, column, text)
            self._written[file.file, raw.lines[row], column] = resolved.refusals.written
        self.found[table.name] = replace(file, raw=raw)

    def _file(self, resolved: Resolved) -> TableFile | None:
        name = resolved.table.name
        if name in self.found:
            return self.found[name]
        if name == ROWS_ADDED:
            columns = tuple(column.name for column in resolved.table.columns)
            file = self.file_of(name)
            return TableFile(file, RawTable(file, columns, [], [()] * len(columns)))
        resolved.refusals.add(
            found=_("a table that the scenario does not have"),
            expected=_("one of the tables {names}").format(names=listed(sorted(self.found))),
            mend=_("Add the table; “allocator new DIR” shows its form."),
        )
        return None

    def told_of(self, problems: Problems) -> None:
        """Let what is wrong with an edited cell name the override rather than the file."""
        problems.problems = [self._told_of(problem) for problem in problems.problems]
        problems.warnings = [self._told_of(problem) for problem in problems.warnings]

    def _told_of(self, problem: Problem) -> Problem:
        written = self._written.get((problem.file, problem.row, problem.column))
        if written is None:
            return problem
        return replace(problem, file=self.place, row=0, column=written)


def _keys(table: Table, raw: RawTable, base_year: int | None) -> pd.DataFrame:
    """The typed key columns; what is wrong with them is told when the table is read."""
    alone = replace(table, columns=tuple(table.column(name) for name in table.key))
    keys = typed_table(alone, raw, Problems())[list(table.key)]
    return keys.assign(year=keys["year"].fillna(base_year)) if table.name == ROWS_ADDED else keys


def _places(table: Table, raw: RawTable) -> Mapping[str, int]:
    """Column name → its position in the file."""
    headers = table.by_header()
    columns = [
        headers.get(header) or headers.get(header.lower()) for header in map(clean, raw.headers)
    ]
    return {column.name: place for place, column in enumerate(columns) if column is not None}


def _with_cell(raw: RawTable, table: Table, row: int, column: str, text: str) -> RawTable:
    place = _places(table, raw).get(column)
    if place is None:
        if not text:
            return raw
        empty = ("",) * len(raw.lines)
        raw = replace(raw, headers=(*raw.headers, column), columns=[*raw.columns, empty])
        place = len(raw.headers) - 1
    cells = raw.columns[place]
    columns = list(raw.columns)
    columns[place] = (*cells[:row], text, *cells[row + 1 :])
    return replace(raw, columns=columns)


def _with_row(raw: RawTable, table: Table, key: tuple[str, ...]) -> RawTable:
    """A row after the last that says its key alone."""
    line = max(raw.lines, default=raw.header_line) + 1
    row = len(raw.lines)
    raw = replace(raw, lines=[*raw.lines, line], columns=[(*cells, "") for cells in raw.columns])
    for column, text in zip(table.key, key, strict=True):
        raw = _with_cell(raw, table, row, column, text)
    return raw
