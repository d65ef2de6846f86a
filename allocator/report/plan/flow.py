"""The flow of posts in the base year: from units through pools to units."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from allocator.report.charts.flow import Link, flow_chart
from allocator.report.document import Chart
from allocator.report.plan.basis import Basis, Row
from allocator.report.plan.totals import pooled
from allocator.report.plan.words import count
from allocator.text import _

MOST_UNITS = 16
"""Up to so many, units are drawn themselves; else their departments."""


def flow_charts(basis: Basis) -> tuple[Chart, ...]:
    """Posts that pools own in the base year: whence they come, and where they are."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for column, source, target, posts in (*_into(basis), *_out_of(basis)):
        counts[column, source, target] += posts
    links = [Link(*ends, posts) for ends, posts in counts.items() if posts > 0]
    if not links:
        return ()
    year = basis.scenario.base_year
    headings = (_("Whence"), _("Pools"), _("Where to"))
    description = _(
        "In {year} the pools have {capital} posts of their own and collect {collected}; {out} are "
        "out on loan, {free} are free and {reserve} kept in reserve."
    ).format(
        year=year,
        **{name: count(pooled(basis, name, year))
           for name in ("capital", "collected", "out", "free", "reserve")},
    )  # fmt: skip
    title = _("Posts through the pools in {year}").format(year=year)
    return (Chart("flow", title, description, flow_chart(links, headings), in_summary=True),)


def _accounts(basis: Basis) -> list[dict[str, Any]]:
    year = basis.scenario.base_year
    return [row for row in basis.rows("pools") if row["year"] == year]


def _into(basis: Basis) -> Iterator[tuple[int, str, str, int]]:
    for row in _accounts(basis):
        pool = basis.pool_name(row["pool_id"])
        yield 0, _("capital of the pools"), pool, row["capital"]
        yield 0, _("other pools"), pool, row["transferred"]
    deposits = basis.rows("deposits")
    giver = _namer(basis, deposits)
    for row in deposits:
        yield 0, giver(row["unit_id"]), basis.pool_name(row["pool_id"]), row["posts"]


def _out_of(basis: Basis) -> Iterator[tuple[int, str, str, int]]:
    for row in _accounts(basis):
        pool = basis.pool_name(row["pool_id"])
        yield 1, pool, _("other pools"), -row["transferred"]
        yield 1, pool, _("reserve"), row["reserve"]
        yield 1, pool, _("free"), row["free"]
    new = [row for row in basis.rows("schedule") if _begins(basis, row)]
    borrower = _namer(basis, new)
    for row in new:
        yield 1, basis.pool_name(row["pool_id"]), borrower(row["unit_id"]), row["posts"]
    for row in basis.rows("repayments"):
        if row["loan"] in basis.loans:
            yield 1, basis.pool_name(row["pool_id"]), _("earlier loans"), row["posts"]


def _begins(basis: Basis, row: Row) -> bool:
    return bool(row["start_year"] == basis.scenario.base_year)


def _namer(basis: Basis, rows: list[dict[str, Any]]) -> Callable[[str], str]:
    few = len({row["unit_id"] for row in rows}) <= MOST_UNITS
    return basis.unit_name if few else basis.department
