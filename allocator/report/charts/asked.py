"""What was asked against what was granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt

from allocator.report.charts import datasets
from allocator.report.charts.colours import BLUE, FAINT, GREEN, GREY, QUIET
from allocator.report.charts.legend import Key
from allocator.report.charts.lettering import text_width
from allocator.report.charts.pixels import down
from allocator.report.charts.row_names import names_layer, names_width
from allocator.report.charts.theme import Margins, Spec, finished, sentence
from allocator.report.charts.whole_numbers import whole_across
from allocator.report.values import shown
from allocator.text import _

_PITCH, _THICK = 26, 16
"""Pixels from row to row, and of a bar."""


@dataclass(frozen=True)
class Asked:
    """Posts asked for and granted by one purpose or department, in posts."""

    name: str
    asked: int
    own: int
    lent: int


def asked_chart(rows: Sequence[Asked], most_rows: int = 20) -> Spec:
    """A bar of own and lent posts within a bar of what was asked, largest first."""
    ordered = sorted(rows, key=lambda row: (-row.asked, -row.own - row.lent, row.name))
    drawn, rest = ordered[:most_rows], ordered[most_rows:]
    if not drawn:
        return sentence()
    labels = [_granted(row) for row in drawn]
    height = _PITCH * len(drawn)
    names = [row.name for row in drawn]
    middles = [_PITCH * (place + 0.5) for place in range(len(drawn))]
    margins = Margins(
        left=names_width(names),
        right=ceil(max(text_width(label) for label in labels) + 12),
        top=8,
    )
    return finished(
        _bars(drawn, middles, height),
        _labels(drawn, labels, middles, height),
        names_layer(names, middles, height),
        height=height,
        margins=margins,
        keys=_keys(),
        note=_note(rest) if rest else "",
    )


def _note(rest: Sequence[Asked]) -> str:
    """The others in words: their sum as a bar would dwarf those that are drawn."""
    return _("{count} others are not drawn: {granted} of {asked} posts granted.").format(
        count=shown(len(rest), "count"),
        granted=shown(sum(row.own + row.lent for row in rest), "count"),
        asked=shown(sum(row.asked for row in rest), "count"),
    )


def _granted(row: Asked) -> str:
    return _("{granted} of {asked}").format(
        granted=shown(row.own + row.lent, "count"), asked=shown(row.asked, "count")
    )


def _keys() -> list[Key]:
    return [
        Key(_("lent by the bank"), BLUE),
        Key(_("own vacancies released"), GREEN),
        Key(_("asked for, not granted"), FAINT, outline=GREY),
    ]


def _bars(drawn: Sequence[Asked], middles: Sequence[float], height: float) -> alt.Chart:
    data = [part for row, y in zip(drawn, middles, strict=True) for part in _parts(row, y)]
    most = max(max(row.asked, row.own + row.lent) for row in drawn)
    bars: alt.Chart = (
        alt.Chart(datasets.rows(data))
        .mark_rect(strokeWidth=1, aria=True)
        .encode(
            x=whole_across("from", most, _("posts")),
            x2=alt.X2("to:Q"),
            y=down("top", height),
            y2=alt.Y2("bottom:Q"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            description=alt.Description("says:N"),
        )
    )
    return bars


def _parts(row: Asked, y: float) -> list[dict[str, Any]]:
    """What was not granted comes last; a request can be granted no more than it asks."""
    granted = row.lent + row.own
    parts = [
        (0, row.lent, BLUE, BLUE),
        (row.lent, granted, GREEN, GREEN),
        (granted, max(row.asked, granted), FAINT, GREY),
    ]
    says = _("{name}: {asked} asked for, {own} own vacancies released, {lent} lent").format(
        name=row.name,
        asked=shown(row.asked, "count"),
        own=shown(row.own, "count"),
        lent=shown(row.lent, "count"),
    )
    around = {"top": y - _THICK / 2, "bottom": y + _THICK / 2, "says": says}
    return [
        {"from": start, "to": end, "fill": fill, "edge": edge, **around}
        for start, end, fill, edge in parts
        if end > start
    ]


def _labels(
    drawn: Sequence[Asked], labels: Sequence[str], middles: Sequence[float], height: float
) -> alt.Chart:
    data = [
        {"end": max(row.asked, row.own + row.lent), "label": label, "y": y}
        for row, label, y in zip(drawn, labels, middles, strict=True)
    ]
    layer: alt.Chart = (
        alt.Chart(datasets.rows(data))
        .mark_text(align="left", baseline="middle", dx=6, color=QUIET)
        .encode(x=alt.X("end:Q"), y=down("y", height), text=alt.Text("label:N"))
    )
    return layer
