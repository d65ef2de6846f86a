"""Cells as the page holds them: the text that is shown, and the number that it is sorted by."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from allocator.report.document import Field, Value
from allocator.report.values import NOTHING, shown

Cell = str | int | list[str | float] | None
"""A text; a whole number that is shown as it is; text and number; or ``None`` for nothing."""


def cell(value: Value, field: Field) -> Cell:
    """``value`` for the script, as short as it can be said: most cells are small whole numbers."""
    if type(value) is int and (
        field.kind == "year" or (field.kind == "count" and 0 <= value < 1000)
    ):
        return value  # as it would be shown, which takes time to find out for many thousands
    text = shown(value, field.kind)
    if text == NOTHING:
        return None
    if isinstance(value, str | bool) or value is None:
        return text
    if isinstance(value, int) and str(value) == text:
        return value
    # Twelve digits tell apart what anyone could want sorted, in half the characters.
    return [text, float(f"{float(value):.12g}")]


def total(values: Sequence[Value], field: Field) -> str:
    """The sum of the finite numbers among ``values``, as it is shown."""
    return shown(sum((exact(value) for value in values), Fraction(0)), field.kind)


def exact(value: Value) -> Fraction:
    """``value`` as a term of a sum; 0 for what is no number."""
    if isinstance(value, str) or value is None:
        return Fraction(0)
    if isinstance(value, float | Decimal) and not isfinite(value):
        return Fraction(0)
    return Fraction(value)
