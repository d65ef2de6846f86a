"""A plan on the terminal: what it comes to, goal by goal."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.options import Shared
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.plan.plan import Plan


def show_plan(plan: "Plan", out: Path, shared: Shared) -> None:
    """Totals, goals and where the plan was written."""
    from allocator.cli.show import show_table

    if plan.status in ("time_limit", "interrupted"):
        click.echo(
            _("Stopped before the optimum was proven; the plan in hand is written."), err=True
        )
    if shared.quiet:
        return
    counts = plan.record["counts"]
    click.echo(
        _(
            "Posts lent: {lent} (units: {units}); renewed: {renewed}; own vacancies used: {own}; "
            "collected: {collected}; requests granted in full or part: {requests} of {all}"
        ).format(
            lent=counts["posts_lent"],
            units=counts["units_lent_to"],
            renewed=counts["posts_renewed"],
            own=counts["own_vacancies_used"],
            collected=counts["posts_collected"],
            requests=counts["requests_granted"],
            all=counts["requests"],
        )
    )
    show_table(
        _("Goals"),
        [_("goal"), _("value"), _("bound"), _("gap")],
        (
            (goal["id"], goal["value"], _shown(goal["bound"], ".12g"), _shown(goal["gap"], ".3%"))
            for goal in plan.record["goals"]
        ),
    )
    if shared.verbose:
        show_table(
            _("Seconds"),
            [_("stage"), _("seconds")],
            ((stage, f"{seconds:.3f}") for stage, seconds in plan.record["timings"].items()),
        )
    click.echo(_("Plan written to {folder}").format(folder=out))


def _shown(number: float | None, form: str) -> str:
    return "–" if number is None else format(number, form)
