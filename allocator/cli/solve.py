"""``allocator solve``: the recommended plan."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli import exits
from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import RealRange, Shared, set_option, shared_options, what_if_option
from allocator.cli.plan_shown import show_plan
from allocator.cli.reading import read_checked
from allocator.cli.show import show_json
from allocator.cli.what_if import compare, read_imagined
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.plan.plan import Plan

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
@what_if_option
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
    what_ifs: tuple[tuple[str, Any], ...],
    shared: Shared,
) -> int:
    """Read, solve, write; then solve what the scenario would be, and compare."""
    from allocator.allocation.plan.files import refuse_taken_folder, write_plan
    from allocator.allocation.repair.files import contradiction_written_to
    from allocator.allocation.solve import Options, Timings, solve
    from allocator.cli.file_failures import refuse_unwritable
    from allocator.cli.progress import solver_progress

    if write_model is not None and write_model.suffix.lower() not in MODEL_SUFFIXES:
        raise click.BadParameter(
            _("{path}: expected a name that ends in .mps or .lp").format(path=write_model),
            param_hint="--write-model",
        )
    refuse_taken_folder(out)
    refuse_unwritable(out)
    timings = Timings()
    read = timings.measure("read", read_checked, scenario, overrides, shared)
    imagined = read_imagined(scenario, overrides, what_ifs) if what_ifs else None
    show_warnings(read.warnings, shared)
    options = Options(time_limit=time_limit, gap=gap, threads=threads)
    with contradiction_written_to(out), solver_progress(shared) as progress:
        plan = solve(read, replace(options, write_model=write_model, progress=progress), timings)
    write_plan(plan, out)
    if not shared.json:
        show_plan(plan, out, shared)
    if imagined is None or plan.status == "interrupted":
        if shared.json:
            show_json(dict(plan.record))
        return _status(plan)
    show_warnings(sorted(set(imagined.warnings) - set(read.warnings)), shared)
    return _status(compare(plan, imagined, what_ifs, options, shared))


def _status(plan: "Plan") -> int:
    return exits.INTERRUPTED if plan.status == "interrupted" else exits.DONE
