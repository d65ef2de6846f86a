"""The ε screen: what each further post of a request pays."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import altair as alt

from allocator.report.charts.colours import BLUE, FAINT, GREY, PAPER, VERMILION
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.lettering import SIZE
from allocator.report.charts.pixels import down
from allocator.report.charts.row_names import names_layer, names_width
from allocator.report.charts.theme import Margins, Spec, finished, sentence
from allocator.report.values import shown
from allocator.text import _

_PITCH = 24
"""Pixels from row to row."""

_DOT, _POINT = 230, 30
"""Square pixels of a dot with its number inside, and of one without."""

_APART = 18
"""Pixels between two dots with numbers, at least."""


@dataclass(frozen=True)
class Rate:
    """ε of a request with so many posts; 1 is 100 %.

    Attributes
    ----------
    request : str
        As it is shown.
    posts : int
    rate : float
    granted : bool
        The plan grants at least so many.
    """

    request: str
    posts: int
    rate: float
    granted: bool


def screen_chart(rates: Sequence[Rate], threshold: float, most_rows: int = 40) -> Spec:
    """A dot per number of posts on a line per request, against the threshold.

    The scale is of square roots, since ε falls with one over the posts. Of more than ``most_rows``
    requests those nearest the threshold are drawn; highest ε of a first post on top.
    """
    requests = _nearest(rates, threshold, most_rows)
    if not requests:
        return sentence()
    height = float(_PITCH * len(requests))
    middles = {request: _PITCH * (place + 0.5) for place, request in enumerate(requests)}
    margins = Margins(left=names_width(list(requests)), right=24, top=26)
    most = max(threshold, *(rate.rate for each in requests.values() for rate in each)) * 1.05
    scale = _Scale(most, margins.plot_width(), height)
    left_out = len({rate.request for rate in rates}) - len(requests)
    return finished(
        _lines(requests, middles, scale),
        *_threshold(threshold, scale),
        *_dots(requests, middles, scale),
        names_layer(list(requests), list(middles.values()), height),
        height=height,
        margins=margins,
        keys=[
            Key(_("granted by the plan"), BLUE, "circle"),
            Key(_("not granted"), PAPER, "circle", outline=GREY),
        ],
        note=_note(left_out) if left_out else "",
    )


def _note(left_out: int) -> str:
    return _(
        "{count} requests that are further from the threshold are not drawn; the table has them."
    ).format(count=shown(left_out, "count"))


def _nearest(rates: Sequence[Rate], threshold: float, most_rows: int) -> dict[str, list[Rate]]:
    """Rates by request: the requests nearest the threshold, those that pay best on top."""
    requests: dict[str, list[Rate]] = defaultdict(list)
    for rate in sorted(rates, key=lambda rate: (rate.posts, -rate.rate)):
        requests[rate.request].append(rate)
    far = {
        request: min(abs(rate.rate - threshold) for rate in each)
        for request, each in requests.items()
    }
    near = sorted(requests, key=lambda request: (far[request], request))[:most_rows]
    near.sort(key=lambda request: (-requests[request][0].rate, request))
    return {request: requests[request] for request in near}


@dataclass(frozen=True)
class _Scale:
    """Square roots from 0 to ``most`` over the width of the plot, in pixels."""

    most: float
    width: float
    height: float

    def at(self, rate: float) -> float:
        return self.width * sqrt(max(rate, 0.0) / self.most)

    def across(self, field: str) -> alt.X:
        ticks = [0.0, 0.5]
        while ticks[-1] * 2 <= self.most:
            ticks.append(ticks[-1] * 2)
        kept = [tick for tick in ticks if tick <= self.most]
        return alt.X(
            f"{field}:Q",
            scale=alt.Scale(type="sqrt", domain=[0, self.most], nice=False),
            axis=alt.Axis(
                title=_("efficiency rate ε"), format=",.0%", values=kept, grid=True, domain=False
            ),
        )


def _lines(
    requests: Mapping[str, Sequence[Rate]], middles: Mapping[str, float], scale: _Scale
) -> alt.Chart:
    data = [
        {
            "from": min(rate.rate for rate in each),
            "to": max(rate.rate for rate in each),
            "y": middles[request],
        }
        for request, each in requests.items()
    ]
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_rule(color=FAINT, strokeWidth=2)
        .encode(x=scale.across("from"), x2=alt.X2("to:Q"), y=down("y", scale.height))
    )
    return layer


def _threshold(threshold: float, scale: _Scale) -> list[alt.Chart]:
    label = _("threshold {rate}").format(rate=shown(threshold, "share", decimals=0))
    data = rows([{"rate": threshold, "label": label}])
    rule: alt.Chart = (
        alt.Chart(data).mark_rule(color=VERMILION, strokeWidth=1.5).encode(x=scale.across("rate"))
    )
    text: alt.Chart = (
        alt.Chart(data)
        .mark_text(color=VERMILION, fontSize=SIZE, baseline="bottom")
        .encode(x=scale.across("rate"), y=alt.YValue(-5), text=alt.Text("label:N"))
    )
    return [rule, text]


def _dots(
    requests: Mapping[str, Sequence[Rate]], middles: Mapping[str, float], scale: _Scale
) -> list[alt.Chart]:
    data = [
        dot for request, each in requests.items() for dot in _row(each, middles[request], scale)
    ]
    dots: alt.Chart = (
        alt.Chart(rows(data))
        .mark_circle(opacity=1, strokeWidth=1.2, aria=True)
        .encode(
            x=scale.across("rate"),
            y=down("y", scale.height),
            size=alt.Size("size:Q", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            description=alt.Description("says:N"),
        )
    )
    numbers: alt.Chart = (
        alt.Chart(rows([dot for dot in data if dot["number"]]))
        .mark_text(fontSize=SIZE - 2, baseline="middle")
        .encode(
            x=scale.across("rate"),
            y=down("y", scale.height),
            text=alt.Text("number:N"),
            color=alt.Color("ink:N", scale=None),
        )
    )
    return [dots, numbers]


def _row(each: Sequence[Rate], y: float, scale: _Scale) -> list[dict[str, Any]]:
    """Dots of a request; those with a number come last, above the others."""
    numbered = _numbered(each, scale)
    dots = [_dot(rate, y, with_number=place in numbered) for place, rate in enumerate(each)]
    return sorted(dots, key=lambda dot: bool(dot["number"]))


def _numbered(each: Sequence[Rate], scale: _Scale) -> set[int]:
    """Places of the dots with room for their number: first the last that is granted."""
    granted = [place for place, rate in enumerate(each) if rate.granted]
    kept: list[int] = []
    for place in [*granted[-1:], *range(len(each))]:
        x = scale.at(each[place].rate)
        if all(abs(x - scale.at(each[other].rate)) >= _APART for other in kept):
            kept.append(place)
    return set(kept)


def _dot(rate: Rate, y: float, *, with_number: bool) -> dict[str, Any]:
    says = _("{request}: {rate} with {posts} posts").format(
        request=rate.request, rate=shown(rate.rate, "share"), posts=shown(rate.posts, "count")
    )
    return {
        "rate": max(rate.rate, 0.0),
        "y": y,
        "size": _DOT if with_number else _POINT,
        "fill": BLUE if rate.granted else PAPER,
        "edge": BLUE if rate.granted else GREY,
        "ink": PAPER if rate.granted else GREY,
        "number": shown(rate.posts, "count") if with_number else "",
        "says": says,
    }
