"""The sheet of a table → its cells as text."""

from collections.abc import Callable, Sequence
from typing import Any

from allocator.scenario.columns import Column, Table
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems
from allocator.scenario.raw_table import RawTable
from allocator.scenario.workbook.cells import Row, is_empty, month_of, name_of, text_of
from allocator.scenario.workbook.other_rows import rows_of
from allocator.text import _

ROWS_ABOVE = 20
"""The headers stand in one of so many rows: below a title, notes, empty rows."""

NAMES = frozenset({"id", "text", "code", "choice"})
"""Kinds of columns whose cells stand for themselves."""


def table_in(sheet: str, rows: list[Row], table: Table, problems: Problems) -> RawTable | None:
    """The table on a sheet; ``None``, with a problem noted, where the sheet is empty."""
    place = header_row(rows, table)
    if place is None:
        problems.add(
            sheet,
            0,
            "",
            found=_("an empty sheet"),
            expected=_("a row of headers, and rows below it"),
            mend=_("Fill in the table, or remove the sheet if it is optional."),
        )
        return None
    known = table.by_header()
    headers = tuple(_header(known, cell) for cell in rows[place])
    of_table = rows_of(sheet, table, [_column(known, each) for each in headers], headers)
    filled = [
        row
        for row in range(place + 1, len(rows))
        if not is_empty(rows[row]) and of_table.has(row, rows[row], problems)
    ]
    of_table.note_totals(problems)
    columns = list(zip(*(rows[row] for row in filled), strict=True)) or [()] * len(headers)
    return RawTable(
        sheet,
        headers,
        [row + 1 for row in filled],
        [
            _texts(cells, _writer(_column(known, header)))
            for header, cells in zip(headers, columns, strict=True)
        ],
        place + 1,
    )


def header_row(rows: Sequence[Row], table: Table) -> int | None:
    """The row of the headers, counted from 0; ``None`` where nothing stands above all.

    It is the first that has every required header, else the one that has most headers, else
    the first in which anything stands.
    """
    known = table.by_header()
    required = {column.name for column in table.columns if column.required}
    best, most = None, 0
    for place, row in enumerate(rows[:ROWS_ABOVE]):
        columns = (_column(known, _header(known, cell)) for cell in row)
        found = {column.name for column in columns if column is not None}
        if found and found >= required:
            return place
        if len(found) > most:
            best, most = place, len(found)
    if best is not None:
        return best
    return next((place for place, row in enumerate(rows) if not is_empty(row)), None)


def _header(known: dict[str, Column], cell: Any) -> str:
    """A header as written; without the space within that narrow columns bring, if known so."""
    text = text_of(cell)
    joined = clean("".join(text.split()))
    return joined if joined in known else text


def _column(known: dict[str, Column], header: str) -> Column | None:
    header = clean(header)
    return known.get(header) or known.get(header.lower())


def _writer(column: Column | None) -> Callable[[Any], str]:
    if column is not None and column.kind == "month":
        return month_of
    return name_of if column is not None and column.kind in NAMES else text_of


def _texts(cells: Sequence[Any], write: Callable[[Any], str]) -> tuple[str, ...]:
    # Most cells are text, and most columns hold text alone.
    return tuple([cell if type(cell) is str else write(cell) for cell in cells])
