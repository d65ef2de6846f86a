"""A report written as a workbook and opened again."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from allocator.report.document import Report
from allocator.report.workbook.writing import write_workbook


def opened(report: Report, folder: Path, *, stored: bool = False) -> Workbook:
    """The workbook of ``report``: with its formulas, or with the values stored with them."""
    path = folder / "report.xlsx"
    write_workbook(report, path)
    return load_workbook(path, data_only=stored)


def cells(book: Workbook) -> Iterator[Cell]:
    """Every cell that holds something."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def row_of(sheet: Worksheet, text: str, column: int = 1) -> int:
    """The first row with that text in the column."""
    rows = range(1, sheet.max_row + 1)
    return next(row for row in rows if sheet.cell(row, column).value == text)


def links(sheet: Worksheet) -> list[str]:
    """Where the links of a sheet lead to, from the top."""
    found = (cell.hyperlink for row in sheet.iter_rows() for cell in row)
    return [link.location for link in found if link]
