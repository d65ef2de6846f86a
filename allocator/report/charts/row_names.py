"""Names of rows, left of the plot."""

from collections.abc import Sequence
from math import ceil

import altair as alt

from allocator.report.charts.colours import INK
from allocator.report.charts.datasets import rows
from allocator.report.charts.lettering import SIZE, shortened, text_width
from allocator.report.charts.pixels import down

_GAP = 10
"""Pixels between a name and the plot."""

WIDEST = 200
"""Pixels that names take at most."""


def names_width(names: Sequence[str], widest: float = WIDEST) -> int:
    """Pixels to keep free left of the plot: for the longest of ``names``, or for ``widest``."""
    return ceil(_GAP + min(max((text_width(name) for name in names), default=0.0), widest))


def names_layer(
    names: Sequence[str], middles: Sequence[float], height: float, widest: float = WIDEST
) -> alt.Chart:
    """The names, cut where they are wider than ``widest``; then the whole is shown on hover.

    Parameters
    ----------
    middles
        Pixels from the top of the plot to the middle of each row.
    height
        Pixels of the plot.
    """
    data = [
        {"name": shortened(name, widest), "whole": name, "y": middle}
        for name, middle in zip(names, middles, strict=True)
    ]
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(align="right", baseline="middle", fontSize=SIZE, color=INK, aria=True)
        .encode(
            x=alt.XValue(-_GAP),
            y=down("y", height),
            text=alt.Text("name:N"),
            description=alt.Description("whole:N"),
        )
    )
    return layer
