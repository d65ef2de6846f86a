"""Settings by two measures, those on the Pareto front marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

import altair as alt

from allocator.report.charts.colours import GREY, INK, PAPER, VERMILION
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.lettering import SIZE, wrapped
from allocator.report.charts.panels import AROUND, Panel, panel_width, panels
from allocator.report.charts.theme import Drawing, Spec
from allocator.report.simulation.axes import number_axis, scale_of
from allocator.text import _

_AROUND = replace(AROUND, bottom=AROUND.bottom + 44)
"""With room for two lines that name the measure across."""


@dataclass(frozen=True)
class Side:
    """A measure."""

    title: str
    share: bool


@dataclass(frozen=True)
class Point:
    """A setting, by its id, at its two means."""

    setting: str
    across: float
    up: float
    on_front: bool


@dataclass(frozen=True)
class TradeOff:
    """Two measures, and where the settings stand in them."""

    across: Side
    up: Side
    points: Sequence[Point]


def pareto_chart(offs: Sequence[TradeOff]) -> Spec:
    """A chart for each pair of measures."""
    width = panel_width(len(offs))
    small = [Panel(each.up.title, _layers(each, width)) for each in offs]
    keys = [
        Key(_("on the front"), VERMILION, "circle"),
        Key(_("beaten by another"), PAPER, "circle", outline=GREY),
    ]
    return panels(small, height=300 if len(small) == 1 else 220, around=_AROUND, keys=keys)


def _layers(off: TradeOff, width: float) -> tuple[Drawing, ...]:
    known = [one for one in off.points if isfinite(one.across) and isfinite(one.up)]
    x = alt.X(
        "across:Q",
        scale=_scale([one.across for one in known], off.across.share),
        axis=number_axis(off.across.share, title=wrapped(off.across.title, width), grid=True),
    )
    y = alt.Y(
        "up:Q",
        scale=_scale([one.up for one in known], off.up.share),
        axis=number_axis(off.up.share),
    )
    dots = [_dot(one) for one in known]
    marks = (
        alt.Chart(rows(dots))
        .mark_point(size=75, filled=True, opacity=1, strokeWidth=1.5)
        .encode(x=x, y=y, fill=_literal(alt.Fill, "fill"), stroke=_literal(alt.Stroke, "edge"))
    )
    names = (
        alt.Chart(rows(_names(known)))
        .mark_text(align="left", baseline="bottom", dx=7, dy=-3, fontSize=SIZE, color=INK)
        .encode(x=x, y=y, text=alt.Text("name:N"))
    )
    return marks, names


def _literal(channel: type[alt.Fill] | type[alt.Stroke], field: str) -> alt.Fill | alt.Stroke:
    return channel(f"{field}:N", scale=None, legend=None)


def _scale(values: Sequence[float], share: bool) -> alt.Scale:
    """As wide as the points, since it is how they lie to each other that is read."""
    most, least = max(values, default=0.0), min(values, default=0.0)
    if most == least:
        return scale_of(values, share=share)
    room = (most - least) * 0.08
    return alt.Scale(domain=[least - room, most + room], nice=False, zero=False)


def _dot(point: Point) -> dict[str, object]:
    fill, edge = (VERMILION, VERMILION) if point.on_front else (PAPER, GREY)
    return {"setting": point.setting, "across": point.across, "up": point.up, "fill": fill,
            "edge": edge, "front": point.on_front}  # fmt: skip


def _names(points: Sequence[Point]) -> list[dict[str, object]]:
    """Settings that lie so close that their names would hide each other share one."""
    wide = _range([one.across for one in points]) / 12
    high = _range([one.up for one in points]) / 20
    told: list[tuple[Point, list[str]]] = []
    for one in points:
        for place, names in told:
            near = abs(one.across - place.across) <= wide and abs(one.up - place.up) <= high
            if near and one.on_front == place.on_front:
                names.append(one.setting)
                break
        else:
            told.append((one, [one.setting]))
    return [
        {"across": place.across, "up": place.up, "name": _short(names)} for place, names in told
    ]


def _range(values: Sequence[float]) -> float:
    return max(values) - min(values) if values else 0.0


def _short(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{names[0]}, {names[1]}, … ({len(names)})"
