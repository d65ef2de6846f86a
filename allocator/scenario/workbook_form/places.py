"""Addresses of cells and ranges, as formulas name them."""

from allocator.scenario.tables import TABLES
from allocator.scenario.workbook_form.content import Content, sheet_name

FIRST_ROW = 2
"""The row below the header, counted from 1."""


def letter(table: str, column: str) -> str:
    """The letter of a column on its sheet."""
    from xlsxwriter.utility import xl_col_to_name

    names = [declared.name for declared in TABLES[table].columns]
    return str(xl_col_to_name(names.index(column)))


def column_range(content: Content, table: str, column: str, *, sheet: bool = True) -> str:
    """The cells of a column below its header, as ``'units'!$A$2:$A$5001``."""
    place = letter(table, column)
    cells = f"${place}${FIRST_ROW}:${place}${content.last_row(table)}"
    return f"{quoted_sheet(table)}!{cells}" if sheet else cells


def first_cell(table: str, column: str, *, sheet: bool = False) -> str:
    """The first cell of a column; a formula that names it so moves along with the rows."""
    place = letter(table, column)
    return f"{quoted_sheet(table)}!${place}${FIRST_ROW}" if sheet else f"{place}{FIRST_ROW}"


def quoted_sheet(table: str) -> str:
    """The name of a table's sheet, as formulas quote it."""
    return "'" + sheet_name(TABLES[table]) + "'"
