"""Values as text, by their kind and by the language in use."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache, partial
from math import isfinite

from allocator.report.document import Kind, Value
from allocator.text import _, language

NOTHING = "–"
"""Stands for a value that there is not."""

_MOST_WRITTEN_OUT = 10**15
"""From here on a number is shown by its first digits."""

DECIMALS = {"number": 2, "share": 1}
"""Of the kinds that are shown with any; those of a share are of its per cent."""


def shown(value: Value, kind: Kind = "text", *, decimals: int | None = None) -> str:
    """A value for people.

    Parameters
    ----------
    kind
        As of :class:`allocator.report.document.Field`.
    decimals : int, optional
        Of a ``number`` (2 unless given) or of the per cent of a ``share`` (1).

    Returns
    -------
    str
        Whole numbers with thousands separators, but years without; shares in per cent; a flag as
        yes or no; :data:`NOTHING` for ``None`` and for what is no finite number.
    """
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return NOTHING
    if kind == "flag":
        return _("yes") if value else _("no")
    if isinstance(value, str) or kind in ("text", "id", "year"):
        return str(value)
    return _number(value, kind, DECIMALS.get(kind, 0) if decimals is None else decimals)


def _number(value: int | float | Decimal | Fraction, kind: Kind, decimals: int) -> str:
    if abs(float(value)) >= _MOST_WRITTEN_OUT:
        return f"{float(value):.3g}"
    share = kind == "share"
    exact = _rounded(value, decimals + 2 if share else decimals)
    zeros = "." + "0" * decimals if decimals else ""
    return _written(f"#,##0{zeros}{'%' if share else ''}", language(), exact)


@lru_cache(maxsize=2**16)
def _written(pattern: str, spoken: str, exact: Decimal) -> str:
    """The number as text; a report has the same few thousand over and over."""
    return _writer(pattern, spoken)(exact)


@cache
def _writer(pattern: str, spoken: str) -> Callable[[Decimal], str]:
    """How numbers are written by a pattern of Unicode's; each is read once."""
    from babel.core import Locale
    from babel.numbers import parse_pattern

    return partial(parse_pattern(pattern).apply, locale=Locale(spoken))


def _rounded(value: int | float | Decimal | Fraction, decimals: int) -> Decimal:
    """Half away from zero, as spreadsheets show it; of a float what its shortest text says."""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / value.denominator
    else:
        exact = Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)  # there is no minus nothing


def day(when: date) -> str:
    """A day, as 2026年11月26日 or November 26, 2026."""
    from babel.dates import format_date

    return format_date(when, format="long", locale=language())


def moment(when: datetime) -> str:
    """A day with the time, to the minute."""
    return f"{day(when.date())} {when:%H:%M}"
