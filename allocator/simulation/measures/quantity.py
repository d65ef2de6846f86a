"""Numbers of a measure as text."""

from math import isfinite


def quantity(value: float, unit: str) -> str:
    """A number with two decimals; a share in per cent; a dash for none."""
    if not isfinite(value):
        return "–"
    return f"{value:.1%}" if unit == "share" else f"{value:.2f}"
