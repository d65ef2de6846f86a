"""The legend of a chart: a row of signs with their names, above the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from allocator.report.charts.colours import QUIET
from allocator.report.charts.datasets import rows
from allocator.report.charts.lettering import SIZE, shortened, text_width

ROW = 20
"""Pixels of a row of the legend."""

_SIGN, _GAP = 18, 18

_PATHS = {"mark": "M-0.2,-0.6h0.4v1.2h-0.4Z", "dashes": "M-1,0h0.8M0.2,0h0.8"}
"""Signs that Vega has no name for, in a square of 2 by 2."""


@dataclass(frozen=True)
class Key:
    """What a colour means.

    Attributes
    ----------
    label : str
    colour : str
    sign : str
        ``square`` for areas and bars, ``circle`` for dots, ``stroke`` and ``dashes`` for lines,
        ``mark`` for a mark at the end of a bar.
    outline : str
        Colour of the edge; that of the fill where empty.
    """

    label: str
    colour: str
    sign: Literal["square", "circle", "stroke", "dashes", "mark"] = "square"
    outline: str = ""
    opacity: float = 1.0


@dataclass(frozen=True)
class _Placed:
    key: Key
    text: str
    x: float
    row: int

    @property
    def y(self) -> float:
        return ROW * self.row + ROW / 2


def legend_height(keys: Sequence[Key], width: float) -> int:
    """Pixels that the rows of the legend take over ``width`` pixels."""
    return ROW * (max((placed.row for placed in _placed(keys, width)), default=-1) + 1)


def legend_layers(
    keys: Sequence[Key], width: float, *, left: float, lift: float
) -> list[alt.Chart]:
    """Layers that draw the legend.

    It is laid out here and not by Vega, whose measure of Chinese text is wrong where there is no
    Chinese font.

    Parameters
    ----------
    width
        Pixels that it may take.
    left
        Pixels from its left edge to that of the plot.
    lift
        Pixels from its bottom to the top of the plot.
    """
    top = -lift - legend_height(keys, width)
    data = [
        {**_looks(placed.key), "text": placed.text, "x": placed.x - left, "y": top + placed.y}
        for placed in _placed(keys, width)
    ]
    return [_signs(data), _labels(data)] if data else []


def _placed(keys: Sequence[Key], width: float) -> list[_Placed]:
    placed: list[_Placed] = []
    x, row = 0.0, 0
    for key in keys:
        text = shortened(key.label, width - _SIGN - _GAP)
        taken = _SIGN + text_width(text) + _GAP
        if x and x + taken - _GAP > width:
            x, row = 0.0, row + 1
        placed.append(_Placed(key, text, x, row))
        x += taken
    return placed


def _looks(key: Key) -> dict[str, Any]:
    return {
        "sign": _PATHS.get(key.sign, key.sign),
        "fill": key.colour,
        "edge": key.outline or key.colour,
        "thick": 2.5 if key.sign in ("stroke", "dashes") else 1,
        "opacity": key.opacity,
    }


def _at(field: str, more: float = 0.0) -> Any:
    """Pixels that stand in the data themselves, whatever the scales of the plot are."""
    return {"expr": f"datum.{field} + {more}"}


def _signs(data: list[dict[str, Any]]) -> alt.Chart:
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_point(size=110, filled=True)
        .encode(
            x=alt.XValue(_at("x", 6)),
            y=alt.YValue(_at("y")),
            shape=alt.Shape("sign:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
            opacity=alt.Opacity("opacity:Q", scale=None),
        )
    )
    return layer


def _labels(data: list[dict[str, Any]]) -> alt.Chart:
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(align="left", baseline="middle", fontSize=SIZE, color=QUIET)
        .encode(x=alt.XValue(_at("x", _SIGN)), y=alt.YValue(_at("y")), text=alt.Text("text:N"))
    )
    return layer
