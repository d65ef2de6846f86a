"""A Sankey diagram that has been laid out, as layers of a drawing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

import altair as alt

from allocator.report.charts.colours import GREY, INK, PAPER, QUIET, colours_of
from allocator.report.charts.datasets import rows
from allocator.report.charts.flow_layout import Box, Layout, Node, Ribbon
from allocator.report.charts.lettering import SIZE, shortened, text_width
from allocator.report.charts.pixels import across, down
from allocator.report.charts.theme import Drawing, Margins, Spec, finished
from allocator.report.values import shown
from allocator.text import _

Align = Literal["left", "center", "right"]

_BREADTH = 12
"""Pixels of the breadth of a node."""

_GAP = 6
"""Pixels between a node, its number and its name."""

_WIDEST = 150
"""Pixels that a name beside the plot takes at most."""

_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]$")
"""What a name says in brackets at its end, such as the type of a pool's posts."""

_REACH = 0.85
"""Share of the way to the next column that a name in the plot, on the ribbons, takes at most."""


def drawn(layout: Layout, labels: Sequence[str], headings: Sequence[str], height: float) -> Spec:
    """The drawing of ``layout`` in a frame of ``height`` pixels.

    Parameters
    ----------
    labels
        One for each box.
    headings
        One above each column.
    """
    signs = [_Sign(box, label) for box, label in zip(layout.boxes, labels, strict=True)]
    columns = max(box.node[0] for box in layout.boxes)
    left = _room([sign for sign in signs if sign.box.node[0] == 0])
    right = _room([sign for sign in signs if sign.box.node[0] == columns])
    margins = Margins(left=left, right=right, top=28, bottom=8)
    frame = _Frame(margins.plot_width(), height, columns)
    layers: list[Drawing] = [
        _ribbons(frame, layout, {sign.box.node: sign.label for sign in signs}),
        _boxes(frame, signs),
        *_signs(frame, signs),
        *_headings(frame, headings, margins),
    ]
    return finished(*layers, height=height, margins=margins)


@dataclass(frozen=True)
class _Sign:
    """A node with its name and its number."""

    box: Box
    label: str

    @property
    def number(self) -> str:
        return shown(self.box.posts, "count")


@dataclass(frozen=True)
class _Frame:
    """The plot, in pixels; columns are counted from 0 to ``columns``."""

    width: float
    height: float
    columns: int

    def left(self, column: int) -> float:
        """The left edge of a column."""
        return (self.width - _BREADTH) * column / self.columns

    def across(self, field: str) -> alt.X:
        return across(field, self.width)

    def down(self, field: str) -> alt.Y:
        return down(field, self.height)


def _numbers_width(signs: Sequence[_Sign]) -> float:
    return max(text_width(sign.number) for sign in signs) + _GAP


def _room(signs: Sequence[_Sign]) -> int:
    """Pixels beside the plot for the names and numbers of an outer column."""
    names = min(max(text_width(sign.label) for sign in signs), _WIDEST)
    return ceil(_GAP + _numbers_width(signs) + names + _GAP)


def _colours(boxes: Sequence[Box]) -> Mapping[str, str]:
    """Of the nodes of column 1, the pools, and so of the ribbons into and out of them."""
    pools = [box for box in boxes if box.node[0] == 1]
    pools.sort(key=lambda box: (-box.posts, box.node))
    return colours_of([box.node[1] for box in pools])


def _ribbons(frame: _Frame, layout: Layout, labels: Mapping[Node, str]) -> alt.Chart:
    colours = _colours(layout.boxes)
    data: list[dict[str, Any]] = []
    for place, ribbon in enumerate(layout.ribbons):
        pool = ribbon.target if ribbon.target[0] == 1 else ribbon.source
        says = _("{source} → {target}: {posts} posts").format(
            source=labels[ribbon.source],
            target=labels[ribbon.target],
            posts=shown(ribbon.posts, "count"),
        )
        same = {"ribbon": place, "fill": colours.get(pool[1], GREY), "says": says}
        start = frame.left(ribbon.source[0]) + _BREADTH
        points = outline(ribbon, start, frame.left(ribbon.target[0]))
        data += [{**same, **point} for point in points]
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_area(interpolate="basis", fillOpacity=0.42, aria=True)
        .encode(
            x=frame.across("x"),
            y=frame.down("top"),
            y2=alt.Y2("bottom:Q"),
            fill=alt.Fill("fill:N", scale=None),
            detail=alt.Detail("ribbon:N"),
            description=alt.Description("says:N"),
        )
    )
    return layer


def outline(ribbon: Ribbon, start: float, end: float) -> list[dict[str, float]]:
    """Control points of the edges of a ribbon, from ``start`` to ``end``.

    A B-spline stays among its control points and begins and ends in the outer ones; both edges
    have the same ones but for the thickness, so that the ribbon is equally thick throughout.
    """
    middle = (start + end) / 2
    levels = [(start, ribbon.leaves), (middle, ribbon.leaves)]
    levels += [(middle, ribbon.enters), (end, ribbon.enters)]
    return [{"x": x, "top": top, "bottom": top + ribbon.thick} for x, top in levels]


def _boxes(frame: _Frame, signs: Sequence[_Sign]) -> alt.Chart:
    colours = _colours([sign.box for sign in signs])
    data = [
        {
            "x": frame.left(sign.box.node[0]),
            "right": frame.left(sign.box.node[0]) + _BREADTH,
            "top": sign.box.top,
            # a node of one post among thousands is still seen
            "bottom": max(sign.box.bottom, sign.box.top + 1),
            "fill": colours[sign.box.node[1]] if sign.box.node[0] == 1 else GREY,
            "says": f"{sign.label} {sign.number}",
        }
        for sign in signs
    ]
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_rect(aria=True)
        .encode(
            x=frame.across("x"),
            x2=alt.X2("right:Q"),
            y=frame.down("top"),
            y2=alt.Y2("bottom:Q"),
            fill=alt.Fill("fill:N", scale=None),
            description=alt.Description("says:N"),
        )
    )
    return layer


def _signs(frame: _Frame, signs: Sequence[_Sign]) -> list[alt.Chart]:
    """Numbers beside the nodes and names beside the numbers: left of the first column only."""
    layers = []
    for column in range(frame.columns + 1):
        here = [sign for sign in signs if sign.box.node[0] == column]
        align: Align = "left" if column else "right"
        turn = 1 if column else -1
        edge = frame.left(column) + (_BREADTH if column else 0)
        inner = 0 < column < frame.columns
        halos = (True, False) if inner else (False,)
        beyond = edge + turn * (_GAP + _numbers_width(here))
        numbers = [_place(sign, edge + turn * _GAP, sign.number) for sign in here]
        labels = _within(frame, here) if inner else _beside(here)
        names = [_place(sign, beyond, label) for sign, label in zip(here, labels, strict=True)]
        for halo in halos:
            layers.append(_text(frame, numbers, align, halo=halo, bold=True))
            layers.append(_text(frame, names, align, halo=halo))
    return layers


def _beside(signs: Sequence[_Sign]) -> list[str]:
    """Names of an outer column, which stand beside the plot."""
    return [shortened(sign.label, _WIDEST) for sign in signs]


def _within(frame: _Frame, signs: Sequence[_Sign]) -> list[str]:
    """Names of an inner column: all without what is in brackets, if one has no room for it.

    Half a remark says less than none, and a name of its own kind in a column would look special.
    """
    room = _REACH * frame.width / frame.columns - _BREADTH - _GAP - _numbers_width(signs)
    labels = [sign.label for sign in signs]
    if any(text_width(label) > room for label in labels):
        labels = [_REMARK.sub("", label) or label for label in labels]
    return [shortened(label, room) for label in labels]


def _place(sign: _Sign, x: float, text: str) -> dict[str, Any]:
    return {"x": x, "y": sign.box.middle, "text": text, "says": sign.label}


def _text(
    frame: _Frame, data: list[dict[str, Any]], align: Align, *, halo: bool, bold: bool = False
) -> alt.Chart:
    """Text, or the light around it that lifts it off the ribbons below."""
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(
            align=align,
            baseline="middle",
            fontSize=SIZE,
            fontWeight="bold" if bold else "normal",
            color=INK,
            aria=not halo,
            stroke=PAPER if halo else None,
            strokeWidth=3,
            strokeOpacity=0.8,
        )
        .encode(
            x=frame.across("x"),
            y=frame.down("y"),
            text=alt.Text("text:N"),
            description=alt.Description("says:N"),
        )
    )
    return layer


def _headings(frame: _Frame, headings: Sequence[str], margins: Margins) -> list[alt.Chart]:
    """Above the columns: the outer ones from the edges of the drawing, the others midway."""
    layers = []
    for column, heading in enumerate(headings[: frame.columns + 1]):
        align: Align = "center"
        x = frame.left(column) + _BREADTH / 2
        if column == 0:
            align, x = "left", -margins.left
        elif column == frame.columns:
            align, x = "right", frame.width + margins.right
        text = shortened(heading, (frame.width + margins.left + margins.right) / 3)
        layers.append(
            alt.Chart(rows([{}]))
            .mark_text(align=align, baseline="middle", fontSize=SIZE, color=QUIET)
            .encode(x=alt.XValue(x), y=alt.YValue(-16), text=alt.TextValue(text))
        )
    return layers
