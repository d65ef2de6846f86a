"""One judgement of a pairwise matrix: how many times as important one item is as another."""

import re
from decimal import Decimal
from fractions import Fraction

from allocator.scenario.parsing import clean
from allocator.text import _

LEAST, MOST = Fraction(1, 1000), Fraction(1000)

_WRITTEN = re.compile(r"(\d{1,20}(?:\.\d{0,20})?)(?:\s*/\s*(\d{1,20}(?:\.\d{0,20})?))?")


def parse_judgement(value: object) -> Fraction | None:
    """The exact value of one judgement, a ratio without unit.

    Parameters
    ----------
    value : object
        A number, or text: a number or a fraction (``1/3``), full-width digits and stray
        spaces read as meant. A float counts as Python writes it: 0.1 is 1/10.

    Returns
    -------
    Fraction or None
        ``None`` where the judgement is unknown: empty text or ``None``.

    Raises
    ------
    ValueError
        Neither a number nor a fraction, or outside 1/1000 … 1000. Its text says what was
        expected.
    """
    if value is None:
        return None
    if isinstance(value, str):
        text = clean(value)
        return _within(_written(text)) if text else None
    return _within(_number(value))


def _written(text: str) -> Fraction:
    match = _WRITTEN.fullmatch(text)
    if not match or (match[2] is not None and not Fraction(match[2].rstrip("."))):
        raise _not_a_judgement()
    over = Fraction(1) if match[2] is None else Fraction(match[2].rstrip("."))
    return Fraction(match[1].rstrip(".")) / over


def _number(value: object) -> Fraction:
    if isinstance(value, float):
        value = Decimal(repr(float(value)))
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise _not_a_judgement()
    if isinstance(value, Decimal) and not value.is_finite():
        raise _not_a_judgement()
    # Before it becomes a fraction: 1e999999 has a million digits as one.
    if isinstance(value, Decimal) and not Decimal("0.0001") < value < 10_000:
        raise _out_of_bounds() if value > 0 else _not_a_judgement()
    return Fraction(value)


def _within(value: Fraction) -> Fraction:
    if value <= 0:
        raise _not_a_judgement()
    if not LEAST <= value <= MOST:
        raise _out_of_bounds()
    return value


def _not_a_judgement() -> ValueError:
    return ValueError(_("a positive number, a fraction such as 1/3, or nothing"))


def _out_of_bounds() -> ValueError:
    return ValueError(_("a judgement from 1/1000 to 1000"))


def judgement_text(value: Fraction) -> str:
    """A judgement as people write it: ``7``, ``2.35``, ``1/3``, ``1/2.35``."""
    return f"{float(value):.6g}" if value >= 1 else f"1/{float(1 / value):.6g}"
