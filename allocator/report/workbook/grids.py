"""A grid on a sheet: header, rows, groups with their sums, a total."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import fsum, isfinite
from operator import itemgetter

from xlsxwriter.utility import xl_range

from allocator.report.document import Field, Grid, Value
from allocator.report.values import shown
from allocator.report.workbook.canvas import Canvas
from allocator.report.workbook.styles import Role
from allocator.text import _

Row = Sequence[Value]
_COMMENT = {"width": 240, "height": 96, "author": "allocator"}
"""Pixels of a comment, enough for a sentence or two; Excel sizes none to its text."""


def write_grid(canvas: Canvas, grid: Grid) -> int:
    """Lay out ``grid`` from the next row on.

    Returns
    -------
    int
        The row of its header, counted from 0.
    """
    header = canvas.row
    _write_header(canvas, grid.fields)
    if not grid.rows:
        canvas.paragraph(_("There are no rows."), "note")
        return header
    first = canvas.row
    if grid.group_by:
        _write_groups(canvas, grid)
    else:
        _write_rows(canvas, grid.fields, grid.rows, level=0)
    if any(field.total for field in grid.fields):
        place = (first, canvas.row - first)
        _write_sums(canvas, grid.fields, grid.rows, place, _("Total"), "total")
    return header


def _write_header(canvas: Canvas, fields: Iterable[Field]) -> None:
    for column, field in enumerate(fields):
        canvas.text(column, field.title, "header", field.kind)
        if field.note:
            canvas.sheet.write_comment(canvas.row, column, field.note, _COMMENT)
    canvas.end_row()


def _write_rows(canvas: Canvas, fields: Sequence[Field], rows: Iterable[Row], level: int) -> None:
    cells = canvas.cells("row", (field.kind for field in fields))
    for row in rows:
        for cell, value in zip(cells, row, strict=True):
            cell.fill(value)
        canvas.end_row(level)


def _write_groups(canvas: Canvas, grid: Grid) -> None:
    """Every group: a row with its name and its sums, then its rows, which can be folded away."""
    canvas.sheet.outline_settings(symbols_below=False)
    column = [field.name for field in grid.fields].index(grid.group_by)
    for value, members in groupby(grid.rows, itemgetter(column)):
        rows = tuple(members)
        name = shown(value, grid.fields[column].kind)
        _write_sums(canvas, grid.fields, rows, (canvas.row + 1, len(rows)), name, "group")
        _write_rows(canvas, grid.fields, rows, level=1)


def _write_sums(
    canvas: Canvas,
    fields: Sequence[Field],
    rows: Sequence[Row],
    place: tuple[int, int],
    title: str,
    role: Role,
) -> None:
    """Sums that follow a filter; those that are among what is summed up are left out.

    Parameters
    ----------
    place : (int, int)
        First row of what is summed up, and how many.
    """
    first, count = place
    labelled = next((column for column, field in enumerate(fields) if not field.total), None)
    for column, field in enumerate(fields):
        if field.total:
            formula = f"=SUBTOTAL(9,{xl_range(first, column, first + count - 1, column)})"
            total = _total(row[column] for row in rows)
            style = canvas.styles.of(role, field.kind)
            canvas.sheet.write_formula(canvas.row, column, formula, style, total)
        elif column == labelled:
            canvas.text(column, title, role)
        else:
            canvas.blank(column, role)
    canvas.end_row()


def _total(values: Iterable[Value]) -> float:
    """What Excel will compute: the sum of the cells that are numbers."""
    numbers = (value for value in values if value is not None and not isinstance(value, str))
    return fsum(float(value) for value in numbers if isfinite(value))
