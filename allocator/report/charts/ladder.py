"""The maturity ladder: posts due back by the end of each year against who is expected to leave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import altair as alt

from allocator.report.charts.colours import BLUE, FAINT, GREEN, GREY, INK, QUIET, VERMILION
from allocator.report.charts.datasets import rows
from allocator.report.charts.ladder_gap import Rung, coverage_gap
from allocator.report.charts.legend import Key
from allocator.report.charts.lettering import SIZE, text_width
from allocator.report.charts.theme import Margins, Spec, finished, sentence, years_axis
from allocator.report.charts.whole_numbers import whole_up
from allocator.report.values import shown
from allocator.text import _

__all__ = ["Rung", "ladder_chart"]

_HEIGHT = 240
_HALF = 0.3
"""Years from the middle of a bar to its edge."""

_MOST_LABELS = 16
"""Years up to which each is named and each bar has its number."""


def ladder_chart(rungs: Sequence[Rung]) -> Spec:
    """Bars of what is due in the year; lines of both sums, the gap between them the coverage."""
    if not rungs:
        return sentence()
    rungs = sorted(rungs, key=lambda rung: rung.year)
    most = max(max(rung.due_by, rung.due, rung.leavers_by) for rung in rungs)
    gap = list(coverage_gap(rungs))
    ends = _ends(rungs[-1], most)
    margins = Margins(right=ceil(max(text_width(end.label) for end in ends) + 14), bottom=28)
    return finished(
        *_areas(rungs, gap, most),
        *_bars(rungs, most),
        _line(rungs, "leavers_by", GREEN, dashed=True),
        _line(rungs, "due_by", BLUE),
        *_end_labels(rungs[-1].year, ends),
        height=_HEIGHT,
        margins=margins,
        keys=_keys(any(part["short"] for part in gap)),
    )


def _keys(short: bool) -> list[Key]:
    keys = [
        Key(_("due back at the end of the year"), FAINT, outline=GREY),
        Key(_("due back so far"), BLUE, "stroke"),
        Key(_("expected to leave so far, of those who borrow"), GREEN, "dashes"),
    ]
    lacking = Key(_("due back, yet not covered"), VERMILION, opacity=0.3)
    return [*keys, lacking] if short else keys


def _areas(rungs: Sequence[Rung], gap: Sequence[dict[str, Any]], most: float) -> list[alt.Chart]:
    first, last = rungs[0].year, rungs[-1].year
    years = list(range(first, last + 1))
    named = years[:: -(-len(years) // _MOST_LABELS)]
    layers = []
    for short, colour, opacity in ((False, GREEN, 0.1), (True, VERMILION, 0.3)):
        data = [part for part in gap if part["short"] is short]
        layer: alt.Chart = (
            alt.Chart(rows(data))
            .mark_area(color=colour, opacity=opacity)
            .encode(
                x=alt.X(
                    "year:Q",
                    scale=alt.Scale(domain=[first - 0.5, last + 0.5], nice=False, zero=False),
                    axis=years_axis(values=named),
                ),
                y=whole_up("due", most, _("posts, people"), head=0.05),
                y2=alt.Y2("leavers:Q"),
                detail=alt.Detail("piece:N"),
            )
        )
        layers.append(layer)
    return layers


def _bars(rungs: Sequence[Rung], most: float) -> list[alt.Chart]:
    """Bars with their numbers: inside at the foot, or on top of what is too low for that."""
    tall = most * (SIZE + 4) / _HEIGHT
    data = [
        {
            "from": rung.year - _HALF,
            "to": rung.year + _HALF,
            "year": rung.year,
            "due": rung.due,
            "zero": 0,
            "foot": 0 if rung.due > tall else rung.due,
            "label": shown(rung.due, "count"),
            "says": _says(rung),
        }
        for rung in rungs
        if rung.due
    ]
    bars: alt.Chart = (
        alt.Chart(rows(data))
        .mark_rect(fill=FAINT, stroke=GREY, strokeWidth=1, aria=True)
        .encode(
            x=alt.X("from:Q"),
            x2=alt.X2("to:Q"),
            y=alt.Y("zero:Q"),
            y2=alt.Y2("due:Q"),
            description=alt.Description("says:N"),
        )
    )
    numbers: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(baseline="bottom", dy=-2, color=QUIET, fontSize=SIZE - 1)
        .encode(x=alt.X("year:Q"), y=alt.Y("foot:Q"), text=alt.Text("label:N"))
    )
    return [bars, numbers] if len(rungs) <= _MOST_LABELS else [bars]


def _says(rung: Rung) -> str:
    return _(
        "{year}: {due} due back; so far {due_by} due back and {leavers_by} expected to leave"
    ).format(
        year=rung.year,
        due=shown(rung.due, "count"),
        due_by=shown(rung.due_by, "count"),
        leavers_by=shown(rung.leavers_by, "number", decimals=1),
    )


def _line(rungs: Sequence[Rung], field: str, colour: str, *, dashed: bool = False) -> alt.Chart:
    data = [
        {"year": rung.year, "value": getattr(rung, field), "says": _says(rung)} for rung in rungs
    ]
    few = len(rungs) <= _MOST_LABELS
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_line(
            color=colour,
            strokeDash=[6, 3] if dashed else [],
            point=alt.OverlayMarkDef(fill=colour, size=36, aria=True) if few else False,
        )
        .encode(x=alt.X("year:Q"), y=alt.Y("value:Q"), description=alt.Description("says:N"))
    )
    return layer


@dataclass(frozen=True)
class _End:
    """The number at the end of a line, moved down by ``lift`` pixels."""

    value: float
    label: str
    lift: float = 0.0


def _ends(last: Rung, most: float) -> list[_End]:
    """A line of text apart."""
    ends = [
        _End(last.due_by, shown(last.due_by, "count")),
        _End(last.leavers_by, shown(last.leavers_by, "number", decimals=1)),
    ]
    upper, lower = sorted(ends, key=lambda end: -end.value)
    apart = (upper.value - lower.value) / max(most, 1) * _HEIGHT
    moved = max(SIZE + 2 - apart, 0) / 2
    return [replace(upper, lift=-moved), replace(lower, lift=moved)]


def _end_labels(year: int, ends: Sequence[_End]) -> list[alt.Chart]:
    layers = []
    for end in ends:
        layer: alt.Chart = (
            alt.Chart(rows([{"year": year, "value": end.value, "label": end.label}]))
            .mark_text(align="left", dx=8, dy=end.lift, fontWeight="bold", color=INK)
            .encode(x=alt.X("year:Q"), y=alt.Y("value:Q"), text=alt.Text("label:N"))
        )
        layers.append(layer)
    return layers
