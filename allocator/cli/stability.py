"""``allocator stability``: how far weights can move before a tier, or the plan, changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import Shared, set_option, shared_options
from allocator.cli.reading import read_checked
from allocator.text import _

MOST_ROWS = 20
QUANTILES = (0.0, 0.05, 0.25, 0.5)


@click.command(
    "stability",
    help=_("How far can the weights of the indicators move before a tier or grade changes?"),
)
@click.argument("scenario")
@click.option(
    "--samples",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    help=_("Directions in which the weights move."),
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=1,
    show_default=True,
    help=_("Seed; the same seed gives the same answer."),
)
@click.option("--plan", is_flag=True, help=_("Also solve: when does the plan change?"))
@set_option
@shared_options
@reports_failures
def command(
    scenario: str,
    samples: int,
    seed: int,
    plan: bool,
    overrides: tuple[tuple[str, Any], ...],
    shared: Shared,
) -> None:
    """Sample, and say what changes first."""
    from functools import partial

    from allocator.cli.show import show_json
    from allocator.evaluation.evaluation import Evaluated
    from allocator.evaluation.names import grade_name
    from allocator.evaluation.stability import stability

    read = read_checked(scenario, overrides, shared)
    show_warnings(read.warnings, shared)
    evaluated = Evaluated(read)
    found = stability(evaluated, samples, seed)
    followed = _follow(evaluated, found, shared) if plan else None
    if shared.json:
        show_json(_report(found, followed, seed))
    elif not shared.quiet:
        _print(found, followed, partial(grade_name, read.policy))


def _follow(evaluated: Any, found: Any, shared: Shared) -> Any:
    from allocator.allocation.plan_stability import plan_stability

    with _progress(len(found.paths), shared) as tell:
        return plan_stability(evaluated, found, progress=tell)


@contextmanager
def _progress(total: int, shared: Shared) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, where somebody watches."""
    import sys

    if shared.quiet or shared.json or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.progress import Progress

    from allocator.cli.show import console

    with Progress(console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Solving along the paths"), total=total)
        yield lambda done: bar.update(task, completed=done)


def _report(found: Any, followed: Any, seed: int) -> dict[str, Any]:
    from allocator.cli.check import records

    report = {
        "samples": len(found.paths),
        "seed": seed,
        "first_change": _quantiles(found.first_changes()),
        "units": records(found.table()),
    }
    if followed is not None:
        report |= {
            "plan_first_change": _quantiles(followed.first_changes),
            "no_plan": followed.no_plan,
            "plans_solved": followed.solved,
            "requests": records(followed.requests),
        }
    return report


def _quantiles(changes: Any) -> dict[str, Any]:
    """Share moved at the first change: the least, some quantiles, and paths without one."""
    from math import isfinite

    import numpy as np

    if not len(changes):
        return {}
    values = np.quantile(changes, QUANTILES, method="lower")
    named = {
        f"quantile_{level:g}": float(value) if isfinite(value) else None
        for level, value in zip(QUANTILES, values, strict=True)
    }
    return named | {"never": float(np.isinf(changes).mean())}


def _print(found: Any, followed: Any, name: Callable[[str], str]) -> None:
    from allocator.cli.show import show_table

    if not len(found.units):
        click.echo(_("No unit is ranked by scores, so no weight matters."))
        return
    click.echo(
        _(
            "Weights were moved in {samples} directions drawn by chance, and on purpose, the "
            "shortest way found, for each unit."
        ).format(samples=len(found.paths))
    )
    _print_changes(_("First change of a tier or grade, over the paths"), found.first_changes())
    table = found.table().dropna(subset=["least_moved"]).sort_values(["least_moved", "unit_id"])
    if len(table):
        show_table(
            _("Units whose tier or grade changes soonest"),
            [_("unit"), _("now"), _("then"), _("least weight moved"), _("changes on")],
            (
                (
                    row.unit_id,
                    name(row.standing),
                    name(row.then),
                    f"{row.least_moved:.1%}",
                    f"{row.changed:.1%}",
                )
                for row in table.head(MOST_ROWS).itertuples()
            ),
            left=3,
        )
    else:
        click.echo(_("No weights were found under which a tier or grade changes."))
    if followed is not None:
        _print_plan(followed)


def _print_plan(followed: Any) -> None:
    from allocator.cli.show import show_table

    _print_changes(_("First change of the plan, over the paths"), followed.first_changes)
    table = followed.requests.dropna(subset=["least_moved"])
    table = table.sort_values(["least_moved", "request_id"])
    if len(table):
        show_table(
            _("Requests that get another number of posts soonest"),
            [_("request"), _("now"), _("then"), _("weight moved"), _("changes on")],
            (
                (
                    row.request_id,
                    row.granted,
                    row.then_granted,
                    f"{row.least_moved:.1%}",
                    f"{row.changed:.1%}",
                )
                for row in table.head(MOST_ROWS).itertuples()
            ),
        )
    if followed.no_plan:
        click.echo(
            _("Paths on which the rules come to contradict each other: {share}").format(
                share=f"{followed.no_plan:.1%}"
            )
        )
    click.echo(_("Plans solved: {count}").format(count=followed.solved))


def _print_changes(title: str, changes: Any) -> None:
    from allocator.cli.show import show_table

    found = _quantiles(changes)
    shown = [
        "–" if found[f"quantile_{level:g}"] is None else f"{found[f'quantile_{level:g}']:.1%}"
        for level in QUANTILES
    ]
    show_table(
        title,
        [_("least"), _("1 in 20 paths"), _("a quarter"), _("half"), _("never")],
        [(*shown, f"{found['never']:.1%}")],
        left=0,
    )
