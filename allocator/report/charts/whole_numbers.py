"""Scales of whole numbers (posts, people) from 0, with ticks at whole numbers only.

The ticks are reckoned here: Vega's own, asked for steps of at least 1, still come at halves.
"""

from math import ceil
from typing import Any

import altair as alt

_STEPS = (1, 2, 5)


def whole_ticks(most: float, ticks: int = 6) -> list[int]:
    """At most about ``ticks`` round numbers from 0 to the first that is at least ``most``."""
    step = _step(most / ticks)
    return [step * place for place in range(max(ceil(most / step), 1) + 1)]


def _step(least: float) -> int:
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= least:
                return step * power
        power *= 10


def whole_up(
    field: str, most: float, title: str | None = None, *, ticks: int = 5, head: float = 0.0
) -> alt.Y:
    """A vertical scale.

    Parameters
    ----------
    most
        The largest value.
    head
        Share of the scale to keep free above it, for numbers on top of bars.
    """
    return alt.Y(f"{field}:Q", **_channel(most, title, ticks, head))


def whole_across(field: str, most: float, title: str | None = None, *, ticks: int = 7) -> alt.X:
    """A horizontal scale."""
    return alt.X(f"{field}:Q", **_channel(most, title, ticks, 0.0))


def _channel(most: float, title: str | None, ticks: int, head: float) -> dict[str, Any]:
    values = whole_ticks(most, ticks)
    top = max(most / (1 - head), 1.0) if head else values[-1]
    return {
        "scale": alt.Scale(domain=[0, top], nice=False),
        "axis": alt.Axis(title=title, format=",d", values=[each for each in values if each <= top]),
    }
