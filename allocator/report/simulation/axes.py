"""Scales and axes of a measure's numbers."""

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any

import altair as alt

from allocator.report.charts.theme import years_axis


def number_axis(share: bool, **more: Any) -> alt.Axis:
    """An axis of numbers; shares in per cent."""
    settled: dict[str, Any] = {"title": None, "tickCount": 5}
    return alt.Axis(format=".3~%" if share else ",.6~f", **(settled | more))


def scale_of(values: Iterable[float | None], *, share: bool) -> alt.Scale:
    """From a little below the least to a little above the largest; from 0 where that is near.

    A scale of its own, since Vega's has no width where all values are equal.
    """
    known = [each for each in values if each is not None and isfinite(each)]
    least, most = min(known, default=0.0), max(known, default=0.0)
    if 0 < least <= most / 2:
        least = 0.0
    if least == most:
        margin = (0.05 if share else 0.5) if not least else abs(least) / 10
        least, most = (0.0, margin * 2) if not least else (least - margin, most + margin)
    return alt.Scale(domain=[least, most], nice=True, zero=False)


def years_across(years: Sequence[int]) -> alt.X:
    """A horizontal axis from the first year to the last, of which about five are named."""
    first, last = min(years), max(years)
    ends = [first - 0.5, last + 0.5] if first == last else [first, last]
    named = list(range(first, last + 1, max(1, -(-(last - first) // 5))))
    scale = alt.Scale(domain=ends, nice=False, padding=6)
    return alt.X("year:Q", scale=scale, axis=years_axis(values=named))


def finite(value: float) -> float | None:
    """A number as a chart's data take it: nothing for what is no finite number."""
    return float(value) if isfinite(value) else None
