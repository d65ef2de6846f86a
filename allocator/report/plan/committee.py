"""What the committee decides on: the loans in short, for the summary alone."""

from allocator.allocation.plan_tables import SCHEDULE
from allocator.report.document import Grid, Section
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import field_of, value_of
from allocator.scenario.tables import TABLES
from allocator.text import _

_COLUMNS = tuple(SCHEDULE.column(name) for name in ("purpose", "posts", "start_year", "due_year"))


def committee_section(basis: Basis) -> Section:
    """Who is lent how many posts, for what, and until when: the largest first."""
    rows = sorted(
        basis.rows("schedule"), key=lambda row: (-row["posts"], row["request_id"], row["pool_id"])
    )
    grid = Grid(
        "loans_in_short",
        _("Posts to be lent"),
        (
            field_of(TABLES["units"].column("name")),
            *(field_of(column, total=column.name == "posts") for column in _COLUMNS),
        ),
        tuple(
            (
                basis.unit_name(row["unit_id"]),
                *(value_of(column, row[column.name]) for column in _COLUMNS),
            )
            for row in rows
        ),
        in_summary=True,
    )
    return Section("committee", _("For the committee"), grids=(grid,), page=False, sheet=False)
