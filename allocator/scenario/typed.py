"""Raw cells → a typed frame with English column names, every bad cell noted.

Each column is factorised first, so that a value that occurs in many rows is understood once.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.column_words import column_header, column_title
from allocator.scenario.columns import Column, Table
from allocator.scenario.parsing import BadCell, clean, parse_cell
from allocator.scenario.problems import Problems, quoted
from allocator.scenario.raw_table import DamagedCell, RawTable
from allocator.scenario.unknown_headers import note_unknown_header
from allocator.text import _

LINE = "line"
"""Name of the column that holds, until checking is over, the line each row stands on."""

MOST_SHOWN = 20
"""So many bad rows per column and message are listed one by one; the rest are counted."""


def typed_table(table: Table, raw: RawTable | None, problems: Problems) -> pd.DataFrame:
    """The table as a frame, columns in declared order, plus ``line``.

    Rows with a bad cell stay in (with a stand-in) so that one pass finds every problem.
    """
    if raw is None:
        return empty_table(table)
    places = _places(table, raw, problems)
    rows = len(raw.lines)
    frame = {
        column.name: _typed_column(
            column,
            raw.columns[places[column.name]] if column.name in places else ("",) * rows,
            raw,
            problems,
            present=column.name in places,
        )
        for column in table.columns
    }
    return pd.DataFrame(frame | {LINE: np.array(raw.lines, dtype=np.int64)})


def empty_table(table: Table) -> pd.DataFrame:
    """The table without rows, each column of its type."""
    nothing = np.array([], dtype=object)
    columns = {column.name: _SERIES[column.kind](nothing) for column in table.columns}
    return pd.DataFrame(columns | {LINE: np.array([], dtype=np.int64)})


def _places(table: Table, raw: RawTable, problems: Problems) -> dict[str, int]:
    """Column name → position in the file; unknown, doubled and missing headers are noted."""
    headers = table.by_header()
    places: dict[str, int] = {}
    for place, header in enumerate(clean(header) for header in raw.headers):
        column = headers.get(header) or headers.get(header.lower())
        if column is None:
            if header or any(cell.strip() for cell in raw.columns[place]):
                note_unknown_header(table, raw, header, problems)
        elif column.name in places:
            problems.add(
                raw.file,
                raw.header_line,
                header,
                found=_("the column {column} twice").format(column=column_title(column)),
                expected=_("each column once"),
                mend=_("Remove or rename one of the two."),
            )
        else:
            places[column.name] = place
    for column in table.columns:
        if column.required and column.name not in places:
            problems.spoil(raw.file, column.name, raw.lines)
            problems.add(
                raw.file,
                raw.header_line,
                column.name,
                found=_("no such column"),
                expected=_("a column {name} or {header}: {meaning}").format(
                    name=column.name, header=column.header_zh, meaning=column.explained()
                ),
                mend=_("Add the column."),
                lacking=column_header(column),
            )
    return places


def _typed_column(
    column: Column, cells: tuple[str, ...], raw: RawTable, problems: Problems, *, present: bool
) -> "pd.Series[Any]":
    codes, uniques = pd.factorize(np.array(cells, dtype=object))
    values = np.empty(len(uniques), dtype=object)
    complaints: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for place, text in enumerate(uniques):
        values[place], bad = _understood(column, text, must=column.required and present)
        if bad is not None:
            complaints[bad.expected][place] = bad.mend
    for expected, mends in complaints.items():
        rows = np.flatnonzero(np.isin(codes, list(mends)))
        told = {int(row): mends[codes[row]] for row in rows}
        _note(column, cells, told, expected, raw, problems)
    return _SERIES[column.kind](values[codes] if len(uniques) else values)


def _understood(column: Column, text: str, *, must: bool) -> tuple[Any, BadCell | None]:
    """The value of the cell, and what is wrong with it, if anything."""
    if isinstance(text, DamagedCell):
        return None, BadCell(text.expected, text.mend)
    text = clean(text)
    if not text:
        if must:
            return None, BadCell(
                _("a value: {meaning}").format(meaning=column.explained()), _("Fill in the cell.")
            )
        empty = column.default
        return (parse_cell(column, empty) if isinstance(empty, str) and empty else empty), None
    try:
        return parse_cell(column, text), None
    except BadCell as complaint:
        return None, complaint


def _note(
    column: Column,
    cells: tuple[str, ...],
    mends: Mapping[int, str],
    expected: str,
    raw: RawTable,
    problems: Problems,
) -> None:
    rows = list(mends)
    problems.spoil(raw.file, column.name, (raw.lines[row] for row in rows))
    for row in rows[:MOST_SHOWN]:
        problems.add(
            raw.file,
            raw.lines[row],
            column.name,
            found=quoted(cells[row]) if clean(cells[row]) else _("an empty cell"),
            expected=expected,
            mend=mends[row],
        )
    if len(rows) > MOST_SHOWN:
        problems.add(
            raw.file,
            raw.lines[rows[MOST_SHOWN]],
            column.name,
            found=_("the same in {count} rows from here on").format(count=len(rows) - MOST_SHOWN),
            expected=expected,
            mend=_("Mend the rows above first, then check again."),
        )


def _strings(values: "np.ndarray[Any, Any]") -> "pd.Series[Any]":
    return pd.Series(np.where(values == None, "", values), dtype="str")  # noqa: E711 - elementwise


def _numbers(values: "np.ndarray[Any, Any]") -> "pd.Series[Any]":
    return pd.Series(pd.array(values.tolist(), dtype="Int64"))


def _booleans(values: "np.ndarray[Any, Any]") -> "pd.Series[Any]":
    # Only a cell that could not be read is None, and False stands in for it.
    return pd.Series(np.where(values == None, False, values).astype(bool))  # noqa: E711


def _objects(values: "np.ndarray[Any, Any]") -> "pd.Series[Any]":
    return pd.Series(values, dtype=object)


_SERIES: dict[str, Callable[[Any], "pd.Series[Any]"]] = {
    "id": _strings,
    "text": _strings,
    "code": _strings,
    "choice": _strings,
    "integer": _numbers,
    "year": _numbers,
    "month": _numbers,
    "boolean": _booleans,
    "decimal": _objects,
}
