"""``allocator solve``: the recommended plan."""

from pathlib import Path
from typing import Any

import click

from allocator.cli import exits
from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import RealRange, Shared, set_option, shared_options
from allocator.cli.reading import read_checked
from allocator.text import _

MODEL_SUFFIXES = (".mps", ".lp")


@click.command("solve", help=_("Recommend a plan: who is lent what, from where, for how long."))
@click.argument("scenario")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help=_("Folder for the plan's files.")
)
@click.option(
    "--time-limit",
    type=RealRange(min=0),
    default=float("inf"),
    help=_("Seconds for the search; the best plan in hand is kept."),
)
@click.option(
    "--gap",
    type=RealRange(min=0, max=1),
    default=0.0,
    show_default=True,
    help=_("Relative gap tolerated for each goal; 0 for a proven optimum."),
)
@click.option(
    "--threads",
    type=click.IntRange(min=0, max=256),
    default=0,
    show_default=True,
    help=_("Threads for the solver; 0 lets it choose."),
)
@click.option(
    "--write-model",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Also write the model to FILE, as .mps or .lp."),
)
@set_option
@shared_options
@reports_failures
def command(
    scenario: str,
    out: Path,
    time_limit: float,
    gap: float,
    threads: int,
    write_model: Path | None,
    overrides: tuple[tuple[str, Any], ...],
    shared: Shared,
) -> int:
    """Read, solve, write."""
    from allocator.allocation.plan.files import refuse_taken_folder, write_plan
    from allocator.allocation.solve import Options, Timings, solve
    from allocator.cli.progress import solver_progress

    if write_model is not None and write_model.suffix.lower() not in MODEL_SUFFIXES:
        raise click.BadParameter(
            _("{path}: expected a name that ends in .mps or .lp").format(path=write_model),
            param_hint="--write-model",
        )
    refuse_taken_folder(out)
    timings = Timings()
    read = timings.measure("read", read_checked, scenario, overrides)
    show_warnings(read.warnings, shared)
    with solver_progress(shared) as progress:
        options = Options(
            time_limit=time_limit,
            gap=gap,
            threads=threads,
            write_model=write_model,
            progress=progress,
        )
        plan = solve(read, options, timings)
    write_plan(plan, out)
    _show(plan, out, shared)
    return exits.INTERRUPTED if plan.status == "interrupted" else exits.DONE


def _show(plan: Any, out: Path, shared: Shared) -> None:
    from allocator.cli.show import show_json, show_table

    if shared.json:
        show_json(dict(plan.record))
        return
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
