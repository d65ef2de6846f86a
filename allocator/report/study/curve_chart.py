"""Curves over the values of a lever, against the level that is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

import altair as alt

from allocator.report.charts.colours import INK, colours_of
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.panels import AROUND, Panel, panels
from allocator.report.charts.theme import Drawing, Spec
from allocator.report.simulation.axes import finite, number_axis, scale_of

MOST_PANELS, MOST_CURVES = 6, 6
_AROUND = replace(AROUND, bottom=AROUND.bottom + 26)
"""With room for the name of the lever."""


@dataclass(frozen=True)
class Bend:
    """A point of a curve: a mean at a value of the lever, with its interval."""

    value: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """A measure over the values of a lever.

    Attributes
    ----------
    name : str
        Who lends, and where the other levers stand.
    assumption : str
        Under which it is; empty where there is but one.
    bends : sequence of Bend
        By value.
    """

    name: str
    assumption: str
    bends: Sequence[Bend]


@dataclass(frozen=True)
class _Axes:
    """What all small charts share."""

    x: alt.X
    scale: alt.Scale
    share: bool
    shade: float

    def y(self, field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=self.scale, axis=number_axis(self.share))


def curve_chart(
    curves: Sequence[Curve], *, lever: str, share: bool, wanted: float, told: str
) -> Spec:
    """A small chart for each assumption, a line with intervals for each curve.

    Parameters
    ----------
    lever : str
        Title of the horizontal axis.
    wanted : float
        The level that a line marks, called ``told``.
    """
    names = list(dict.fromkeys(each.name for each in curves))[:MOST_CURVES]
    under = list(dict.fromkeys(each.assumption for each in curves))[:MOST_PANELS]
    drawn = [each for each in curves if each.name in names and each.assumption in under]
    axes = _axes(drawn, lever, share, wanted)
    colours = colours_of(names)
    small = [
        Panel(
            assumption,
            (
                _wanted(wanted, axes),
                *(
                    layer
                    for each in drawn
                    if each.assumption == assumption
                    for layer in _layers(each, colours[each.name], axes)
                ),
            ),
        )
        for assumption in under
    ]
    keys = [*(Key(name, colours[name], "stroke") for name in names), Key(told, INK, "stroke")]
    return panels(small, height=260 if len(small) == 1 else 190, around=_AROUND, keys=keys)


def _axes(curves: Sequence[Curve], lever: str, share: bool, wanted: float) -> _Axes:
    bends = [bend for each in curves for bend in each.bends]
    ends = [finite(end) for bend in bends for end in (bend.low, bend.mean, bend.high)]
    values = scale_of([bend.value for bend in bends], share=False)
    return _Axes(
        alt.X("value:Q", scale=values, axis=number_axis(False, title=lever)),
        scale_of([*ends, wanted], share=share),
        share,
        # Of more than three curves bands hide each other; their intervals are lines then.
        shade=0.16 if len({each.name for each in curves}) <= 3 else 0.0,
    )


def _wanted(wanted: float, axes: _Axes) -> alt.Chart:
    rule = alt.Chart(rows([{"wanted": wanted}])).mark_rule(color=INK, strokeDash=[4, 3])
    drawn: alt.Chart = rule.encode(y=axes.y("wanted"))
    return drawn


def _layers(curve: Curve, colour: str, axes: _Axes) -> list[Drawing]:
    data = [_row(bend, curve.name) for bend in curve.bends if isfinite(bend.mean)]
    sure = [row for row in data if row["low"] is not None and row["high"] is not None]
    line = alt.Chart(rows(data)).encode(x=axes.x, y=axes.y("mean"))
    band = alt.Chart(rows(sure)).encode(x=axes.x, y=axes.y("low"), y2=alt.Y2("high"))
    return [
        *([band.mark_area(color=colour, opacity=axes.shade)] if axes.shade else []),
        band.mark_rule(color=colour, strokeWidth=1),
        line.mark_line(color=colour),
        line.mark_circle(color=colour, size=45, opacity=1),
    ]


def _row(bend: Bend, curve: str) -> dict[str, object]:
    return {
        "value": float(bend.value),
        "mean": finite(bend.mean),
        "low": finite(bend.low),
        "high": finite(bend.high),
        "curve": curve,
    }
