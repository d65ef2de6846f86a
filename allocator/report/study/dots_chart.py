"""Numbers in rows, as dots with their intervals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import altair as alt

from allocator.report.charts.colours import GRID, INK
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.pixels import down
from allocator.report.charts.theme import Drawing, Margins, Spec, finished, sentence
from allocator.report.simulation.axes import finite, number_axis, scale_of
from allocator.report.study.row_labels import RowLabels
from allocator.text import _


@dataclass(frozen=True)
class Dot:
    """A number in a row.

    Attributes
    ----------
    row : str
        Name of its row; dots of one row stand below each other.
    kind : str
        Label of the key that it belongs to.
    value, low, high : float
        Not drawn where they are no finite numbers.
    low_all, high_all : float
        A wider interval, drawn thinner.
    """

    row: str
    kind: str
    value: float
    low: float
    high: float
    low_all: float = float("nan")
    high_all: float = float("nan")


def dots_chart(
    dots: Sequence[Dot],
    keys: Sequence[Key],
    *,
    share: bool,
    reference: float | None = None,
    bars: bool = False,
    most_rows: int = 30,
) -> Spec:
    """Rows in the order in which they first occur, dots in the colour of their key.

    Parameters
    ----------
    reference : float, optional
        Where a line marks what the numbers are compared with.
    bars : bool
        A bar goes from 0 to each dot.
    most_rows : int
        Rows that are drawn, the first; a note tells how many more there are.
    """
    every = list(dict.fromkeys(dot.row for dot in dots if isfinite(dot.value)))
    named, more = every[:most_rows], len(every) - most_rows
    shown = [dot for dot in dots if dot.row in set(named) and isfinite(dot.value)]
    if not shown:
        return sentence()
    placed = _Rows(named, shown)
    colours = {key.label: key for key in keys}
    x = _Across(shown, share, reference)
    data = [_data(dot, placed, colours[dot.kind]) for dot in shown]
    note = _("{count} more are in the table.").format(count=more) if more > 0 else ""
    return finished(
        *_background(placed, x, reference),
        *_marks(data, placed, x, bars),
        height=placed.labels.height,
        margins=Margins(left=placed.labels.left, right=24, top=12, bottom=30),
        keys=keys,
        note=note,
    )


class _Rows:
    """Where dots stand, in pixels from the top: those of one row below each other."""

    def __init__(self, names: Sequence[str], dots: Sequence[Dot]) -> None:
        kinds = list(dict.fromkeys(dot.kind for dot in dots))
        together = max(Counter(dot.row for dot in dots).values())
        self.labels = RowLabels(names, 12 * together + 10)
        self._down = {kind: place for place, kind in enumerate(kinds)} if together > 1 else {}

    def at(self, dot: Dot) -> float:
        """Of a dot."""
        middle = self.labels.middle(dot.row)
        if not self._down:
            return middle
        return middle + 12 * (self._down[dot.kind] - (len(self._down) - 1) / 2)


class _Across:
    """The horizontal axis."""

    def __init__(self, dots: Sequence[Dot], share: bool, reference: float | None) -> None:
        names = ("value", "low", "high", "low_all", "high_all")
        ends = [finite(getattr(dot, name)) for dot in dots for name in names]
        self._scale = scale_of([*ends, reference], share=share)
        self._share = share

    def __call__(self, field: str) -> alt.X:
        axis = number_axis(self._share, grid=True, gridColor=GRID)
        return alt.X(f"{field}:Q", scale=self._scale, axis=axis)


def _data(dot: Dot, placed: _Rows, key: Key) -> dict[str, object]:
    numbers = ("value", "low", "high", "low_all", "high_all")
    return {
        "row": dot.row,
        "kind": dot.kind,
        "y": placed.at(dot),
        "colour": key.outline or key.colour,
        "fill": key.colour,
        "zero": 0.0,
    } | {name: finite(getattr(dot, name)) for name in numbers}


def _background(placed: _Rows, x: _Across, reference: float | None) -> list[Drawing]:
    layers: list[Drawing] = [placed.labels.layer()]
    if reference is not None:
        line = alt.Chart(rows([{"reference": reference}])).mark_rule(color=INK, strokeDash=[4, 3])
        layers.append(line.encode(x=x("reference")))
    return layers


def _marks(
    data: Sequence[dict[str, object]], placed: _Rows, x: _Across, bars: bool
) -> list[Drawing]:
    y = down("y", placed.labels.height)
    colour = alt.Color("colour:N", scale=None, legend=None)
    fill = alt.Fill("fill:N", scale=None, legend=None)
    stroke = alt.Stroke("colour:N", scale=None, legend=None)
    layers: list[Drawing] = []
    if bars:
        bar = alt.Chart(rows(data)).mark_bar(height=9, opacity=0.45)
        layers.append(bar.encode(x=x("zero"), x2=alt.X2("value"), y=y, color=colour))
    for low, high, width in (("low_all", "high_all", 1.0), ("low", "high", 3.0)):
        known = [row for row in data if row[low] is not None and row[high] is not None]
        rule = alt.Chart(rows(known)).mark_rule(strokeWidth=width)
        layers.append(rule.encode(x=x(low), x2=high, y=y, color=colour))
    point = alt.Chart(rows(data)).mark_point(size=55, opacity=1, strokeWidth=1.5, filled=True)
    layers.append(point.encode(x=x("value"), y=y, fill=fill, stroke=stroke))
    return layers
