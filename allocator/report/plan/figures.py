"""The key figures of a plan."""

from fractions import Fraction
from typing import Any

from allocator.allocation.plan.rule_names import rule_name
from allocator.report.document import Figure
from allocator.report.plan.basis import Basis
from allocator.report.plan.goals import goals_reached
from allocator.report.plan.ladder import ladder
from allocator.report.plan.totals import pooled, share_of
from allocator.report.plan.words import count, goal_words
from allocator.report.values import shown
from allocator.text import _


def key_figures(basis: Basis) -> tuple[Figure, ...]:
    """Most important first."""
    return (*_granted(basis), *_moved(basis), *_bank(basis), *_coverage(basis), *_goal(basis))


def _granted(basis: Basis) -> list[Figure]:
    total = share_of(basis.rows("decisions"))
    units = {row["unit_id"] for row in basis.rows("schedule")}
    of = _("of {count}")
    return [
        Figure(
            _("Posts lent"),
            count(total.lent),
            _("of {count} asked for").format(count=count(total.asked)),
        ),
        Figure(
            _("Requests granted in full or part"),
            count(total.met),
            of.format(count=count(total.requests)),
        ),
        Figure(_("Units that borrow"), count(len(units))),
        Figure(_("Own vacancies used"), count(total.own), _("before anything is lent")),
    ]


def _moved(basis: Basis) -> list[Figure]:
    figures = [Figure(_("Posts collected"), count(_posts(basis.rows("deposits"))))]
    renewed = _posts(basis.rows("renewals"))
    if renewed or basis.loans:
        figures.append(Figure(_("Posts renewed"), count(renewed)))
    return figures


def _posts(rows: list[dict[str, Any]]) -> int:
    return sum(row["posts"] for row in rows)


def _bank(basis: Basis) -> list[Figure]:
    last = basis.scenario.years[-1]
    return [
        Figure(
            _("Free in the pools"),
            count(pooled(basis, "free", last)),
            _("at the end of {year}").format(year=last),
        ),
        Figure(
            _("Kept in reserve"),
            count(pooled(basis, "reserve", last)),
            _("not lent by the annual round"),
        ),
    ]


def _coverage(basis: Basis) -> list[Figure]:
    rungs = [rung for rung in ladder(basis) if rung.due_by]
    if not rungs:
        return []
    last = rungs[-1]
    return [
        Figure(
            _("Leavers expected for each post due back"),
            shown(last.coverage, "number"),
            _("by the end of {year}").format(year=last.year),
        )
    ]


def _goal(basis: Basis) -> list[Figure]:
    reached = goals_reached(basis)
    if not reached:
        return []
    first = reached[0]
    value: Fraction = first.value
    decimals = 0 if value.denominator == 1 else 2
    return [
        Figure(
            _("First goal: {goal}").format(goal=rule_name(first.id)),
            shown(value, "number", decimals=decimals),
            _("of the plan as it was changed") if first.changed else goal_words(first.gap),
        )
    ]
