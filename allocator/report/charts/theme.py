"""How charts look: sizes, fonts and lines, the same in all of them.

A builder makes layers, and :func:`finished` makes them a drawing of exactly the size wanted, with
its legend, its note and room for its labels. Only what has several plots goes through
:func:`dressed` instead. Colours are in ``colours``, widths of text in ``lettering``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from allocator.report.charts.checking import are_checked
from allocator.report.charts.colours import GRID, INK, PAPER, QUIET
from allocator.report.charts.datasets import rows, with_datasets
from allocator.report.charts.families import FAMILIES
from allocator.report.charts.legend import Key, legend_height, legend_layers
from allocator.report.charts.lettering import SIZE, wrapped
from allocator.text import _

WIDTH = 720
"""Pixels of a chart over the whole width of the page."""

EDGE = 6
"""Pixels that are left free along each edge, so that a chart can stand beside anything."""

INNER = WIDTH - 2 * EDGE
"""Pixels between the left edge and the right one."""

Spec = Mapping[str, Any]
"""A Vega-Lite specification, with its data inside."""

Drawing = alt.Chart | alt.LayerChart

FONT = ", ".join((*FAMILIES, "sans-serif"))

_LINE = 16
"""Pixels from line to line of a note."""


@dataclass(frozen=True)
class Margins:
    """Pixels around the plot for axis labels and for text beside marks."""

    left: float = 48
    right: float = 16
    top: float = 28
    bottom: float = 44

    def plot_width(self, width: float = INNER) -> float:
        """Pixels that are left for the plot of ``width`` pixels between the edges."""
        return width - self.left - self.right


def finished(
    *layers: Drawing,
    height: float,
    width: float = WIDTH,
    margins: Margins | None = None,
    keys: Sequence[Key] = (),
    note: str = "",
) -> Spec:
    """Layers over one another as a drawing.

    Parameters
    ----------
    layers
        Of one plot, the lowest first.
    height
        Pixels of the plot alone; margins, legend and note come on top.
    width
        Pixels of the whole.
    margins
        Room around the plot for labels. The title of the vertical axis stands flat above it, from
        the left edge, since Chinese text is not turned.
    keys
        The legend.
    note
        A sentence below, such as what was left out.
    """
    room = margins or Margins()
    inner = width - 2 * EDGE
    lines = note_lines(note, inner)
    legend = legend_layers(keys, inner, left=room.left, lift=room.top)
    below = [note_layer(lines, -room.left, height + room.bottom)] if lines else []
    # As properties of its own, Altair would copy all of it once more for each.
    chart = alt.layer(
        *layers,
        *legend,
        *below,
        width=room.plot_width(inner),
        height=height,
        autosize=alt.AutoSizeParams(type="none"),
        padding={
            "left": EDGE + room.left,
            "right": EDGE + room.right,
            "top": EDGE + room.top + legend_height(keys, inner),
            "bottom": EDGE + room.bottom + note_height(lines),
        },
    )
    return dressed(chart, left=room.left)


def dressed(chart: alt.TopLevelMixin, *, left: float = Margins.left) -> Spec:
    """Any chart with the theme, without room of its own: for several plots beside one another.

    Parameters
    ----------
    left
        Pixels from where titles of vertical axes begin, at the left edge, to the plot.
    """
    spec = chart.to_dict(validate=are_checked())
    return {**with_datasets(spec), "config": _config(left)}


def sentence(text: str = "", width: float = WIDTH) -> Spec:
    """A drawing that says ``text``, or that there is nothing to show."""
    layer = (
        alt.Chart(rows([{}]))
        .mark_text(align="left", baseline="middle", fontSize=SIZE + 1, color=QUIET)
        .encode(
            x=alt.XValue(0),
            y=alt.YValue(12),
            text=alt.TextValue(text or _("There is nothing to show.")),
        )
    )
    return finished(layer, height=24, width=width, margins=Margins(0, 0, 8, 8))


def years_axis(title: str | None = None, **more: Any) -> alt.Axis:
    """A horizontal axis of years on a quantitative scale: whole, without separators or grid."""
    return alt.Axis(title=title, format="d", tickMinStep=1, grid=False, **more)


def years_band(field: str, years: range, title: str | None = None, most: int = 16) -> alt.X:
    """A horizontal scale with a band per year, of which at most ``most`` are named."""
    step = -(-len(years) // most)
    every: Any = list(years)
    return alt.X(
        f"{field}:O",
        scale=alt.Scale(domain=every),
        axis=alt.Axis(title=title, labelAngle=0, ticks=False, values=every[::step]),
    )


def note_lines(note: str, width: float = INNER) -> list[str]:
    """A note in lines of at most ``width`` pixels."""
    return wrapped(note, width, SIZE - 1) if note else []


def note_height(lines: Sequence[str]) -> int:
    """Pixels that the lines of a note take."""
    return _LINE * len(lines)


def note_layer(lines: Sequence[str], x: float, y: float) -> alt.Chart:
    """A note whose upper left corner is so many pixels from that of the plot."""
    layer: alt.Chart = (
        alt.Chart(rows([{"lines": list(lines)}]))
        .mark_text(align="left", baseline="top", fontSize=SIZE - 1, lineHeight=_LINE, color=QUIET)
        .encode(x=alt.XValue(x), y=alt.YValue(y), text=alt.Text("lines:N"))
    )
    return layer


def _config(left: float) -> dict[str, Any]:
    axis = {
        "labelFontSize": SIZE,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
        "labelColor": QUIET,
        "titleColor": QUIET,
        "gridColor": GRID,
        "domainColor": "#9AA1A9",
        "tickColor": "#9AA1A9",
        "tickSize": 4,
        "labelPadding": 4,
        "labelFlush": False,
        "aria": False,
    }
    flat = {"titleAngle": 0, "titleAlign": "left", "titleBaseline": "bottom", "titleAnchor": "end"}
    return {
        "font": FONT,
        "background": PAPER,
        "mark": {"aria": False},
        "axis": axis,
        "axisX": {"grid": False},
        "axisY": {**flat, "titleX": -left, "titleY": -8, "domain": False, "ticks": False},
        "legend": {"labelFontSize": SIZE, "titleFontSize": SIZE, "titleFontWeight": "normal"},
        "header": {
            "labelFontSize": SIZE,
            "labelFontWeight": "bold",
            "labelColor": INK,
            "title": None,
        },
        "text": {"fontSize": SIZE, "color": INK},
        "view": {"stroke": None},
        "bar": {"discreteBandSize": {"band": 0.8}},
        "line": {"strokeWidth": 2},
    }
