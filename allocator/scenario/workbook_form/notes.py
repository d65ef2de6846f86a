"""The note on a header: what the column means, whether it must be filled in, an example."""

from collections.abc import Iterator
from typing import Any

from allocator.scenario.code_names import code_with_name
from allocator.scenario.column_words import (
    accepted_values,
    default_text,
    kind_words,
    shown_value,
)
from allocator.scenario.columns import Column
from allocator.scenario.tables import TABLES
from allocator.scenario.workbook_form.content import header, sheet_name
from allocator.scenario.workbook_form.lists import DropDown
from allocator.scenario.workbook_form.widths import lines_needed
from allocator.text import _

MOST_LISTED = 12
"""Codes that a note lists; the drop-down list has all of them."""

WIDTH, LINE_HEIGHT, CHARACTERS = 330, 17, 46
"""Pixels of a note, pixels of a line, and Latin characters that surely fit on one."""


def note(column: Column, chosen: DropDown | None) -> str:
    """The text of a header's note, in the language in use."""
    return "\n".join(_lines(column, chosen))


def note_options(text: str) -> dict[str, Any]:
    """XlsxWriter's options: as large as the text needs, and without an author's name."""
    height = LINE_HEIGHT * (lines_needed(text, CHARACTERS) + 1)
    return {"author": "", "width": WIDTH, "height": height, "font_name": "Arial", "font_size": 9}


def _lines(column: Column, chosen: DropDown | None) -> Iterator[str]:
    yield column.explained()
    yield _duty(column)
    yield from _values(column, chosen)
    default = default_text(column)
    if default:
        yield _("Empty means: {value}").format(value=shown_value(column, default))
    if column.example:
        yield _("Example: {value}").format(value=shown_value(column, column.example))
    other = column.name if header(column) == column.header_zh else column.header_zh
    yield _("Header in the other language: {header}").format(header=other)


def _duty(column: Column) -> str:
    if column.key and column.required:
        return _("Required; part of what names the row.")
    if column.key:
        return _("May be empty; part of what names the row.")
    return _("Required.") if column.required else _("May be left empty.")


def _values(column: Column, chosen: DropDown | None) -> Iterator[str]:
    if chosen is None or column.kind not in ("id", "code", "choice", "boolean"):
        yield _("Kind: {kind}").format(kind=kind_words(column, ""))
        return
    if chosen.target:
        yield _("A code of the sheet {sheet}.").format(sheet=sheet_name(TABLES[chosen.target]))
        return
    values = accepted_values(column) or chosen.values
    more = ["…"] if len(values) > MOST_LISTED else []
    shown = [code_with_name(column.name, value) for value in values[:MOST_LISTED]]
    listed = ", ".join([*shown, *more])
    if chosen.only:
        yield _("Accepted: {values}").format(values=listed)
    else:
        yield _("Known codes: {values}; others can be used").format(values=listed)
