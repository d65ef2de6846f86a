"""The retirement wave: how many people leave year by year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from allocator.report.charts.colours import OTHERS, PAPER, QUIET, SERIES
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.theme import Margins, Spec, finished, sentence, years_band
from allocator.report.charts.whole_numbers import whole_up
from allocator.report.values import shown
from allocator.text import _

_HEIGHT = 220


@dataclass(frozen=True)
class Leaving:
    """People expected to leave in a year, by a group of them (a quota type)."""

    year: int
    group: str
    people: float


def wave_chart(leaving: Sequence[Leaving]) -> Spec:
    """Stacked bars by year, the largest group lowest."""
    groups = _by_size(leaving)
    if not groups:
        return sentence()
    named = groups[: len(SERIES)]
    years = range(min(each.year for each in leaving), max(each.year for each in leaving) + 1)
    return finished(
        _bars(_stacked(leaving, named, years), years),
        _totals(leaving, years),
        height=_HEIGHT,
        margins=Margins(bottom=28),
        keys=[
            Key(_label(place, named), _colour(place, named))
            for place in range(_series(groups, named))
        ],
    )


def _by_size(leaving: Sequence[Leaving]) -> list[str]:
    people: dict[str, float] = defaultdict(float)
    for each in leaving:
        people[each.group] += each.people
    return sorted(people, key=lambda group: (-people[group], group))


def _series(groups: Sequence[str], named: Sequence[str]) -> int:
    return len(named) + (len(groups) > len(named))


def _label(place: int, named: Sequence[str]) -> str:
    return named[place] if place < len(named) else _("others")


def _colour(place: int, named: Sequence[str]) -> str:
    return SERIES[place] if place < len(named) else OTHERS


def _stacked(
    leaving: Sequence[Leaving], named: Sequence[str], years: range
) -> list[dict[str, Any]]:
    """Where each part of a bar begins and ends, in people."""
    people: dict[tuple[int, int], float] = defaultdict(float)
    for each in leaving:
        place = named.index(each.group) if each.group in named else len(named)
        people[each.year, place] += each.people
    parts = []
    for year in years:
        start = 0.0
        for place in range(len(named) + 1):
            number = people[year, place]
            if number > 0:
                parts.append(
                    _part(year, start, number, _label(place, named), _colour(place, named))
                )
            start += number
    return parts


def _part(year: int, start: float, number: float, label: str, fill: str) -> dict[str, Any]:
    says = _("{year}, {group}: {people} people").format(
        year=year, group=label, people=shown(number, "number", decimals=1)
    )
    return {"year": year, "from": start, "to": start + number, "fill": fill, "says": says}


def _bars(parts: list[dict[str, Any]], years: range) -> alt.Chart:
    most = max((part["to"] for part in parts), default=1.0)
    layer: alt.Chart = (
        alt.Chart(rows(parts))
        .mark_bar(stroke=PAPER, strokeWidth=1, aria=True)
        .encode(
            x=years_band("year", years),
            y=whole_up("from", most, _("people"), head=0.08),
            y2=alt.Y2("to:Q"),
            fill=alt.Fill("fill:N", scale=None),
            description=alt.Description("says:N"),
        )
    )
    return layer


def _totals(leaving: Sequence[Leaving], years: range) -> alt.Chart:
    """Above each bar, where there is room."""
    people: dict[int, float] = defaultdict(float)
    for each in leaving:
        people[each.year] += each.people
    few = len(years) <= 16
    decimals = 0 if all(float(number).is_integer() for number in people.values()) else 1
    data = [
        {
            "year": year,
            "people": people[year],
            "label": shown(people[year], "number", decimals=decimals),
        }
        for year in years
        if few and people[year] > 0
    ]
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(dy=-4, baseline="bottom", color=QUIET, fontSize=11)
        .encode(x=years_band("year", years), y=alt.Y("people:Q"), text=alt.Text("label:N"))
    )
    return layer
