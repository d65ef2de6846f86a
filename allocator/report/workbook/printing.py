"""How a sheet is printed: on A4, few pages wide, with what tells a page from others."""

from math import ceil

from allocator.report.document import SHOWN_OF_HASH, Report
from allocator.report.workbook.canvas import Canvas
from allocator.report.workbook.styles import FONTS
from allocator.text import _

_A4 = 9
_UPRIGHT = 105
"""Characters across up to which a sheet is printed upright."""
_READ = 190
"""And up to which a page that lies is still read with ease; what is wider goes on to another."""
_NAMED = 2
"""Columns that tell what a row is about, on every page."""
_LONGEST = 250
"""Characters that Excel takes of a header or a footer are 255."""


def lay_out_for_print(canvas: Canvas, report: Report) -> None:
    """Set up the pages of a sheet that is filled."""
    sheet = canvas.sheet
    sheet.print_area(0, 0, canvas.row - 1, max(canvas.columns, len(canvas.widths)) - 1)
    sheet.set_paper(_A4)
    across = max(canvas.across, sum(canvas.widths))
    if across > _UPRIGHT:
        sheet.set_landscape()
    wide = ceil(across / _READ)
    sheet.fit_to_pages(wide, 0)
    if wide > 1:
        sheet.repeat_columns(0, _NAMED - 1)
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


def _escaped(text: str) -> str:
    """With ``&``, which begins a code in headers, doubled."""
    return text.replace("&", "&&").replace("\n", " ")
