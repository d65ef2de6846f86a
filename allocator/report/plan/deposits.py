"""What the bank collects, moves between pools, and renews."""

from allocator.allocation.plan_tables import DEPOSITS, RENEWALS, TRANSFERS
from allocator.report.document import Grid, Section
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import field_of, unit_fields, value_of
from allocator.scenario.columns import Table
from allocator.text import _


def deposits_section(basis: Basis) -> Section:
    """Each by department with subtotals, where there is any."""
    made = (
        (_of_units(basis, DEPOSITS, _("Posts collected")), _("No posts are collected.")),
        (_transfers(basis), _("No posts are moved between pools.")),
        (_of_units(basis, RENEWALS, _("Loans renewed")), _("No loans are renewed.")),
    )
    text = tuple(nothing for grid, nothing in made if not grid.rows)
    grids = tuple(grid for grid, _nothing in made if grid.rows)
    return Section("deposits", _("Deposits"), text, grids=grids)


def _of_units(basis: Basis, table: Table, title: str) -> Grid:
    columns = [column for column in table.columns if column.name != "unit_id"]
    rows = sorted(
        basis.rows(table.name), key=lambda row: (basis.department(row["unit_id"]), row["unit_id"])
    )
    cells = tuple(
        (
            basis.department(row["unit_id"]),
            row["unit_id"],
            basis.unit_name(row["unit_id"]),
            *(value_of(column, row[column.name]) for column in columns),
        )
        for row in rows
    )
    fields = (
        *unit_fields(),
        *(field_of(column, total=column.name == "posts") for column in columns),
    )
    return Grid(table.name, title, fields, cells, group_by="department")


def _transfers(basis: Basis) -> Grid:
    columns = TRANSFERS.columns
    rows = tuple(
        tuple(value_of(column, row[column.name]) for column in columns)
        for row in basis.rows("transfers")
    )
    fields = tuple(field_of(column, total=column.name == "posts") for column in columns)
    return Grid("transfers", _("Posts moved between pools"), fields, rows)
