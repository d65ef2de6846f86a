"""A section as a sheet: title, text, then its grids one below the other."""

from xlsxwriter.worksheet import Worksheet

from allocator.report.document import Grid, Section
from allocator.report.workbook.canvas import Canvas
from allocator.report.workbook.grids import write_grid
from allocator.report.workbook.styles import Styles
from allocator.report.workbook.widths import column_widths
from allocator.text import _

_HIGHEST_FROZEN = 220.0
"""Points above a header that stays in sight: more would leave no room for rows on a laptop."""


def write_section(sheet: Worksheet, styles: Styles, section: Section, front: str) -> Canvas:
    """Fill the sheet of a section.

    Parameters
    ----------
    front : str
        Name of the sheet that the reader came from.
    """
    only = section.grids[0] if len(section.grids) == 1 else None
    filtered = only is not None and bool(only.rows) and not only.group_by
    canvas = Canvas(sheet, styles, column_widths(section.grids, filtered))
    canvas.paragraph(section.title, "title")
    canvas.link(0, front, _("Back to the overview"), "link")
    canvas.end_row()
    for text in section.text:
        canvas.paragraph(text, "text")
    if only is None:
        sheet.freeze_panes(1, 0)
        for grid in section.grids:
            canvas.end_row()
            _write(canvas, section, grid)
    else:
        header = _write(canvas, section, only)
        sheet.repeat_rows(header)
        if filtered:
            sheet.autofilter(header, 0, header + len(only.rows), len(only.fields) - 1)
    return canvas


def _write(canvas: Canvas, section: Section, grid: Grid) -> int:
    """Lay out a grid with its heading; its header's row, which stays in sight if it is the only."""
    if grid.title != section.title:
        canvas.paragraph(grid.title, "heading")
    if grid.note:
        canvas.paragraph(grid.note, "note")
    if len(section.grids) == 1:
        high = canvas.height > _HIGHEST_FROZEN
        canvas.sheet.freeze_panes(1 if high else canvas.row + 1, 0)
    return write_grid(canvas, grid)
