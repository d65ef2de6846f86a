"""What the pools own year by year, and the maturity ladder."""

from allocator.allocation.plan_tables import POOLS
from allocator.report.charts.balances import Balance, balances_chart
from allocator.report.document import Chart, Field, Grid, Section
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import field_of, value_of
from allocator.report.plan.ladder import ladder_charts, ladder_grid
from allocator.report.plan.totals import pooled
from allocator.report.plan.words import count
from allocator.report.values import shown
from allocator.text import _


def pools_section(basis: Basis) -> Section:
    """Balances by pool and year; posts due back against expected leavers."""
    coverage = _(
        "Coverage sets the people who are expected to leave the borrowing units, since the base "
        "year, against the posts due back by then: where it reaches {full}, enough leave for what "
        "has to come back. Loans outside the borrowing limit count as well."
    ).format(full=shown(1, "share", decimals=0))
    charts = (*_charts(basis), *ladder_charts(basis))
    return Section(
        "pools",
        _("Pools and maturity"),
        (coverage,),
        charts,
        (_balances(basis), ladder_grid(basis)),
    )


def _balances(basis: Basis) -> Grid:
    columns = POOLS.columns
    fields = (Field("pool", _("Pool")), *(field_of(column) for column in columns[1:]))
    rows = tuple(
        (
            basis.pool_name(row["pool_id"]),
            *(value_of(column, row[column.name]) for column in columns[1:]),
        )
        for row in basis.rows("pools")
    )
    return Grid("pools", _("Balances of the pools"), fields, rows)


def _charts(basis: Basis) -> tuple[Chart, ...]:
    balances = [
        Balance(
            basis.pool_name(row["pool_id"]), row["year"], row["out"], row["free"], row["reserve"]
        )
        for row in basis.rows("pools")
    ]
    if not balances:
        return ()
    first, last = basis.scenario.years[0], basis.scenario.years[-1]
    description = _(
        "Of the posts of all pools, {out} are out on loan and {free} are free in {first}; "
        "{out_then} and {free_then} in {last}."
    ).format(
        first=first,
        last=last,
        out=count(pooled(basis, "out", first)),
        free=count(pooled(basis, "free", first)),
        out_then=count(pooled(basis, "out", last)),
        free_then=count(pooled(basis, "free", last)),
    )
    title = _("Balances of the pools by year")
    return (Chart("balances", title, description, balances_chart(balances)),)
