"""Means of settings over the years, as lines with bands of their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import altair as alt

from allocator.report.charts.colours import colours_of
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.panels import Panel, panels
from allocator.report.charts.theme import Drawing, Spec
from allocator.report.simulation.axes import finite, number_axis, scale_of, years_across


@dataclass(frozen=True)
class Year:
    """A mean in a year, with its interval."""

    year: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Course:
    """A measure in a setting, over the years.

    Attributes
    ----------
    measure : str
    share : bool
        Its numbers are shares.
    setting : str
    years : sequence of Year
        By year.
    """

    measure: str
    share: bool
    setting: str
    years: Sequence[Year]


def years_chart(courses: Sequence[Course]) -> Spec:
    """A small chart for each measure, a line and a band for each setting."""
    settings = list(dict.fromkeys(each.setting for each in courses))
    colours = colours_of(settings)
    small = []
    for measure in dict.fromkeys(each.measure for each in courses):
        of = [each for each in courses if each.measure == measure]
        known = [year for each in of for year in each.years if isfinite(year.mean)]
        if known:
            small.append(Panel(measure, _layers(of, known, colours)))
    return panels(small, keys=[Key(each, colours[each], "stroke") for each in settings])


def _layers(
    courses: Sequence[Course], known: Sequence[Year], colours: dict[str, str]
) -> tuple[Drawing, ...]:
    share = courses[0].share
    ends = [finite(end) for year in known for end in (year.mean, year.low, year.high)]
    scale, axis = scale_of(ends, share=share), number_axis(share)
    x = years_across([year.year for year in known])
    layers: list[Drawing] = []
    for course in courses:
        data = [_row(year, course.setting) for year in course.years if isfinite(year.mean)]
        sure = [row for row in data if row["low"] is not None and row["high"] is not None]
        colour = colours[course.setting]
        band = alt.Chart(rows(sure)).encode(
            x=x, y=alt.Y("low:Q", scale=scale, axis=axis), y2=alt.Y2("high")
        )
        line = alt.Chart(rows(data)).encode(x=x, y=alt.Y("mean:Q", scale=scale, axis=axis))
        layers += [
            band.mark_area(color=colour, opacity=0.1),
            line.mark_line(color=colour),
            line.mark_circle(color=colour, size=26, opacity=1),
        ]
    return tuple(layers)


def _row(year: Year, setting: str) -> dict[str, object]:
    return {
        "year": year.year,
        "mean": finite(year.mean),
        "low": finite(year.low),
        "high": finite(year.high),
        "setting": setting,
    }
