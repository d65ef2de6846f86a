"""The plan that is explained: read from its folder, or solved first."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.options import Shared
from allocator.scenario.problems import Problems
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.explain.explainer import Explainer


def plan_in(folder: Path, scenario: Any, shared: Shared) -> "Explainer | None":
    """The plan in ``folder`` ready to be explained; ``None`` where it breaks rules.

    Raises
    ------
    InvalidData
        The folder's files are not those of a plan of this scenario.
    FolderTaken
        It holds other files and no plan.
    OSError
        Files cannot be written to it.
    """
    from allocator.allocation.plan.files import holds_plan, refuse_taken_folder
    from allocator.cli.file_failures import refuse_unwritable

    solved = holds_plan(folder)
    if not solved:
        refuse_taken_folder(folder)
    refuse_unwritable(folder)
    return (_read if solved else _solved)(folder, scenario, shared)


def _solved(folder: Path, scenario: Any, shared: Shared) -> "Explainer":
    from allocator.allocation.explain.explainer import Explainer
    from allocator.allocation.plan.files import write_plan
    from allocator.allocation.repair.files import contradiction_written_to
    from allocator.allocation.solve import Options, solve
    from allocator.cli.progress import solver_progress

    if not shared.quiet:
        click.echo(_("{folder} holds no plan yet: solving first").format(folder=folder), err=True)
    with contradiction_written_to(folder), solver_progress(shared) as progress:
        plan = solve(scenario, Options(progress=progress))
    write_plan(plan, folder)
    if plan.status == "interrupted":
        raise KeyboardInterrupt
    return Explainer(scenario, plan.decisions, proven=plan.status == "optimal")


def _read(folder: Path, scenario: Any, shared: Shared) -> "Explainer | None":
    from allocator.allocation.audit.plan_files import read_plan
    from allocator.allocation.explain.explainer import Explainer
    from allocator.allocation.plan.read_back import decisions_of
    from allocator.allocation.prepare import prepare, take_stock

    found = read_plan(folder)
    _refuse_other(found.report, scenario)
    stock = take_stock(scenario)
    numbers = prepare(scenario, stock)
    made = decisions_of(numbers, found.frames)
    as_solved = found.report.get("decisions") == made.digest()
    if not as_solved and not _keeps_rules(scenario, found, shared):
        return None
    proven = as_solved and found.report.get("status") == "optimal"
    if not proven and not shared.quiet:
        click.echo(
            _(
                "The plan was not proven to be the best, or has been changed since: costs are "
                "those against the plan as it is, and may be too low."
            ),
            err=True,
        )
    return Explainer(scenario, made, proven, (stock, numbers))


def _keeps_rules(scenario: Any, found: Any, shared: Shared) -> bool:
    """Whether a plan that was changed by hand keeps every rule; shown where it does not."""
    from allocator.allocation.audit import audit
    from allocator.cli.show import show_json

    violations = audit(scenario, found.frames, found.report).violations
    if violations and shared.json:
        rows = [{"rule": each.rule, "message": each.message} for each in violations]
        show_json({"violations": rows})
    elif violations:
        for each in violations:
            click.echo(f"{each.rule}: {each.message}", err=True)
        click.echo(
            _("The plan breaks rules; only a plan that keeps them can be explained."), err=True
        )
    return not violations


def _refuse_other(record: Any, scenario: Any) -> None:
    problems = Problems()
    if record.get("fingerprint") != scenario.fingerprint:
        problems.add(
            "plan.json",
            0,
            "fingerprint",
            found=_("a plan of other data than this scenario's"),
            expected=_("a plan of this scenario, with the same --set"),
            mend=_("Solve again, or give the --set that the plan was made with."),
        )
    problems.raise_if_any()
