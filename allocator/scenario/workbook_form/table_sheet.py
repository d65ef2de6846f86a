"""The sheet of a table: headers with notes, rows, drop-down lists and input checks."""

from typing import Any

from allocator.scenario.columns import Column, Table
from allocator.scenario.workbook_form.cells import Cell, cell_value, write_cell
from allocator.scenario.workbook_form.content import Content, header, sheet_name
from allocator.scenario.workbook_form.formats import DARK, Formats
from allocator.scenario.workbook_form.input_checks import input_check
from allocator.scenario.workbook_form.lists import DropDown
from allocator.scenario.workbook_form.notes import note, note_options
from allocator.scenario.workbook_form.printing import print_on_a4
from allocator.scenario.workbook_form.widths import text_width

NARROWEST, WIDEST = 10, 40
MEASURED_ROWS = 200
"""Rows that say how wide a column is to be."""

FILTER_ARROW = 4
"""Characters that the arrow of the filter takes from a header."""

MOST_FROZEN = 2
"""Key columns that stay in sight; more would fill a small screen."""


def add_table_sheet(
    book: Any, table: Table, content: Content, lists: dict[tuple[str, str], DropDown], look: Formats
) -> None:
    """Add the sheet of a table with its rows, if it has any."""
    sheet = book.add_worksheet(sheet_name(table))
    if table.required:
        sheet.set_tab_color(DARK)
    for place, column in enumerate(table.columns):
        chosen = lists.get((table.name, column.name))
        _write_header(sheet, place, column, chosen, look)
        cells = _cells(content, table, column)
        _write_rows(sheet, place, column, cells, look, example=content.example)
        sheet.set_column(place, place, _width(column, cells), look.cell(column))
        check = input_check(content, table.name, column, chosen)
        if check is not None:
            sheet.data_validation(1, place, content.last_row(table.name) - 1, place, check)
    sheet.freeze_panes(1, _frozen(table))
    sheet.autofilter(0, 0, content.last_row(table.name) - 1, len(table.columns) - 1)
    print_on_a4(sheet, repeated_rows=1)


def _write_header(
    sheet: Any, place: int, column: Column, chosen: DropDown | None, look: Formats
) -> None:
    sheet.write_string(
        0, place, header(column), look.required if column.required else look.optional
    )
    text = note(column, chosen)
    sheet.write_comment(0, place, text, note_options(text))


def _cells(content: Content, table: Table, column: Column) -> list[Cell]:
    if column.name not in content.tables.get(table.name, ()):
        return []
    return [cell_value(column, value) for value in content.tables[table.name][column.name]]


def _write_rows(
    sheet: Any, place: int, column: Column, cells: list[Cell], look: Formats, *, example: bool
) -> None:
    """Rows as they are; an example is grey for as long as nobody has written over it."""
    for row, cell in enumerate(cells, start=1):
        write_cell(sheet, row, place, cell, look.cell(column))
        if example and cell is not None:
            sheet.conditional_format(row, place, row, place, _still(cell, look))


def _still(cell: Cell, look: Formats) -> dict[str, Any]:
    quoted = '"' + cell.replace('"', '""') + '"' if isinstance(cell, str) else str(cell)
    return {"type": "cell", "criteria": "==", "value": quoted, "format": look.example}


def _width(column: Column, cells: list[Cell]) -> int:
    widest = max((text_width(str(cell)) for cell in cells[:MEASURED_ROWS] if cell), default=0)
    return min(WIDEST, max(NARROWEST, widest + 2, text_width(header(column)) + FILTER_ARROW))


def _frozen(table: Table) -> int:
    """How many columns at the left are of the key and stay in sight."""
    leading = 0
    while leading < min(MOST_FROZEN, len(table.columns)) and table.columns[leading].key:
        leading += 1
    return leading
