"""One cell's text → its value, by kind of column.

Full-width digits and stray spaces are read as meant; a whole number may be written as
``5.0``, as spreadsheets do.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from allocator.scenario.code_names import code_of
from allocator.scenario.columns import Column
from allocator.scenario.misread_numbers import likely_number
from allocator.text import _
from allocator.text.listing import listed

LARGEST_COUNT = 10_000_000
LARGEST_NUMBER = Decimal(10) ** 9

_WHOLE = re.compile(r"[+-]?\d{1,18}(\.0*)?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(?:\d{1,2}\s*日?)?)?")
_OCTOBER_OR_JANUARY = re.compile(r"\d{4}\.1")
"""What spreadsheets make of 1968.10, which they take for a number."""

_TRUE = {"true", "1", "yes", "y", "是"}
_FALSE = {"false", "0", "no", "n", "否"}


class BadCell(Exception):
    """The cell cannot be read; carries what was expected and how to mend it."""

    def __init__(self, expected: str, mend: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.mend = mend


def clean(text: str) -> str:
    """``text`` without surrounding space, full-width digits and signs made plain."""
    text = text.strip().strip("\ufeff\u200b").strip()
    return text if text.isascii() else text.translate(_WIDE)


_WIDE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in [*range(0xFF10, 0xFF1A), 0xFF0D, 0xFF0E, 0xFF0B, 0xFF0F, 0xFF0A]
}


def parse_cell(column: Column, text: str) -> Any:
    """The value of a non-empty, cleaned cell.

    Returns
    -------
    int, str, bool or Decimal
        Months are counted as ``12 * year + month - 1``.

    Raises
    ------
    BadCell
        The text is not of the column's kind or out of its bounds.
    """
    plain = _PLAIN.get(column.kind)
    return _DECLARED[column.kind](column, text) if plain is None else plain(text)


def _text(text: str) -> str:
    if not text.isprintable() and any(unicodedata.category(c) == "Cc" for c in text):
        raise BadCell(_("plain text on one line"), _("Remove line breaks and control characters."))
    return text


def _integer(column: Column, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise BadCell(
            _expected_whole(column),
            _likely(text, whole=True) or _("Write a whole number in digits."),
        )
    return int(_within(column, Decimal(text), _expected_whole(column), LARGEST_COUNT))


def _expected_whole(column: Column) -> str:
    if column.least is not None and column.most is not None:
        return _("a whole number from {least} to {most}").format(
            least=column.least, most=column.most
        )
    if column.least is not None:
        return _("a whole number, at least {least}").format(least=column.least)
    return _("a whole number")


def _decimal(column: Column, text: str) -> Decimal:
    expected = (
        _("a number")
        if column.least is None
        else _("a number, at least {least}").format(least=column.least)
    )
    mend = _("Write a number with a point for decimals and without thousands separators.")
    if not _NUMBER.fullmatch(text):
        raise BadCell(expected, _likely(text, whole=False) or mend)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BadCell(expected, mend) from None
    return _within(column, value, expected, LARGEST_NUMBER)


def _likely(text: str, *, whole: bool) -> str:
    """How to write the number that the text seems to mean; empty where it seems to mean none."""
    number = likely_number(text)
    if not number or (whole and not _WHOLE.fullmatch(number)):
        return ""
    return _("Write {number}: digits alone, no thousands separators and no unit.").format(
        number=number
    )


def _within(column: Column, value: Decimal, expected: str, largest: int | Decimal) -> Decimal:
    too_small = column.least is not None and value < column.least
    too_large = value > (largest if column.most is None else column.most)
    if too_small or too_large or value < -largest:
        raise BadCell(expected, _("Correct the number; it is out of range."))
    return value


def year_digits(text: str) -> str:
    """A year without the word that people write after it: 2026 of ``2026年``."""
    return text.removesuffix("年").rstrip()


def _year(text: str) -> int:
    text = year_digits(text)
    if not _WHOLE.fullmatch(text) or not 1900 <= int(Decimal(text)) <= 2200:
        raise BadCell(
            _("a year between 1900 and 2200"), _("Write the year with four digits, as 2026.")
        )
    return int(Decimal(text))


def _month(text: str) -> int:
    if _OCTOBER_OR_JANUARY.fullmatch(text):
        raise BadCell(
            _("a month that is certain: as a number, October looks like January"),
            _("Write year and month, as 1968-05."),
        )
    match = _MONTH.fullmatch(text)
    if not match or not 1 <= int(match[2]) <= 12 or not 1900 <= int(match[1]) <= 2200:
        raise BadCell(_("a month as YYYY-MM"), _("Write year and month, as 1968-05."))
    return int(match[1]) * 12 + int(match[2]) - 1


def _boolean(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise BadCell(_("true or false"), _("Write true or false (是 or 否)."))


def _choice(column: Column, text: str) -> str:
    if text in column.choices:
        return text
    for value, chinese in column.choices.items():
        if text in (chinese, value.capitalize(), value.upper()):
            return value
    accepted = listed(
        value if value == chinese else f"{value} ({chinese})"
        for value, chinese in column.choices.items()
    )
    raise BadCell(
        _("one of {accepted}").format(accepted=accepted), _("Choose one of the accepted values.")
    )


def _code(column: Column, text: str) -> str:
    return code_of(column.name, _text(text))


_PLAIN: dict[str, Callable[[str], Any]] = {
    "id": _text,
    "text": _text,
    "year": _year,
    "month": _month,
    "boolean": _boolean,
}
# Kinds whose bounds, choices or codes each column declares.
_DECLARED: dict[str, Callable[[Column, str], Any]] = {
    "code": _code,
    "integer": _integer,
    "decimal": _decimal,
    "choice": _choice,
}


def month_text(month: int) -> str:
    """A month counted as ``12 * year + month - 1``, written ``YYYY-MM``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
