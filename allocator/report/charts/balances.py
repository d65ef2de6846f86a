"""What pools own, year by year: lent, free, kept back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from allocator.report.charts.colours import BLUE, GREY, PAPER, QUIET
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import Key
from allocator.report.charts.panels import Panel, panel_width, panels
from allocator.report.charts.theme import Margins, Spec, sentence, years_band
from allocator.report.charts.whole_numbers import whole_up
from allocator.report.values import shown
from allocator.text import _

_HEIGHT, _LONE_HEIGHT = 120, 220
_AROUND = Margins(left=48, right=8, top=8, bottom=28)
_COLUMNS = 3

_PALE = "#CFE3F3"
"""What is free: a light area in the colour of what is lent, with its outline."""

_LABEL = 30
"""Pixels of a band, at least, for a number above its bar."""


@dataclass(frozen=True)
class Balance:
    """A pool in a year, in posts."""

    pool: str
    year: int
    out: int
    free: int
    reserve: int


def balances_chart(balances: Sequence[Balance], most_pools: int = 12) -> Spec:
    """Stacked bars by year, a small chart for each pool, the largest first.

    Parameters
    ----------
    most_pools : int
        A note tells how many others there are.
    """
    pools = _by_size(balances)
    if not pools:
        return sentence()
    drawn, rest = list(pools)[:most_pools], list(pools)[most_pools:]
    years = range(
        min(balance.year for balance in balances), max(balance.year for balance in balances) + 1
    )
    width = panel_width(len(drawn), _COLUMNS, _AROUND)
    return panels(
        [Panel(pool, _layers(pools[pool], years, width)) for pool in drawn],
        height=_LONE_HEIGHT if len(drawn) == 1 else _HEIGHT,
        columns=_COLUMNS,
        around=_AROUND,
        keys=[
            Key(_("on loan"), BLUE),
            Key(_("kept in reserve"), GREY),
            Key(_("free"), _PALE, outline=BLUE),
        ],
        note=_note(len(rest)) if rest else "",
    )


def _by_size(balances: Sequence[Balance]) -> dict[str, list[Balance]]:
    pools: dict[str, list[Balance]] = defaultdict(list)
    for balance in sorted(balances, key=lambda balance: balance.year):
        pools[balance.pool].append(balance)
    owned = {pool: max(map(_owned, years)) for pool, years in pools.items()}
    return {pool: pools[pool] for pool in sorted(pools, key=lambda pool: (-owned[pool], pool))}


def _owned(balance: Balance) -> int:
    return balance.out + balance.reserve + balance.free


def _note(others: int) -> str:
    return _("{count} smaller pools are not drawn; the table has them.").format(
        count=shown(others, "count")
    )


def _layers(balances: Sequence[Balance], years: range, width: float) -> list[alt.Chart]:
    data = [part for balance in balances for part in _parts(balance)]
    year = years_band("year", years, most=max(int(width / 48), 1))
    bars: alt.Chart = (
        alt.Chart(rows(data))
        .mark_bar(strokeWidth=1, aria=True)
        .encode(
            x=year,
            y=whole_up("from", max(map(_owned, balances)), ticks=4, head=0.12),
            y2=alt.Y2("to:Q"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            description=alt.Description("says:N"),
        )
    )
    return [bars, _totals(balances, year)] if width / len(years) >= _LABEL else [bars]


def _parts(balance: Balance) -> list[dict[str, Any]]:
    says = _("{pool}, {year}: {out} on loan, {reserve} in reserve, {free} free").format(
        pool=balance.pool,
        year=balance.year,
        out=shown(balance.out, "count"),
        reserve=shown(balance.reserve, "count"),
        free=shown(balance.free, "count"),
    )
    kept = balance.out + balance.reserve
    parts = [
        (0, balance.out, BLUE, PAPER),
        (balance.out, kept, GREY, PAPER),
        (kept, kept + balance.free, _PALE, BLUE),
    ]
    return [
        {"year": balance.year, "from": start, "to": end, "fill": fill, "edge": edge, "says": says}
        for start, end, fill, edge in parts
        if end > start
    ]


def _totals(balances: Sequence[Balance], year: alt.X) -> alt.Chart:
    data = [
        {"year": balance.year, "top": _owned(balance), "label": shown(_owned(balance), "count")}
        for balance in balances
    ]
    layer: alt.Chart = (
        alt.Chart(rows(data))
        .mark_text(dy=-4, baseline="bottom", color=QUIET, fontSize=11)
        .encode(x=year, y=alt.Y("top:Q"), text=alt.Text("label:N"))
    )
    return layer
