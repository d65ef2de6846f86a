"""What is lent, by department, and what was out before."""

from typing import Any

from allocator.allocation.plan_tables import SCHEDULE
from allocator.report.charts.schedule import Lent, schedule_chart
from allocator.report.document import Chart, Field, Grid, Section, Value
from allocator.report.plan.basis import Basis, Row
from allocator.report.plan.columns import field_of, unit_fields, value_of
from allocator.report.plan.words import count
from allocator.scenario.code_names import purpose_name
from allocator.scenario.tables import TABLES
from allocator.text import _

_COLUMNS = tuple(
    SCHEDULE.column(name)
    for name in (
        "request_id",
        "quota_type",
        "purpose",
        "pool_id",
        "posts",
        "start_year",
        "term",
        "due_year",
        "repayment",
    )
)
_LOANS = tuple(
    TABLES["loans"].column(name)
    for name in ("loan_id", "quota_type", "purpose", "pool_id", "start_year", "due_year")
)


def schedule_section(basis: Basis) -> Section:
    """New loans and old ones, each by department with subtotals, and both over the years."""
    new, old = _new_loans(basis), _old_loans(basis)
    text = () if new.rows else (_("The plan lends no posts."),)
    grids = (new, old) if old.rows else (new,)
    return Section("schedule", _("Schedule"), text, _charts(basis), grids)


def _new_loans(basis: Basis) -> Grid:
    rows = sorted(
        basis.rows("schedule"),
        key=lambda row: (basis.department(row["unit_id"]), row["request_id"], row["pool_id"]),
    )
    fields = tuple(field_of(column, total=column.name == "posts") for column in _COLUMNS)
    return Grid(
        "schedule",
        _("Loans of the plan"),
        (*unit_fields(), *fields),
        tuple(
            (*_unit(basis, row), *(value_of(column, row[column.name]) for column in _COLUMNS))
            for row in rows
        ),
        group_by="department",
    )


def _unit(basis: Basis, row: Row) -> tuple[Value, ...]:
    unit = row["unit_id"]
    return basis.department(unit), unit, basis.unit_name(unit)


def _old_loans(basis: Basis) -> Grid:
    """Loans of the book, by the years in which their posts come back."""
    rows = [row for row in basis.rows("repayments") if row["loan"] in basis.loans]
    rows.sort(key=lambda row: (basis.department(row["unit_id"]), row["loan"], row["year"]))
    fields = (
        *unit_fields(),
        *(field_of(column) for column in _LOANS),
        Field("overdue", _("Overdue"), "flag", _("was due back before the base year")),
        field_of(TABLES["loans"].column("posts"), total=True),
        Field("year", _("Comes back"), "year", _("at the end of the year, renewals included")),
    )
    note = _("They were lent before this plan, and run on under it.")
    return Grid(
        "old_loans",
        _("Earlier loans"),
        fields,
        tuple(_old_loan(basis, row) for row in rows),
        group_by="department",
        note=note,
    )


def _old_loan(basis: Basis, row: dict[str, Any]) -> tuple[Value, ...]:
    loan = basis.loans[row["loan"]]
    return (
        *_unit(basis, row),
        *(value_of(column, loan[column.name]) for column in _LOANS),
        loan["due_year"] < basis.scenario.base_year,
        row["posts"],
        row["year"],
    )


def _charts(basis: Basis) -> tuple[Chart, ...]:
    """Every part of a loan that comes back at once, from its first year in the plan on."""
    loans = [_lent(basis, row) for row in basis.rows("repayments")]
    if not loans:
        return ()
    years = range(basis.scenario.base_year, max(loan.last for loan in loans) + 1)
    description = _(
        "{posts} posts are out on loan in the years {first} to {last}, {new} of them lent by this "
        "plan."
    ).format(
        posts=count(sum(loan.posts for loan in loans)),
        new=count(sum(loan.posts for loan in loans if loan.new)),
        first=years[0],
        last=years[-1],
    )
    title = _("Loans and returns over the years")
    return (Chart("schedule", title, description, schedule_chart(loans, years), in_summary=True),)


def _lent(basis: Basis, row: dict[str, Any]) -> Lent:
    loan, request = basis.loans.get(row["loan"]), basis.requests.get(row["loan"])
    source = loan or request or {"purpose": "", "start_year": basis.scenario.base_year}
    return Lent(
        basis.unit_name(row["unit_id"]),
        basis.department(row["unit_id"]),
        purpose_name(source["purpose"]),
        row["posts"],
        max(source["start_year"], basis.scenario.base_year),
        row["year"],
        loan is None,
    )
