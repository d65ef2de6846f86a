"""Exact values as text."""

from fractions import Fraction


def exact_text(value: Fraction) -> str:
    """A goal's value without rounding: a decimal where it is one, else a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10_000
    if scaled.denominator == 1:
        sign = "-" if scaled < 0 else ""
        whole, places = divmod(abs(scaled.numerator), 10_000)
        return f"{sign}{whole}.{places:04d}".rstrip("0")
    return f"{value.numerator}/{value.denominator}"
