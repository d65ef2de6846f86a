"""What the sheets of a workbook are called in the language in use; what one may be meant for."""

from collections.abc import Collection
from difflib import get_close_matches

from allocator.scenario.parsing import clean
from allocator.scenario.tables import TABLES, tables_by_name
from allocator.scenario.workbook.settings_sheet import SHEETS
from allocator.text import language

ALIKE = 0.75
"""From which share of letters in common on a name is taken for a slip of another."""


def table_title(table: str) -> str:
    """Name of a table's sheet."""
    return TABLES[table].title_zh if language() == "zh" else table


def settings_title() -> str:
    """Name of the sheet with the keys of the scenario."""
    return SHEETS[1] if language() == "zh" else SHEETS[0]


def likely_table(title: str, found: Collection[str]) -> str:
    """The table that a sheet seems to be meant for, by a name it may have; else empty.

    Tables that were ``found`` on other sheets are none.
    """
    title = clean(title).lower()
    known = [name for name, table in tables_by_name().items() if table not in found]
    within = [name for name in known if name in title]
    return (
        max(within, key=len)
        if within
        else next(iter(get_close_matches(title, known, 1, ALIKE)), "")
    )
