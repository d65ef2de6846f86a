"""What “allocator explain” has found: what the next post costs, and how to meet a request."""

from collections.abc import Iterator, Set

from allocator.allocation.explain.tables import WORTH
from allocator.allocation.plan.reason import listed
from allocator.allocation.plan.rule_names import rule_name
from allocator.allocation.plan_tables import DECISIONS
from allocator.report.document import Field, Grid, Section, Value
from allocator.report.names import choice_name, heading
from allocator.report.plan.basis import Basis, Row
from allocator.report.plan.columns import field_of
from allocator.report.plan.reading import Worth
from allocator.report.values import shown
from allocator.text import _

_TOLD = tuple(
    DECISIONS.column(name)
    for name in ("next_post_costs", "next_post_takes", "met_in_full_by", "near_tie")
)


def explanations_section(basis: Basis) -> Section:
    """The explanations, or how to get them."""
    told = [row for row in basis.decisions if any(row[column.name] for column in _TOLD)]
    grids = (
        *((_explanations(basis, told),) if told else ()),
        *((_worth(basis.explained.worth),) if basis.explained.worth else ()),
    )
    # of a request that has all it asked for there is often nothing to tell
    explained = {*basis.explained.told, *(row["request_id"] for row in told)}
    text = tuple(_what_is_missing(basis, explained, nothing=not grids and not explained))
    return Section("explanations", _("Explanations"), text, grids=grids)


def _what_is_missing(basis: Basis, explained: Set[str], *, nothing: bool) -> Iterator[str]:
    requests = [row["request_id"] for row in basis.decisions]
    missing = [request for request in requests if request not in explained]
    if nothing:
        yield _how_to_get_them()
    elif missing:
        yield _(
            "{explained} of {requests} requests have been explained, not yet: {missing}. "
            "“allocator explain SCENARIO --out FOLDER” explains all of them, or only those whose "
            "codes are put behind it."
        ).format(
            explained=shown(len(requests) - len(missing), "count"),
            requests=shown(len(requests), "count"),
            missing=listed(missing),
        )


def _how_to_get_them() -> str:
    return _(
        "No explanations have been made for this plan. “allocator explain SCENARIO --out FOLDER” "
        "makes them: what the next post of each request costs and takes from whom, and what would "
        "meet it in full."
    )


def _explanations(basis: Basis, rows: list[dict[str, str]]) -> Grid:
    fields = (
        field_of(DECISIONS.column("request_id")),
        Field("unit", _("Unit")),
        field_of(DECISIONS.column("asked")),
        field_of(DECISIONS.column("granted")),
        field_of(DECISIONS.column("reason")),
        *(field_of(column) for column in _TOLD),
    )
    cells = tuple(
        (
            row["request_id"],
            basis.unit_name(row["unit_id"]),
            row["asked"],
            row["granted"],
            rule_name(row["reason"]),
            *(row[column.name] for column in _TOLD[:-1]),
            _near_tie(row),
        )
        for row in rows
    )
    return Grid("explanations", _("Explanations"), fields, cells, detail="met_in_full_by")


def _near_tie(row: Row) -> str:
    words = {"more": _("one post more"), "less": _("one post less")}
    told = [part.strip() for part in str(row["near_tie"]).split(",") if part.strip()]
    return _("; ").join(words.get(part, part) for part in told)


def _worth(worth: tuple[Worth, ...]) -> Grid:
    kind, more, change, gain = WORTH.columns
    fields = (
        field_of(kind),
        field_of(more),
        Field(change.name, heading(change), "id", change.explained()),
        field_of(gain),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (choice_name(kind, each.kind), each.more, each.change, each.gain) for each in worth
    )
    title = _("What scarce things are worth to the whole plan")
    return Grid("worth", title, fields, rows)
