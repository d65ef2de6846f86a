"""How pages show numbers: about three significant digits, with what there is to doubt."""

from math import isfinite, isnan

LEAST_DIGITS = ((100, 0), (10, 1), (1, 2), (0, 3))
"""From this size on, so many decimals."""


def interval(middle: float, low: float, high: float) -> str:
    """A number with its interval."""
    shown = number(middle)
    return shown if isnan(middle) else f"{shown} [{number(low)}, {number(high)}]"


def number(value: float) -> str:
    """A number; a dash where there is none."""
    if isnan(value):
        return "–"
    if not isfinite(value):
        return "∞" if value > 0 else "−∞"
    decimals = next(count for size, count in LEAST_DIGITS if abs(value) >= size)
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−") if any(digit in text for digit in "123456789") else "0"


def chance(p: float) -> str:
    """A p value."""
    return "–" if isnan(p) else "< 0.001" if p < 0.001 else f"{p:.3f}"
