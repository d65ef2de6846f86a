"""What a cell takes when it is typed into: the check that each column declares.

Excel makes such checks when a cell is typed into, not when something is pasted; ``allocator
check`` finds everything either way.
"""

from typing import Any

from allocator.scenario.column_words import kind_words
from allocator.scenario.columns import Column
from allocator.scenario.declared_keys import FIRST_YEAR
from allocator.scenario.parsing import LARGEST_COUNT, LARGEST_NUMBER
from allocator.scenario.tables import ANY, TABLES
from allocator.scenario.workbook.cells import LAST_DAY, LAST_YEAR
from allocator.scenario.workbook_form.content import Content, header, sheet_name
from allocator.scenario.workbook_form.lists import DropDown
from allocator.scenario.workbook_form.places import column_range, first_cell
from allocator.text import _

LONGEST_TITLE = 32

SCOPES = {
    ("ceilings", "region"): "stop",
    ("ceilings", "department"): "stop",
    ("pools", "region"): "warning",
    ("pools", "department"): "warning",
}
"""Columns that name something of a unit or all, and what another value is met with.

They have no list: it would repeat each department for every unit under it.
"""

Check = dict[str, Any]


def input_check(
    content: Content, table: str, column: Column, chosen: DropDown | None
) -> Check | None:
    """Options for XlsxWriter's ``data_validation``; ``None`` where any text will do."""
    check = _check(content, table, column, chosen)
    if check is None:
        return None
    return {"error_title": header(column)[:LONGEST_TITLE], "error_type": "stop"} | check


def _check(content: Content, table: str, column: Column, chosen: DropDown | None) -> Check | None:
    if chosen is not None:
        return _listed(chosen)
    if (table, column.name) in SCOPES:
        return _of_a_unit(content, table, column)
    if TABLES[table].key == (column.name,):
        return _once(content, table, column)
    if column.kind in ("integer", "decimal", "year"):
        return _number(column)
    return _month(table, column) if column.kind == "month" else None


def _listed(chosen: DropDown) -> Check:
    check = {"validate": "list", "source": f"={chosen.name}"}
    if chosen.target:
        told = _("Enter a code that stands on the sheet {sheet}; add it there first.").format(
            sheet=sheet_name(TABLES[chosen.target])
        )
        return check | {"error_message": told}
    if chosen.only:
        return check | {"error_message": _("Choose a value from the list.")}
    told = _("This is not one of the codes known so far. Keep it if it is meant.")
    return check | {"error_message": told, "error_type": "warning"}


def _of_a_unit(content: Content, table: str, column: Column) -> Check:
    cell, cells = first_cell(table, column.name), column_range(content, "units", column.name)
    return {
        "validate": "custom",
        "value": f'=OR({cell}="{ANY}",COUNTIF({cells},{cell})>0)',
        "error_type": SCOPES[table, column.name],
        "error_message": _(
            "No unit has this value. Enter one that stands on the sheet {sheet}, or * for all."
        ).format(sheet=sheet_name(TABLES["units"])),
    }


def _once(content: Content, table: str, column: Column) -> Check:
    """EXACT rather than COUNTIF, to which 001 and 1 are the same, and U1 and u1."""
    cells = column_range(content, table, column.name, sheet=False)
    cell = first_cell(table, column.name)
    return {
        "validate": "custom",
        "value": f"=SUMPRODUCT(--EXACT({cells},{cell}))=1",
        "error_message": _("This code stands in another row already; each row has its own."),
    }


def _number(column: Column) -> Check:
    least, most = _bounds(column)
    return {
        "validate": "decimal" if column.kind == "decimal" else "integer",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_message": _("Expected here: {kind}.").format(kind=kind_words(column, "")),
    }


def _bounds(column: Column) -> tuple[int, int]:
    if column.kind == "year":
        return FIRST_YEAR, LAST_YEAR
    largest = int(LARGEST_NUMBER) if column.kind == "decimal" else LARGEST_COUNT
    least = -largest if column.least is None else column.least
    return least, largest if column.most is None else column.most


def _month(table: str, column: Column) -> Check:
    """A text as 1968-05 or a date; other ways of writing that reading knows are asked about."""
    cell = first_cell(table, column.name)
    told = _("Enter year and month, as 1968-05.")
    return {
        "validate": "custom",
        "value": (
            f"=IF(ISNUMBER({cell}),AND({cell}>0,{cell}<{LAST_DAY}),"
            f'AND(LEN({cell})<8,ISNUMBER(VALUE(LEFT({cell},4))),ISNUMBER(DATEVALUE({cell}&"-01"))))'
        ),
        "input_title": header(column)[:LONGEST_TITLE],
        "input_message": told,
        "error_message": told,
        "error_type": "warning",
    }
