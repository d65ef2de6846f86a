"""Regret of each setting under each assumption, as a table of shaded cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import altair as alt

from allocator.report.charts.colours import FAINT, INK, PAPER
from allocator.report.charts.datasets import rows
from allocator.report.charts.lettering import SIZE
from allocator.report.charts.pixels import across, down
from allocator.report.charts.theme import WIDTH, Margins, Spec, finished
from allocator.report.study.row_labels import RowLabels
from allocator.text import _

_SHADE = "#F0A884"
"""Of the largest regret; numbers are read on it."""


@dataclass(frozen=True)
class Lost:
    """Regret of a setting under an assumption.

    Attributes
    ----------
    setting : str
    assumption : str
        Its id.
    regret : float
    told : str
        As it is shown.
    """

    setting: str
    assumption: str
    regret: float
    told: str


def regret_chart(lost: Sequence[Lost], assumptions: Sequence[str]) -> Spec:
    """A cell for each setting and assumption, the darker the more is lost.

    Parameters
    ----------
    assumptions : sequence of str
        What the ids stand for, told below.
    """
    labels = RowLabels(list(dict.fromkeys(each.setting for each in lost)))
    columns = list(dict.fromkeys(each.assumption for each in lost))
    margins = Margins(left=labels.left, right=16, top=30, bottom=12)
    wide = min(margins.plot_width() / len(columns), 120)
    most = max((each.regret for each in lost if isfinite(each.regret)), default=0.0)
    data = [
        {
            "x": columns.index(each.assumption) * wide,
            "right": (columns.index(each.assumption) + 1) * wide,
            "middle": (columns.index(each.assumption) + 0.5) * wide,
            "top": labels.ends(each.setting)[0],
            "bottom": labels.ends(each.setting)[1],
            "y": labels.middle(each.setting),
            "part": each.regret / most if most and isfinite(each.regret) else 0.0,
            "told": each.told if wide >= 44 else "",
        }
        for each in lost
    ]
    return finished(
        _cells(data, margins.plot_width(), labels.height),
        _numbers(data, margins.plot_width(), labels.height),
        _heads(columns, wide, margins.plot_width()),
        labels.layer(),
        height=labels.height,
        width=WIDTH,
        margins=margins,
        note=_("; ").join(assumptions),
    )


def _cells(data: Sequence[dict[str, object]], width: float, height: float) -> alt.Chart:
    shade = alt.Scale(domain=[0, 1], range=[PAPER, _SHADE], interpolate="rgb")
    cells: alt.Chart = (
        alt.Chart(rows(data))
        .mark_rect(stroke=FAINT)
        .encode(
            x=across("x", width),
            x2=alt.X2("right"),
            y=down("top", height),
            y2=alt.Y2("bottom"),
            color=alt.Color("part:Q", scale=shade, legend=None),
        )
    )
    return cells


def _numbers(data: Sequence[dict[str, object]], width: float, height: float) -> alt.Chart:
    numbers: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(fontSize=SIZE, color=INK, baseline="middle")
        .encode(x=across("middle", width), y=down("y", height), text=alt.Text("told:N"))
    )
    return numbers


def _heads(columns: Sequence[str], wide: float, width: float) -> alt.Chart:
    named = [{"name": name, "x": (place + 0.5) * wide} for place, name in enumerate(columns)]
    heads: alt.Chart = (
        alt.Chart(rows(named))
        .mark_text(fontSize=SIZE, color=INK, baseline="bottom")
        .encode(x=across("x", width), y=alt.YValue(-6), text=alt.Text("name:N"))
    )
    return heads
