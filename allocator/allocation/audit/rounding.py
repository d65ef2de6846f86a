"""Exact rounding of fractions."""

from decimal import Decimal
from fractions import Fraction
from math import floor

Exact = Fraction | Decimal | int


def half_up(value: Exact, decimals: int = 0) -> Fraction:
    """``value`` to so many decimals, halves away from zero.

    >>> half_up(Fraction(5, 1000), 2)
    Fraction(1, 100)
    """
    scaled = abs(Fraction(value)) * 10**decimals
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**decimals)
    return rounded if value >= 0 else -rounded


def written(value: Fraction) -> str:
    """An exact decimal where there is one, else ``p/q``.

    >>> written(Fraction(15, 2)), written(Fraction(1, 3))
    ('7.5', '1/3')
    """
    for decimals in range(13):
        scaled = value * 10**decimals
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-decimals):f}"
    return f"{value.numerator}/{value.denominator}"
