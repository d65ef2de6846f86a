"""Names of rows left of a plot, on several lines where they are long."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import altair as alt

from allocator.report.charts.colours import INK
from allocator.report.charts.datasets import rows
from allocator.report.charts.lettering import SIZE, text_width, wrapped
from allocator.report.charts.pixels import down

_WIDEST, _GAP, _LINE, _LINES = 300, 12, 15, 3
"""Pixels that names take at most, and to the plot; from line to line; lines of a name at most."""


class RowLabels:
    """Where rows stand, in pixels from the top, and their names.

    Attributes
    ----------
    left : float
        Pixels that the names take, with the gap to the plot.
    height : float
        Pixels of all rows.
    """

    def __init__(self, names: Sequence[str], least: float = 22) -> None:
        self._lines = {name: _lines(name) for name in names}
        widest = max(text_width(line) for lines in self._lines.values() for line in lines)
        self.left = min(widest, _WIDEST) + _GAP
        steps = {name: max(len(lines) * _LINE + 7, least) for name, lines in self._lines.items()}
        ends = list(accumulate(steps.values(), initial=0.0))
        self._ends = dict(zip(steps, pairwise(ends), strict=True))
        self.height = ends[-1]

    def ends(self, name: str) -> tuple[float, float]:
        """Upper and lower edge of a row."""
        return self._ends[name]

    def middle(self, name: str) -> float:
        """Of a row."""
        return sum(self.ends(name)) / 2

    def layer(self) -> alt.Chart:
        """The names."""
        data = [
            # Vega puts the first line, not their middle, at the place of a text.
            {"lines": lines, "y": self.middle(name) - _LINE * (len(lines) - 1) / 2}
            for name, lines in self._lines.items()
        ]
        layer: alt.Chart = (
            alt.Chart(rows(data))
            .mark_text(align="right", baseline="middle", fontSize=SIZE, lineHeight=_LINE, color=INK)
            .encode(x=alt.XValue(-_GAP), y=down("y", self.height), text=alt.Text("lines:N"))
        )
        return layer


def _lines(name: str) -> list[str]:
    lines = wrapped(" ".join(name.split()), _WIDEST)
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], f"{lines[_LINES - 1]}…"]
