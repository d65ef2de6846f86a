"""A report as an Excel workbook."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from allocator.report.document import Report
from allocator.report.workbook.front import write_front
from allocator.report.workbook.names import sheet_names
from allocator.report.workbook.sections import write_section
from allocator.report.workbook.styles import FONTS, Styles
from allocator.scenario.workbook_form.book import OPTIONS
from allocator.text import _, in_language

_CREATED = datetime(2000, 1, 1)
"""In every workbook, so that the same report is the same bytes."""
_FIRST_TAB, _TAB = "#1F3864", "#8EA9DB"


def write_workbook(report: Report, path: Path) -> None:
    """Write ``report`` as an Excel workbook: an overview, then a sheet per section.

    Text is never computed, whatever it begins with; the only formulas are sums. The same report
    gives the same bytes.

    Raises
    ------
    OSError
        The file cannot be written, as when it is open in Excel.
    """
    with in_language(report.language):
        content = _workbook(report)
    path.write_bytes(content)


def _workbook(report: Report) -> bytes:
    content = BytesIO()
    font = dict(FONTS[report.language])
    with Workbook(content, OPTIONS | {"default_format_properties": font}) as book:
        book.set_properties({"title": report.title, "created": _CREATED})
        _fill(book, report)
    return content.getvalue()


def _fill(book: Workbook, report: Report) -> None:
    sections = [section for section in report.sections if section.sheet]
    first, *names = sheet_names([_("Overview"), *(section.title for section in sections)])
    styles = Styles(book, report.language)
    front = book.add_worksheet(first)
    front.set_tab_color(_FIRST_TAB)
    write_front(front, styles, report, tuple(zip(names, sections, strict=True)))
    for name, section in zip(names, sections, strict=True):
        sheet = book.add_worksheet(name)
        sheet.set_tab_color(_TAB)
        write_section(sheet, styles, report, section, first)
