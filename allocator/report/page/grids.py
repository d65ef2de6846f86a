"""A grid as the page holds it: its head and first rows in HTML, all of its rows as data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from allocator.report.document import Field, Grid, Value
from allocator.report.lettering import width
from allocator.report.page.cells import cell, total
from allocator.report.values import DECIMALS, NOTHING, shown

ROWS_AT_FIRST = 50
"""Rows in the HTML, for readers without JavaScript; the script shows 100 at a time."""
OWN = "page-"
"""Begins every id that the page gives itself, so that no id of a row can be one of them."""
NUMERIC = frozenset({"year", "count", "number", "share"})
_ROWS_MEASURED = 200
_PINNED = 12
_SHORT = 10
_GAP = 2
_UPRIGHT = 150
"""Characters of the print style in the width of an A4 sheet, and those between two columns."""
_ARROW = 3
_WIDTHS = (4, 6, 8, 10, 12, 16, 20, 26)


@dataclass(frozen=True)
class Column:
    """A column of the table: a field that is not the detail.

    Attributes
    ----------
    index : int
        Of the field in the grid, and of the value in a row.
    width : int
        Characters below which the column is not squeezed: one of a few steps that the style
        sheet has, since it cannot be said in the HTML itself under the page's policy.
    """

    index: int
    field: Field
    width: int
    by: bool

    @property
    def numeric(self) -> bool:
        return self.field.kind in NUMERIC


@dataclass(frozen=True)
class Row:
    """A row as it is shown: ``anchor`` is the id it is linked by, or empty."""

    texts: tuple[str, ...]
    detail: str
    anchor: str


@dataclass(frozen=True)
class Group:
    """Rows with one value of the field they are grouped by; ``title`` is it, and empty for all."""

    title: str
    count: int
    totals: tuple[str, ...]
    rows: tuple[Row, ...]


class Table:
    """A grid with what the template and the script ask for.

    Parameters
    ----------
    anchors : mapping
        From the ids that rows of the whole page are linked by to the grid and row that has each.
    """

    def __init__(self, grid: Grid, anchors: Mapping[str, tuple[str, int]]) -> None:
        self.grid = grid
        self._anchors = anchors
        names = [field.name for field in grid.fields]
        self._by = names.index(grid.group_by) if grid.group_by else -1
        self._detail = names.index(grid.detail) if grid.detail else -1
        self._link = names.index(grid.link) if grid.link else -1

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Of the table, from left to right."""
        return tuple(
            Column(index, field, _width(field, self.grid.rows, index), index == self._by)
            for index, field in enumerate(self.grid.fields)
            if index != self._detail
        )

    @property
    def heading(self) -> Column:
        """The column that names the row."""
        return next((column for column in self.columns if not column.by), self.columns[0])

    @property
    def pinned(self) -> bool:
        """Whether that column stays in sight while the others move: it must be a narrow one."""
        return self.heading.width <= _PINNED and len(self.columns) > 4

    @property
    def wide(self) -> bool:
        """Whether an upright sheet is too narrow for it."""
        return sum(column.width + _GAP for column in self._beside) > _UPRIGHT

    @property
    def under_title(self) -> int:
        """Columns that the title of a group or of the bottom line spans: up to the first sum."""
        summed = [place for place, column in enumerate(self._beside) if column.field.total]
        return max(summed[0], 1) if summed else len(self._beside)

    @property
    def after_title(self) -> tuple[Column, ...]:
        """The columns right of it."""
        return self._beside[self.under_title :]

    @property
    def _beside(self) -> tuple[Column, ...]:
        """What is shown while the rows stand in their groups, whose title says the rest."""
        return tuple(column for column in self.columns if not column.by)

    @property
    def notes(self) -> tuple[Field, ...]:
        """The fields whose heading does not say all."""
        return tuple(field for field in self.grid.fields if field.note)

    @property
    def detail(self) -> Field | None:
        """The field that is shown on click."""
        return self.grid.fields[self._detail] if self._detail >= 0 else None

    @property
    def totals(self) -> tuple[str, ...]:
        """The bottom line: a text per column, empty where nothing is summed up."""
        return self._totals(self.grid.rows)

    @property
    def summed(self) -> bool:
        """Whether there is a bottom line."""
        return any(field.total for field in self.grid.fields) and len(self.grid.rows) > 1

    def groups(self) -> Iterator[Group]:
        """The first rows, in the groups they belong to; the sums are of whole groups."""
        position = 0
        for title, members in groupby(self.grid.rows, self._group):
            rows = list(members)
            left = max(ROWS_AT_FIRST - position, 0)
            if left:
                first = (self._row(position + n, row) for n, row in enumerate(rows[:left]))
                yield Group(title, len(rows), self._totals(rows), tuple(first))
            position += len(rows)

    @property
    def data(self) -> dict[str, Any]:
        """All rows, and how to show them, for the script."""
        fields = self.grid.fields
        return {
            "id": self.grid.id,
            "fields": [
                {"title": f.title, "kind": f.kind, "total": f.total, "decimals": _decimals(f)}
                for f in fields
            ],
            "by": self._by,
            "detail": self._detail,
            "link": self._link,
            "rows": [
                [cell(value, field) for value, field in zip(row, fields, strict=True)]
                for row in self.grid.rows
            ],
        }

    def _group(self, row: Sequence[Value]) -> str:
        if self._by < 0:
            return ""
        return shown(row[self._by], self.grid.fields[self._by].kind) or NOTHING

    def _totals(self, rows: Sequence[Sequence[Value]]) -> tuple[str, ...]:
        return tuple(
            total([row[column.index] for row in rows], column.field) if column.field.total else ""
            for column in self.columns
        )

    def _row(self, position: int, row: Sequence[Value]) -> Row:
        anchor = str(row[self._link]) if self._link >= 0 else ""
        return Row(
            tuple(shown(row[column.index], column.field.kind) for column in self.columns),
            str(row[self._detail] or "") if self._detail >= 0 else "",
            anchor if self._anchors.get(anchor) == (self.grid.id, position) else "",
        )


def anchors(grids: Sequence[Grid]) -> dict[str, tuple[str, int]]:
    """The ids by which rows are linked to, each with the first grid and row that has it."""
    found: dict[str, tuple[str, int]] = {}
    for grid in grids:
        if grid.link:
            index = [field.name for field in grid.fields].index(grid.link)
            for position, row in enumerate(grid.rows):
                if _can_be_id(row[index]):
                    found.setdefault(str(row[index]), (grid.id, position))
    return found


def _can_be_id(value: Value) -> bool:
    text = "" if value is None else str(value)
    return bool(text) and not text.startswith(OWN) and not any(map(str.isspace, text))


def _decimals(field: Field) -> int:
    return DECIMALS.get(field.kind, 0)


def _width(field: Field, rows: Sequence[Sequence[Value]], index: int) -> int:
    """The narrowest step that a usual value and the heading, on two lines if long, fit in."""
    heading = width(field.title)
    heading = (heading if heading <= _SHORT else (heading + 1) // 2) + _ARROW
    if field.kind in NUMERIC:
        return _step(heading)
    # Chinese text can be broken anywhere, so that a browser would squeeze it to one character.
    texts = (shown(row[index]) for row in rows[:_ROWS_MEASURED])
    return _step(max(heading, field.width or max(map(width, texts), default=0)))


def _step(characters: int) -> int:
    return next((step for step in _WIDTHS if step >= characters), _WIDTHS[-1])
