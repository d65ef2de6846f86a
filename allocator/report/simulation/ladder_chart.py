"""The maturity ladder of the rounds: posts due back, and how far expected leavers cover them."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from allocator.report.charts.colours import BLUE, INK, VERMILION
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.panels import Panel, panels
from allocator.report.charts.theme import Drawing, Spec
from allocator.report.simulation.axes import finite, number_axis, scale_of
from allocator.report.simulation.measured import title_of
from allocator.text import _


@dataclass(frozen=True)
class Step:
    """So many years ahead of a round: a mean over the replications with its interval.

    Attributes
    ----------
    ahead : str
        Years ahead of the round.
    mean, low, high : float
        The ends are not numbers where there is one replication.
    """

    ahead: str
    mean: float
    low: float
    high: float


def steps_chart(due: Sequence[Step], coverage: Sequence[Step]) -> Spec:
    """Posts due back by years ahead as bars; the coverage as dots, against 100 %."""
    bar = alt.Chart(rows(_rows(due))).mark_bar(color=BLUE).encode(x=_ahead(), y=_y(due, "mean"))
    whole = alt.Chart(rows([{"one": 1.0}])).mark_rule(color=INK, strokeDash=[4, 3])
    dots = alt.Chart(rows(_rows(coverage))).mark_circle(color=VERMILION, size=60, opacity=1)
    small = [
        Panel(title_of(("maturities", "")), (bar, _whiskers(due))),
        Panel(
            title_of(("coverage", "")),
            (
                whole.encode(y=_y(coverage, "one", share=True)),
                _whiskers(coverage, share=True),
                dots.encode(x=_ahead(), y=_y(coverage, "mean", share=True)),
            ),
        ),
    ]
    keys = [
        Key(_("mean of posts due back"), BLUE),
        Key(_("mean of the coverage"), VERMILION, "circle"),
        Key(_("interval"), INK, "stroke"),
    ]
    return panels(small, keys=keys)


def _rows(steps: Sequence[Step]) -> list[dict[str, str | float | None]]:
    return [
        {"ahead": each.ahead, "mean": finite(each.mean), "low": finite(each.low),
         "high": finite(each.high)}
        for each in steps
    ]  # fmt: skip


def _ahead() -> alt.X:
    return alt.X("ahead:N", sort=None, axis=alt.Axis(title=None, labelAngle=0))


def _y(steps: Sequence[Step], name: str, *, share: bool = False) -> alt.Y:
    ends = [end for each in steps for end in (each.low, each.high, each.mean)]
    scale = scale_of([*ends, 0.0, *([1.0] if share else [])], share=share)
    return alt.Y(f"{name}:Q", scale=scale, axis=number_axis(share))


def _whiskers(steps: Sequence[Step], *, share: bool = False) -> Drawing:
    known = [each for each in _rows(steps) if each["low"] is not None and each["high"] is not None]
    layer: alt.Chart = (
        alt.Chart(rows(known))
        .mark_rule(color=INK, strokeWidth=1.5)
        .encode(x=_ahead(), y=_y(steps, "low", share=share), y2=alt.Y2("high"))
    )
    return layer
