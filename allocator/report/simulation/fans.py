"""Sections of what goes on over the years."""

from collections.abc import Iterator
from math import isfinite

import pandas as pd

from allocator.report.document import Chart, Section
from allocator.report.simulation.fan_chart import Fan, Spread, fan_chart
from allocator.report.simulation.measured import Item, amount, heading_of, is_share, title_of
from allocator.text import _
from allocator.text.sentences import joined

GRANTED = ("value_granted", "posts_granted", "share_granted", "priority_met", "waiting_months",
           "fairness_gini")  # fmt: skip
POOLS = ("pooled", "on_loan", "utilisation", "posts_returned")
PEOPLE = ("people", "leavers", "idle_vacancies", "posts_overdue")

MOST_PARTS = 4
"""Parts of one measure (pools) that are drawn; all of them are in the tables."""


def over_years(yearly: pd.DataFrame) -> Iterator[Section]:
    """What is granted, what the pools hold, and who is in post; each where it was measured."""
    topics = {
        "granted": (_("What is granted"), GRANTED),
        "pools": (_("The pools"), POOLS),
        "people": (_("Posts and people"), PEOPLE),
    }
    for name, (title, measures) in topics.items():
        items = [item for measure in measures for item in _parts(yearly, measure)]
        fans = {item: _fan(yearly, item) for item in items}
        drawn = {item: fan for item, fan in fans.items() if _has_numbers(fan)}
        if drawn:
            chart = Chart(
                id=f"{name}_over_years",
                title=_("{title}: year by year over the replications").format(title=title),
                description=joined(_described(item, fan) for item, fan in drawn.items()),
                spec=fan_chart(list(drawn.values())),
            )
            yield Section(id=name, title=title, text=(_how(),), charts=(chart,), sheet=False)


def _how() -> str:
    return _(
        "Each year as it went in the replications: the line is the median; half of the "
        "replications lie in the dark band, nine in ten in the light one; dots are means. The "
        "bands say how much chance there is in a single course of events, which more "
        "replications do not lessen."
    )


def _parts(yearly: pd.DataFrame, measure: str) -> list[Item]:
    keys = dict.fromkeys(yearly.loc[yearly["measure"] == measure, "key"])
    return [(measure, str(key)) for key in keys][:MOST_PARTS]


def _fan(yearly: pd.DataFrame, item: Item) -> Fan:
    rows = yearly[(yearly["measure"] == item[0]) & (yearly["key"] == item[1])]
    spreads = [
        Spread(int(row["year"]), *(float(row[name]) for name in
               ("p5", "p25", "median", "p75", "p95", "mean")))
        for row in rows.sort_values("year").to_dict("records")
    ]  # fmt: skip
    return Fan(heading_of(item), is_share(item), spreads)


def _has_numbers(fan: Fan) -> bool:
    return any(isfinite(each.median) for each in fan.spreads)


def _described(item: Item, fan: Fan) -> str:
    known = [each for each in fan.spreads if isfinite(each.median)]
    first, last = known[0], known[-1]
    return _(
        "{measure}: median {first} in {first_year}, {last} in {last_year}, when nine in ten "
        "replications have {low} to {high}."
    ).format(
        measure=title_of(item),
        first=amount(item, first.median),
        first_year=first.year,
        last=amount(item, last.median),
        last_year=last.year,
        low=amount(item, last.p5),
        high=amount(item, last.p95),
    )
