"""Problems of a workbook's sheets, told by the cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from allocator.scenario.columns import Table
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problem
from allocator.scenario.raw_table import RawTable
from allocator.scenario.workbook.addresses import address, row_and_column
from allocator.text.listing import listed


@dataclass(frozen=True)
class TablePlaces:
    """Where the columns of a table stand on its sheet.

    Attributes
    ----------
    columns : mapping of str to int
        Header as it is written, and name as it is declared → column, counted from 0.
    written : mapping of str to str
        Name as it is declared → header as it is written.
    """

    sheet: str
    columns: Mapping[str, int]
    written: Mapping[str, str] = field(default_factory=dict)

    def cell(self, row: int, column: str) -> str:
        """The cell; the row where the sheet has no such column; ``""`` without a row."""
        if not row:
            return ""
        first = column.partition(", ")[0]
        return address(self.sheet, row, self.columns.get(column, self.columns.get(first)))

    def called(self, column: str) -> str:
        """What the sheet calls a column, or several with commas between."""
        return listed(self.written.get(name, name) for name in column.split(", "))


def table_places(table: Table, raw: RawTable) -> TablePlaces:
    """The places of a table's columns."""
    known, columns, written = table.by_header(), dict[str, int](), dict[str, str]()
    for place, header in enumerate(map(clean, raw.headers)):
        column = known.get(header) or known.get(header.lower())
        if column is not None:
            columns.setdefault(column.name, place)
            written.setdefault(column.name, header)
        columns[header] = place  # the second of two that are alike is one too many
    return TablePlaces(raw.file, columns, written)


@dataclass(frozen=True)
class SettingsPlaces:
    """Where the values of keys stand on the sheet ``scenario``.

    Attributes
    ----------
    keys : mapping of str to str
        Dotted key → cell of its value, as ``scenario!B3``.
    values : int
        Column of the values, counted from 0.
    """

    sheet: str
    keys: Mapping[str, str]
    values: int

    def cell(self, row: int, column: str) -> str:
        """The cell of a key, of the key it is within, or of the first key within it."""
        if row:
            return address(self.sheet, row, self.values)
        for dotted in (column, f"overrides.{column}"):
            within = [key for key in self.keys if dotted == key or _inside(dotted, key)]
            around = [key for key in self.keys if _inside(key, dotted)]
            if column and (within or around):
                return self.keys[max(within, key=len) if within else around[0]]
        return ""

    def called(self, column: str) -> str:
        """A key, whose one name it is."""
        return column


def _inside(key: str, section: str) -> bool:
    return key.startswith((f"{section}.", f"{section}["))


def told(
    problem: Problem,
    places: Mapping[str, TablePlaces | SettingsPlaces],
    workbook: str,
    order: Sequence[str],
) -> Problem:
    """The problem with its cell and workbook, where it is of one of the sheets.

    ``order`` holds the names of the sheets that are there, and ranks it.
    """
    if problem.file not in places:
        return problem
    sheet = places[problem.file]
    cell = problem.cell or sheet.cell(problem.row, problem.column)
    rank = (order.index(problem.file), *row_and_column(cell)) if problem.file in order else ()
    called = sheet.called(problem.column)
    return replace(problem, cell=cell, column=called, workbook=workbook, rank=rank)
