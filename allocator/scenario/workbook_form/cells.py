"""Values of typed tables as cells: numbers as numbers, all else as text, nothing as a formula."""

from decimal import Decimal
from typing import Any

import pandas as pd

from allocator.scenario.column_words import shown_value
from allocator.scenario.columns import Column
from allocator.scenario.parsing import month_text
from allocator.scenario.workbook_form.formats import NUMBERS
from allocator.text import _

Cell = str | int | Decimal | None
LONGEST_TEXT = 32_767
DIGITS = 15
"""Excel keeps and shows so many significant digits."""


class DoesNotFitError(Exception):
    """A workbook cannot hold what is to be written."""


def cell_value(column: Column, value: Any) -> Cell:
    """A value of a typed table as a cell shows it; ``None`` for an empty one."""
    if pd.isna(value) or value == "":
        return None
    if column.kind == "month":
        return month_text(int(value))
    if column.kind == "boolean":
        return shown_value(column, "true" if value else "false")
    if column.kind == "decimal":
        return Decimal(value)
    return int(value) if column.kind in NUMBERS else shown_value(column, str(value))


def write_cell(sheet: Any, row: int, place: int, value: Cell, form: Any) -> None:
    """Write a cell, with a number that a workbook cannot hold exactly as text.

    Raises
    ------
    DoesNotFitError
        The text is longer than a cell holds.
    """
    if value is None:
        return
    if isinstance(value, int | Decimal) and _is_held_exactly(value):
        sheet.write_number(row, place, float(value), form)
        return
    text = value if isinstance(value, str) else format(value, "f")
    if len(text) > LONGEST_TEXT:
        raise DoesNotFitError(
            _("A text of {length} characters: a cell holds {most} at most.").format(
                length=len(text), most=LONGEST_TEXT
            )
        )
    sheet.write_string(row, place, text, form)


def _is_held_exactly(value: int | Decimal) -> bool:
    """Whether it has no more digits than Excel keeps."""
    return Decimal(format(float(value), f".{DIGITS}g")) == value
