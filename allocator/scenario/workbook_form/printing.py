"""How sheets come out on paper."""

from typing import Any

A4 = 9
"""Excel's number of that paper."""


def print_on_a4(sheet: Any, *, repeated_rows: int = 0) -> None:
    """A4 across, as wide as the page, the header on each page, sheet and page number below."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&F · &A&R&P / &N")
    if repeated_rows:
        sheet.repeat_rows(0, repeated_rows - 1)
