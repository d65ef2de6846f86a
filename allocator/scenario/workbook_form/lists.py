"""Drop-down lists: values on a hidden sheet, and the ids that stand on another sheet.

Each list is a defined name. A list written into the check itself could have no more than 255
characters and no value with a comma.
"""

from dataclasses import dataclass
from typing import Any

from allocator.scenario.column_words import accepted_values, shown_value
from allocator.scenario.relations.keys import REFERENCES
from allocator.scenario.tables import TABLES
from allocator.scenario.workbook_form.content import Content
from allocator.scenario.workbook_form.known_codes import known_codes
from allocator.scenario.workbook_form.places import column_range, first_cell

SHEET = "_lists"
"""Hidden sheet, which reading passes over."""


@dataclass(frozen=True)
class DropDown:
    """A list that a column is chosen from.

    Attributes
    ----------
    name : str
        Defined name of the list.
    values : tuple of str
        What it holds; nothing where it follows another sheet.
    only : bool
        No other value is valid.
    target : str
        The table whose ids it holds; empty where it holds ``values``.
    """

    name: str
    values: tuple[str, ...] = ()
    only: bool = True
    target: str = ""


def drop_down(content: Content, table: str, column: str) -> DropDown | None:
    """The list of a column; ``None`` where it has none."""
    declared = TABLES[table].column(column)
    for of_table, of_column, target, key in REFERENCES:
        if (of_table, of_column) == (table, column):
            return DropDown(f"ids_{target}_{key}", target=target)
    name = f"list_{table}_{column}"
    values = accepted_values(declared)
    if values:
        return DropDown(name, values)
    known = known_codes(content, table, column)
    if known is None:
        return None
    return DropDown(name, tuple(shown_value(declared, code) for code in known.codes), known.only)


def drop_downs(content: Content) -> dict[tuple[str, str], DropDown]:
    """Every list, by table and column."""
    found = {
        (name, column.name): drop_down(content, name, column.name)
        for name, table in TABLES.items()
        for column in table.columns
    }
    return {place: one for place, one in found.items() if one is not None}


def define_ids(book: Any, content: Content) -> None:
    """Name the ids of every sheet that others refer to: down to the last one, gaps included."""
    for target, key in sorted({(target, key) for _t, _c, target, key in REFERENCES}):
        cells = column_range(content, target, key)
        last = f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))'
        start = first_cell(target, key, sheet=True)
        book.define_name(f"ids_{target}_{key}", f"=OFFSET({start},0,0,MAX(1,{last}-1),1)")


def write_lists(book: Any, lists: dict[str, tuple[str, ...]]) -> None:
    """The hidden sheet: a column per list, its name on top."""
    from xlsxwriter.utility import xl_col_to_name

    sheet = book.add_worksheet(SHEET)
    sheet.hide()
    for place, (name, values) in enumerate(lists.items()):
        sheet.write_string(0, place, name)
        for row, value in enumerate(values, start=1):
            sheet.write_string(row, place, value)
        at = xl_col_to_name(place)
        book.define_name(name, f"='{SHEET}'!${at}$2:${at}${len(values) + 1}")
