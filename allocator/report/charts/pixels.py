"""Channels for charts that are laid out here, in pixels of the plot, from its upper left corner."""

from typing import Any

import altair as alt


def across(field: str, width: float) -> alt.X:
    """Pixels from the left edge of the plot."""
    return alt.X(f"{field}:Q", axis=None, scale=_pixels(width))


def down(field: str, height: float) -> alt.Y:
    """Pixels from the upper edge of the plot."""
    return alt.Y(f"{field}:Q", axis=None, scale=_pixels(height))


def _pixels(length: float) -> alt.Scale:
    whole: Any = [0, length]
    return alt.Scale(domain=whole, range=whole, nice=False, zero=False)
