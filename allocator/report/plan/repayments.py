"""When every post that is out comes back."""

from collections import Counter

from allocator.allocation.plan_tables import REPAYMENTS_TABLE
from allocator.report.document import Field, Grid, Section, Value
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import field_of, posts_field, unit_fields, value_of
from allocator.text import _

_COLUMNS = tuple(
    REPAYMENTS_TABLE.column(name) for name in ("loan", "quota_type", "pool_id", "posts")
)


def repayments_section(basis: Basis) -> Section:
    """By year with subtotals, and by pool and year."""
    rows = basis.rows("repayments")
    text = () if rows else (_("No posts are out on loan, and none come back."),)
    grids = (_by_pool(basis), _by_year(basis)) if rows else ()
    return Section("repayments", _("Repayments by year"), text, grids=grids)


def _by_year(basis: Basis) -> Grid:
    rows = sorted(basis.rows("repayments"), key=lambda row: (row["year"], row["loan"]))
    fields = (
        field_of(REPAYMENTS_TABLE.column("year")),
        *unit_fields(),
        *(field_of(column, total=column.name == "posts") for column in _COLUMNS),
        Field("new", _("Lent by this plan"), "flag"),
    )
    cells = tuple(
        (
            row["year"],
            basis.department(row["unit_id"]),
            row["unit_id"],
            basis.unit_name(row["unit_id"]),
            *(value_of(column, row[column.name]) for column in _COLUMNS),
            row["loan"] not in basis.loans,
        )
        for row in rows
    )
    note = _("Posts come back at the end of the year.")
    return Grid("repayments", _("By year"), fields, cells, group_by="year", note=note)


def _by_pool(basis: Basis) -> Grid:
    back: Counter[tuple[str, int]] = Counter()
    for row in basis.rows("repayments"):
        back[row["pool_id"], row["year"]] += row["posts"]
    years = sorted({year for _pool, year in back})
    pools = sorted({pool for pool, _year in back})
    fields = (
        Field("pool", _("Pool")),
        *(posts_field(f"y{year}", str(year)) for year in years),
        posts_field("total", _("In all")),
    )
    rows: list[tuple[Value, ...]] = []
    for pool in pools:
        posts = [back[pool, year] for year in years]
        rows.append((basis.pool_name(pool), *posts, sum(posts)))
    return Grid("repayments_by_pool", _("By pool and year"), fields, tuple(rows))
