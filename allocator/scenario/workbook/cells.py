"""A cell as a spreadsheet program holds it → the text that a planner would type for it."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from allocator.scenario.parsing import clean
from allocator.scenario.raw_table import DamagedCell
from allocator.text import _

DIGITS = 15
"""Excel keeps and shows so many significant digits."""

LAST_YEAR, LAST_DAY = 2200, 110_000
"""The last year that reading accepts, and a day in 2201 as Excel counts them, from 1900."""

Row = list[Any]
"""Cells of a row: text, ``""`` where empty, number, boolean, date, time, duration."""


def text_of(cell: Any) -> str:
    """The cell as text; whole numbers as such, decimals as Excel shows them.

    What no cell of a table can hold, such as a time of day, is a :class:`DamagedCell`.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number_text(float(cell))
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return day.isoformat()
    return DamagedCell(
        str(cell),
        _("a value rather than a time of day or a duration"),
        _("Format the cell as a number or as text, and write the value again."),
    )


def name_of(cell: Any) -> str:
    """:func:`text_of` for what stands for itself, such as an id: never a number or date.

    A date is what became of something like “3-1”, and a number of more than 15 digits has
    lost some: both are a :class:`DamagedCell`.
    """
    text = text_of(cell)
    if isinstance(cell, date):
        return DamagedCell(
            text,
            _("text rather than a date"),
            _("Format the cell as text, then write what it should say again."),
        )
    if isinstance(cell, int | float) and abs(cell) >= 10**DIGITS:
        return DamagedCell(
            text,
            _("an id as text: Excel keeps {digits} digits of a number").format(digits=DIGITS),
            _("Format the cell as text, then write the id again in full."),
        )
    return text


def month_of(cell: Any) -> str:
    """:func:`text_of` for a month.

    A number is a :class:`DamagedCell` where it is how Excel counts a day, or where its
    month is not certain: 1968.1 is what becomes of 1968.10 too.
    """
    text = text_of(cell)
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        return text
    if LAST_YEAR < cell <= LAST_DAY and cell == int(cell):
        return DamagedCell(
            text,
            _("a month rather than the number by which Excel counts a day"),
            _("Format the cell as a date, or write year and month, as 1968-05."),
        )
    if text.endswith(".1"):
        return DamagedCell(
            text,
            _("a month that is certain: as a number, October looks like January"),
            _("Format the cell as text, then write year and month, as 1968-05."),
        )
    return text


@lru_cache(maxsize=4096)
def number_text(number: float) -> str:
    """A number in plain digits: 2026, 0.1, 86.5 for what binary makes 86.50000000000001."""
    if not isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < 10**DIGITS:
        return str(int(number))
    return format(Decimal(f"{number:.{DIGITS}g}"), "f")


def is_empty(row: Row) -> bool:
    """Whether nothing but space stands in any of the cells."""
    # Most empty rows are so to the letter, and counting is quicker: there may be a million.
    return row.count("") == len(row) or all(
        isinstance(cell, str) and not clean(cell) for cell in row
    )
