"""Small charts of the same form beside and below one another, with one legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from allocator.report.charts.colours import INK, PAPER
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key, legend_height, legend_layers
from allocator.report.charts.lettering import SIZE, shortened, wrapped
from allocator.report.charts.theme import (
    EDGE,
    INNER,
    Drawing,
    Margins,
    Spec,
    dressed,
    note_height,
    note_layer,
    note_lines,
    sentence,
)

AROUND = Margins(left=56, right=24, top=10, bottom=34)
"""Room around each plot for numbers at both axes; titles come on top."""

_LINE, _MOST_LINES = 16, 3
"""Pixels of a line of a title, and the most lines that it has."""

_APART = 8
"""Pixels between the legend and the titles."""


@dataclass(frozen=True)
class Panel:
    """One of the small charts.

    Attributes
    ----------
    title : str
    layers : sequence
        The lowest first.
    """

    title: str
    layers: Sequence[Drawing]


@dataclass(frozen=True)
class _Grid:
    """Where the plots are, in pixels.

    Attributes
    ----------
    columns : int
    height : float
        Of a plot.
    around : Margins
        Around each, below its title.
    titles : sequence of list of str
        Lines of the title of each.
    """

    columns: int
    height: float
    around: Margins
    titles: Sequence[list[str]]

    @property
    def head(self) -> float:
        """Room above each plot."""
        return self.around.top + _LINE * max(map(len, self.titles))

    @property
    def between(self) -> float:
        """Room between a plot and the next one below it."""
        return self.around.bottom + self.head

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a plot, seen from that of the first."""
        row, column = divmod(place, self.columns)
        return column * INNER / self.columns, row * (self.height + self.between)

    @property
    def bottom(self) -> float:
        """The lower edge of the last row, seen from there."""
        return self.corner(len(self.titles) - 1)[1] + self.height + self.around.bottom


def panel_width(count: int, columns: int = 2, around: Margins = AROUND) -> float:
    """Pixels of each of ``count`` plots in rows of ``columns``."""
    return around.plot_width(INNER / min(count, columns))


def panels(
    small: Sequence[Panel],
    *,
    height: float = 150,
    columns: int = 2,
    around: Margins = AROUND,
    keys: Sequence[Key] = (),
    note: str = "",
) -> Spec:
    """Small charts as a drawing over the whole width; a sentence if there are none.

    Parameters
    ----------
    height
        Pixels of a plot.
    columns
        So many stand beside one another; fewer, but wider, if there are no more.
    around
        Room around each plot for labels. A vertical axis has no title: that of the chart stands
        above it.
    """
    if not small:
        return sentence()
    width = panel_width(len(small), columns, around)
    titles = [_lines(each.title, width + around.left) for each in small]
    grid = _Grid(min(len(small), columns), height, around, titles)
    shared = _shared(grid, [each.title for each in small], keys, note)
    drawn = [
        alt.layer(*(() if place else shared), *each.layers, width=width, height=height)
        for place, each in enumerate(small)
    ]
    apart: Any = {"row": grid.between, "column": around.left + around.right}
    chart = alt.concat(*drawn, columns=columns, bounds="flush", spacing=apart, padding=EDGE)
    return dressed(chart, left=around.left)


def _shared(grid: _Grid, titles: Sequence[str], keys: Sequence[Key], note: str) -> list[alt.Chart]:
    """What all have in common, as layers of the first: every layer takes Altair its time."""
    left, lines = grid.around.left, note_lines(note)
    lift = grid.head + (_APART if keys else 0)
    top = -lift - legend_height(keys, INNER)
    return [
        _sheet((-left, INNER - left), (top, grid.bottom + note_height(lines))),
        *legend_layers(keys, INNER, left=left, lift=lift),
        _titles(grid, titles),
        *([note_layer(lines, -left, grid.bottom)] if lines else []),
    ]


def _sheet(across: tuple[float, float], down: tuple[float, float]) -> alt.Chart:
    """An unseen sheet below everything: it makes the drawing as large as is reckoned here."""
    sheet: alt.Chart = (
        alt.Chart(rows([{}]))
        .mark_rect(fill=PAPER, fillOpacity=0)
        .encode(
            x=alt.XValue(across[0]),
            x2=alt.X2Value(across[1]),
            y=alt.YValue(down[0]),
            y2=alt.Y2Value(down[1]),
        )
    )
    return sheet


def _lines(title: str, width: float) -> list[str]:
    """A title above a plot and the numbers left of it, cut where it is too long."""
    lines = wrapped(title, width)
    kept = [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]
    return [shortened(line, width) for line in kept if line]


def _titles(grid: _Grid, titles: Sequence[str]) -> alt.Chart:
    """Every title above its plot; the whole of it is shown on hover."""
    data = [
        {
            "lines": lines,
            "whole": whole,
            "x": grid.corner(place)[0] - grid.around.left,
            "y": grid.corner(place)[1] - grid.around.top - _LINE * len(lines),
        }
        for place, (lines, whole) in enumerate(zip(grid.titles, titles, strict=True))
        if lines
    ]
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(
            align="left",
            baseline="top",
            fontSize=SIZE,
            fontWeight="bold",
            lineHeight=_LINE,
            color=INK,
            aria=True,
        )
        .encode(
            x=alt.XValue({"expr": "datum.x"}),
            y=alt.YValue({"expr": "datum.y"}),
            text=alt.Text("lines:N"),
            description=alt.Description("whole:N"),
        )
    )
    return layer
