"""What every request got, and why it did not get more."""

from collections.abc import Mapping
from typing import Any

from allocator.allocation.plan.rule_names import rule_name
from allocator.allocation.plan_tables import DECISIONS
from allocator.evaluation.names import colour_name
from allocator.report.document import Field, Grid, Section, Value
from allocator.report.names import heading
from allocator.report.plan.basis import Basis
from allocator.report.plan.columns import field_of, posts_field, value_of
from allocator.scenario.tables import TABLES
from allocator.text import _

_OF_REQUEST = tuple(
    TABLES["requests"].column(name) for name in ("quota_type", "purpose", "start_year")
)
_POSTS = tuple(
    DECISIONS.column(name) for name in ("asked", "own_vacancies", "lent", "granted", "status")
)


def decisions_section(basis: Basis) -> Section:
    """Every request, in the order of its code."""
    standing = basis.evaluated.table.set_index("unit_id")[["tier", "colour"]].to_dict("index")
    grid = Grid(
        "decisions",
        _("Decisions"),
        _fields(),
        tuple(_row(basis, row, standing.get(row["unit_id"], {})) for row in basis.decisions),
        detail="detail",
        note=_("The reason is the rule that stands in the way of the next post."),
        link="request_id",
    )
    return Section("decisions", _("Decisions"), grids=(grid,))


def _fields() -> tuple[Field, ...]:
    """What it came to first, then what it depends on."""
    return (
        field_of(DECISIONS.column("request_id")),
        Field("unit", _("Unit")),
        *(
            field_of(column) if column.kind == "choice" else posts_field(column.name,
            heading(column), column.explained())
            for column in _POSTS
        ),
        field_of(DECISIONS.column("reason")),
        field_of(DECISIONS.column("detail")),
        *(field_of(column) for column in _OF_REQUEST),
        field_of(TABLES["units"].column("department")),
        field_of(TABLES["units"].column("unit_id")),
        Field("tier", _("Tier"), "count"),
        Field("colour", _("Colour")),
    )  # fmt: skip


def _row(basis: Basis, row: dict[str, Any], standing: Mapping[Any, Any]) -> tuple[Value, ...]:
    unit, request = row["unit_id"], basis.requests.get(row["request_id"], {})
    colour = standing.get("colour")
    return (
        row["request_id"],
        basis.unit_name(unit),
        *(value_of(column, row[column.name]) for column in _POSTS),
        rule_name(row["reason"]),
        row["detail"],
        *(value_of(column, request.get(column.name)) for column in _OF_REQUEST),
        basis.department(unit),
        unit,
        standing.get("tier"),
        colour_name(colour) if colour else None,
    )
