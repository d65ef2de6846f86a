"""Numbers of a measure as text."""

from math import isfinite

from allocator.text import _


def quantity(value: float, unit: str) -> str:
    """A number with two decimals; a share in per cent; a dash for none."""
    if not isfinite(value):
        return "–"
    return f"{value:.1%}" if unit == "share" else f"{value:.2f}"


def difference(value: float, unit: str) -> str:
    """Of two such numbers: that of shares in percentage points, since per cent would be of one."""
    if unit != "share" or not isfinite(value):
        return quantity(value, unit)
    return _("{points} pp").format(points=f"{100 * value:z.1f}")
