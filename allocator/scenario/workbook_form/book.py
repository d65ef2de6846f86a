"""The whole workbook, sheet by sheet. The same content gives the same bytes."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from allocator import SOFTWARE
from allocator.scenario.tables import TABLES
from allocator.scenario.workbook_form.cells import DoesNotFitError
from allocator.scenario.workbook_form.content import Content
from allocator.scenario.workbook_form.formats import body_font, formats
from allocator.scenario.workbook_form.instructions import add_instructions
from allocator.scenario.workbook_form.lists import define_ids, drop_downs, write_lists
from allocator.scenario.workbook_form.options import OPTIONS
from allocator.scenario.workbook_form.settings_sheet import POLICIES, add_settings_sheet, policies
from allocator.scenario.workbook_form.table_sheet import add_table_sheet
from allocator.text import _

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""

CREATED = datetime(2026, 1, 1)
"""What the workbook gives as its date: the day on which it is written would change its bytes."""


def write_book(file: Path, content: Content) -> None:
    """Write the workbook, in the language in use.

    Raises
    ------
    DoesNotFitError
        A table has more rows, or a cell a longer text, than a workbook holds.
    OSError
        The file cannot be written.
    """
    from xlsxwriter import Workbook

    _refuse_too_many_rows(content)
    lists = drop_downs(content)
    # XlsxWriter hides what the system says where it cannot write a file.
    written = BytesIO()
    with Workbook(written, OPTIONS | {"default_format_properties": body_font()}) as book:
        book.set_properties(_properties(content))
        look = formats(book)
        add_instructions(book, content, lists, look)
        add_settings_sheet(book, content, look)
        for table in TABLES.values():
            add_table_sheet(book, table, content, lists, look)
        define_ids(book, content)
        own = {chosen.name: chosen.values for chosen in lists.values() if not chosen.target}
        write_lists(book, {POLICIES: policies()} | own)
    file.write_bytes(written.getvalue())


def _refuse_too_many_rows(content: Content) -> None:
    for name in content.tables:
        if content.rows(name) > MOST_ROWS:
            raise DoesNotFitError(
                _("{count} rows of the table {table}: a sheet holds {most} at most.").format(
                    count=content.rows(name), table=name, most=MOST_ROWS
                )
            )


def _properties(content: Content) -> dict[str, object]:
    keys = dict(content.keys)
    return {
        "title": str(keys.get("name", "")),
        "comments": SOFTWARE,
        "created": CREATED,
    }
