"""How two plans differ, on the terminal, in the words of the domain."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.arrows import NOTHING, arrow
from allocator.cli.what_if_requests import show_requests
from allocator.text import _, language

if TYPE_CHECKING:
    from allocator.allocation.plan.differences import (
        NumberDifference,
        PlanDifferences,
        RowDifference,
    )
    from allocator.scenario.columns import Column


def show_differences(found: "PlanDifferences", names: Mapping[str, str], *, proven: bool) -> None:
    """Totals, goals, requests with reasons, and every other file that differs.

    Parameters
    ----------
    found : PlanDifferences
    names : mapping of str to str
        Names of the units.
    proven : bool
        Whether both plans are proven optimal.
    """
    if not proven:
        click.echo(
            _(
                "Not both plans are proven optimal: part of what follows may come from the "
                "search rather than from the change."
            )
        )
    if found.nothing_differs:
        click.echo(_("Nothing changes: goals and plan stay as they are."))
        return
    differing = [total for total in found.totals if total.difference]
    if differing:
        _numbers(_("In total"), _("total"), differing, _totals())
    _numbers(_("Goals"), _("goal"), found.goals, {})
    if found.decisions_same:
        click.echo(_("Nothing changes in what is granted, renewed, collected and transferred."))
    elif not found.requests:
        click.echo(_("No request gets more or less, or other loans."))
    else:
        show_requests(found.requests, names)
    _other_files(found, names)


def _totals() -> Mapping[str, str]:
    return {
        "requests_granted": _("requests granted in full or part"),
        "posts_lent": _("posts lent"),
        "own_vacancies_used": _("own vacancies used"),
        "posts_renewed": _("posts renewed"),
        "posts_collected": _("posts collected"),
    }


def _numbers(
    title: str, heading: str, numbers: Sequence["NumberDifference"], names: Mapping[str, str]
) -> None:
    from allocator.allocation.plan.exact import exact_text
    from allocator.cli.show import show_table

    def shown(value: Any, sign: str = "") -> str:
        return NOTHING if value is None else sign + exact_text(value)

    show_table(
        title,
        [heading, _("before"), _("after"), _("difference")],
        [
            (
                names.get(number.name, number.name),
                shown(number.before),
                shown(number.after),
                shown(number.difference, "+" if (number.difference or 0) > 0 else ""),
            )
            for number in numbers
        ],
    )


def _other_files(found: "PlanDifferences", names: Mapping[str, str]) -> None:
    """Renewals, deposits, transfers, repayments and pools that differ."""
    listed = {request.request for request in found.requests}
    rows = dict(found.rows)
    # When a request's posts come back is told with its loans.
    rows["repayments"] = tuple(r for r in rows["repayments"] if r.key[0] not in listed)
    for name, differing in rows.items():
        if differing:
            _file(name, differing, names)


def _file(name: str, rows: Sequence["RowDifference"], names: Mapping[str, str]) -> None:
    from allocator.allocation.plan_tables import PLAN_TABLES
    from allocator.cli.show import show_table

    table = PLAN_TABLES[name]
    keys = [column for column in table.columns if column.key]
    shown = [column for column in table.columns if column not in keys and _differs(column, rows)]
    named = any(column.name == "unit_id" for column in table.columns)
    unit_told = any(column.name == "unit_id" for column in keys)
    told = ([] if unit_told else [_("unit")]) + [_("name")] if named else []
    show_table(
        table.title_zh if language() == "zh" else table.title,
        [*map(_header, keys), *told, *map(_header, shown)],
        [
            (
                *row.key,
                *_unit(row, names)[2 - len(told) :],
                *(
                    arrow(_cell(row.before, column.name), _cell(row.after, column.name))
                    for column in shown
                ),
            )
            for row in rows
        ],
        left=len(keys) + len(told),
    )


def _differs(column: "Column", rows: Sequence["RowDifference"]) -> bool:
    """Whether a column has something to tell; a row that is missing tells no other unit."""
    return column.name != "unit_id" and any(
        _cell(row.before, column.name) != _cell(row.after, column.name) for row in rows
    )


def _unit(row: "RowDifference", names: Mapping[str, str]) -> tuple[str, str]:
    """Id and name of the row's unit, where it has one."""
    cells = row.before or row.after or {}
    unit = str(cells.get("unit_id", ""))
    return unit, names.get(unit, "")


def _header(column: "Column") -> str:
    return column.header_zh if language() == "zh" else column.name.replace("_", " ")


def _cell(row: Mapping[str, Any] | None, name: str) -> Any:
    return None if row is None else row[name]
