"""What each goal reached."""

from dataclasses import dataclass
from fractions import Fraction

from allocator.allocation.plan.rule_names import rule_name
from allocator.report.document import Field, Grid
from allocator.report.plan.basis import Basis
from allocator.report.plan.words import goal_words, status_words
from allocator.text import _


@dataclass(frozen=True)
class Reached:
    """A goal.

    Attributes
    ----------
    value : Fraction
        As solved, or of the files where they were changed since.
    bound, gap : float or None
        No plan is better than the bound; ``None`` where it is not known, or not of this plan.
    changed : bool
        The files say something else than what was solved, so that nothing is proven of them.
    """

    id: str
    value: Fraction
    bound: float | None
    gap: float | None
    changed: bool


def goals_reached(basis: Basis) -> list[Reached]:
    """Every goal of the plan, in order."""
    remarks = basis.audited.remarks if basis.audited else ()
    differing = {remark.subject: remark.expected for remark in remarks}
    reached = []
    for goal in basis.plan.report.get("goals", []):
        if basis.changed:
            value = Fraction(differing.get(goal["id"], str(goal["value"])))
            reached.append(Reached(goal["id"], value, None, None, changed=True))
        else:
            value = Fraction(str(goal["value"]))
            bound, gap = goal.get("bound"), goal.get("gap")
            reached.append(Reached(goal["id"], value, bound, gap, changed=False))
    return reached


def goals_grid(basis: Basis) -> Grid:
    """The goals in the order in which the policy puts them."""
    fields = (
        Field("place", _("Order"), "count"),
        Field("goal", _("Goal")),
        Field("value", _("Value"), "number"),
        Field("bound", _("Bound"), "number", _("no plan that keeps the rules is better")),
        Field("gap", _("Gap"), "share", _("distance from the bound")),
        Field("words", _("How sure")),
    )
    rows = tuple(
        (
            place,
            rule_name(goal.id),
            goal.value,
            goal.bound,
            goal.gap,
            _("of the plan as it was changed") if goal.changed else goal_words(goal.gap),
        )
        for place, goal in enumerate(goals_reached(basis), start=1)
    )
    note = _("A goal counts only where all before it are equally well served.")
    return Grid("goals", _("Goals"), fields, rows, note=note)


def how_good(basis: Basis) -> str:
    """How far the plan is known to be the best, in a sentence."""
    if basis.changed:
        return _(
            "The plan's files have been changed since it was solved; whether it is the best is "
            "not known."
        )
    report = basis.plan.report
    return status_words(str(report.get("status", "")), report.get("gap"))
