"""A report as an Excel workbook."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from allocator.report.document import Report, Section
from allocator.report.workbook.canvas import Canvas
from allocator.report.workbook.front import write_front
from allocator.report.workbook.names import SheetNames
from allocator.report.workbook.printing import lay_out_for_print
from allocator.report.workbook.sections import write_section
from allocator.report.workbook.styles import FONTS, Styles
from allocator.scenario.workbook_form.options import OPTIONS
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
    book = Book(report.language)
    for section in report.sections:
        if section.sheet:
            book.add(section)
    path.write_bytes(book.finished(report))


class Book:
    """A workbook that is filled section by section, before the report is known as a whole.

    The same sections in the same order give the same bytes.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._content = BytesIO()
        font = dict(FONTS[language])
        self._book = Workbook(self._content, OPTIONS | {"default_format_properties": font})
        self._styles = Styles(self._book, language)
        self._names = SheetNames()
        with in_language(language):
            self._first = self._names.of(_("Overview"))
        self._front = self._book.add_worksheet(self._first)
        self._front.set_tab_color(_FIRST_TAB)
        self._filled: dict[str, tuple[Section, Canvas]] = {}

    def add(self, section: Section) -> None:
        """Fill the next sheet, whose place the report will tell."""
        with in_language(self._language):
            sheet = self._book.add_worksheet(self._names.of(section.title))
            sheet.set_tab_color(_TAB)
            canvas = write_section(sheet, self._styles, section, self._first)
        self._filled[section.id] = section, canvas

    def finished(self, report: Report) -> bytes:
        """The workbook, with the sheets in the order of the report's sections.

        Parameters
        ----------
        report : Report
            Its sections may be empty: they are known.
        """
        filled = [self._filled[section.id] for section in report.sections if section.sheet]
        with in_language(self._language):
            named = tuple((canvas.sheet.get_name(), section) for section, canvas in filled)
            front = write_front(self._front, self._styles, report, named)
            lay_out_for_print(front, report)
            for section, canvas in filled:
                lay_out_for_print(canvas, report, section.grids)
        self._put_in_order([front, *(canvas for _section, canvas in filled)])
        self._book.set_properties({"title": report.title, "created": _CREATED})
        self._book.close()
        return self._content.getvalue()

    def _put_in_order(self, canvases: list[Canvas]) -> None:
        """XlsxWriter takes sheets in the order in which they were made, and counts them so."""
        for place, canvas in enumerate(canvases):
            canvas.sheet.index = place
        self._book.worksheets().sort(key=lambda sheet: sheet.index)
