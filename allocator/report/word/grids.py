"""Grids of the summary: as many rows as there is room for."""

from docx.document import Document
from docx.table import Table

from allocator.report.document import Field, Grid
from allocator.report.word.cells import add_line, add_row, add_table, align, shade
from allocator.report.word.columns import shares
from allocator.report.word.content import accepted
from allocator.report.word.shortened import Shortened, shortened
from allocator.report.word.space import ACROSS, Space, text_height, text_width
from allocator.report.word.styles import DARK, HEADING, SMALL
from allocator.text import _

_MARGINS = 0.4
"""Centimetres of a cell, left and right of its text."""
_ROW = 0.1
"""Centimetres of a row beside its text."""
_HEADING_AND_NOTE = 2.0
"""Centimetres of the title above a grid, its header, its sums and the line below."""


def add_grid(document: Document, grid: Grid, room: float, space: Space) -> None:
    """A grid with its title in at most ``room`` centimetres, and at least one row.

    Where not all rows have room, the largest are shown, and it is said how many are not.
    """
    document.add_heading(accepted(grid.title), 1)
    space.take_text(grid.title, HEADING, 11)
    if not grid.rows:
        _add_note(document, _("There are no rows."), space)
        return
    short = _fitting(grid, room - _HEADING_AND_NOTE)
    _add_table(document, short, space)
    if short.left_out:
        note = _("{shown} of {all} rows; all are in the workbook.")
        rows = len(short.rows)
        _add_note(document, note.format(shown=rows, all=rows + short.left_out), space)


def _fitting(grid: Grid, room: float) -> Shortened:
    short = shortened(grid, _most(grid, room))
    while len(short.rows) > 1 and _height(short) > room:
        short = shortened(grid, len(short.rows) - 1)
    return short


def _most(grid: Grid, room: float) -> int:
    """Rows that would have room if none had more than one line."""
    return max(1, min(len(grid.rows), int(room / (_ROW + text_height("", SMALL, ACROSS)))))


def _height(short: Shortened) -> float:
    across = _columns(short)
    return sum(_row_height(row, across) for row in (*short.rows, short.sums) if row)


def _columns(short: Shortened) -> tuple[float, ...]:
    """Centimetres of each column."""
    characters = ACROSS / text_width(SMALL)
    return tuple(ACROSS * share for share in shares(short, characters))


def _row_height(row: tuple[str, ...], columns: tuple[float, ...]) -> float:
    cells = zip(row, columns, strict=True)
    return _ROW + max(text_height(text, SMALL, across - _MARGINS) for text, across in cells)


def _add_table(document: Document, short: Shortened, space: Space) -> None:
    columns = _columns(short)
    table = add_table(document, columns)
    header = add_row(table, header=True)
    for cell, field in zip(header.cells, short.fields, strict=True):
        add_line(cell, field.title, SMALL, bold=True, colour="FFFFFF")
        align(cell, field.kind)
        shade(cell, DARK)
    space.take(_row_height(tuple(field.title for field in short.fields), columns), whole=True)
    for row in (*short.rows, short.sums):
        if row:
            _add_row(table, short.fields, row, bold=row is short.sums)
            space.take(_row_height(row, columns), whole=True)


def _add_row(table: Table, fields: tuple[Field, ...], row: tuple[str, ...], bold: bool) -> None:
    cells = add_row(table).cells
    for cell, field, text in zip(cells, fields, row, strict=True):
        add_line(cell, text, SMALL, bold=bold)
        align(cell, field.kind)


def _add_note(document: Document, text: str, space: Space) -> None:
    document.add_paragraph(text, style="Caption")
    space.take_text(text, SMALL)
