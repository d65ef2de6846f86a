"""How a sheet is printed: on A4, few pages wide, with what tells a page from others."""

from collections.abc import Sequence
from itertools import accumulate, takewhile
from math import ceil

from allocator.report.document import SHOWN_OF_HASH, Grid, Report
from allocator.report.workbook.canvas import Canvas
from allocator.report.workbook.styles import FONTS
from allocator.text import _

_A4 = 9
_UPRIGHT = 105
"""Characters across up to which a sheet is printed upright."""
_READ = 190
"""And up to which a page that lies is still read with ease; what is wider goes on to another."""
_NAMED = 0.5
"""Share of a page that columns take at most that are on all of them: those that name the rows."""
_NAMING = ("text", "id", "year")
_LONGEST = 250
"""Characters that Excel takes of a header or a footer are 255."""


def lay_out_for_print(canvas: Canvas, report: Report, grids: Sequence[Grid] = ()) -> None:
    """Set up the pages of a sheet that is filled with the grids."""
    sheet = canvas.sheet
    sheet.print_area(0, 0, canvas.row - 1, max(canvas.columns, len(canvas.widths)) - 1)
    sheet.set_paper(_A4)
    across = max(canvas.across, sum(canvas.widths))
    if across > _UPRIGHT:
        sheet.set_landscape()
    wide = ceil(across / _READ)
    sheet.fit_to_pages(wide, 0)
    if wide > 1:
        sheet.repeat_columns(0, _naming(grids, canvas.widths) - 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    font = FONTS[report.language]["font_name"]
    # The size comes first: digits at the beginning of a title would be taken for more of it.
    style = f'&8&"{font},Regular"'
    title = _escaped(report.title)[: _LONGEST - len(style) * 2 - SHOWN_OF_HASH - 4]
    sheet.set_header(f"&L{style}{title}&R{style}{report.fingerprint[:SHOWN_OF_HASH]}")
    pages = _escaped(_("Page {page} of {pages}"))
    numbers = pages.format(page="&P", pages="&N")
    sheet.set_footer(f"&L{style}&A&R{style}{numbers}")


def _naming(grids: Sequence[Grid], widths: Sequence[int]) -> int:
    """How many columns from the left name the rows of all grids, as far as there is room."""
    leading = [
        sum(1 for _field in takewhile(lambda field: field.kind in _NAMING, grid.fields))
        for grid in grids
    ]
    room = sum(across <= _NAMED * _READ for across in accumulate(widths))
    return max(1, min([room, *leading]))


def _escaped(text: str) -> str:
    """With ``&``, which begins a code in headers, doubled."""
    return text.replace("&", "&&").replace("\n", " ")
