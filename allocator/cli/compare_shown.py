"""A study on the terminal: settings side by side, what follows, and what failed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.compare_effects import show_effects
from allocator.cli.compare_sensitivity import show_sensitivity
from allocator.cli.compare_settings import show_over_all, show_under
from allocator.cli.options import Shared
from allocator.cli.show import show_json
from allocator.cli.simulate_shown import show_doubts
from allocator.report.study.worded import coded, namer, worded
from allocator.simulation.remarks import few
from allocator.simulation.studies.told.findings import findings
from allocator.simulation.studies.told.sampled import sides_varied
from allocator.simulation.studies.told.study_names import Item, StudyNames
from allocator.text import _

if TYPE_CHECKING:
    import pandas as pd

    from allocator.simulation.studies.results.comparison import Comparison

AS_JSON = ("summary", "differences", "best")
"""Tables that are part of the answer as JSON."""


def show_comparison(comparison: "Comparison", out: Path, shared: Shared) -> None:
    """Tables for the study's first measure, or with ``-v`` for each, and what follows."""
    tables, record = comparison.tables, comparison.record
    if shared.json:
        show_json(dict(record) | {name: tables[name].to_dict("records") for name in AS_JSON})
        return
    if not shared.quiet:
        told = worded(comparison, coded(namer(record["declared"])))
        names = StudyNames(told)
        click.echo(names.study)
        for item in names.items if shared.verbose else names.main:
            _show_item(told, names, item, shared)
        for line in findings(told, names):
            click.echo(line)
        show_doubts(record["gap"], record["contradicted_rounds"])
        if doubtful := few(record["stopping"]["replications"]):
            click.echo(doubtful)
    _show_failures(tables["failures"], out)
    if not shared.quiet:
        click.echo(_("Study written to {folder}").format(folder=out))


def _show_item(comparison: "Comparison", names: StudyNames, item: Item, shared: Shared) -> None:
    """A measure by setting, or by factor where the settings are nothing but samples."""
    sampled = sides_varied(comparison)
    if sampled:
        show_sensitivity(comparison, names, item)
    if "levers" in sampled:
        return
    if names.several:
        show_over_all(comparison, names, item)
    if not names.several or (shared.verbose and not sampled):
        for assumption in names.assumptions:
            show_under(comparison, names, item, assumption)
    if shared.verbose and not sampled:
        show_effects(comparison, names, item)


def _show_failures(failures: "pd.DataFrame", out: Path) -> None:
    """How many runs failed, also where only what went wrong is said."""
    if failures.empty:
        return
    first = failures.iloc[0]
    sentence = _(
        "Runs that failed: {count}, listed in {file}. The first: {error}. To play it again "
        "alone, add “--rerun {run}” to the same command."
    )
    if first["traceback"]:
        sentence = _(
            "Runs that failed: {count}, listed in {file}. The first: {error}. To play it again "
            "alone, with where it fails, add “--rerun {run}” to the same command."
        )
    click.echo(
        sentence.format(
            count=failures["run"].nunique(),
            file=out / "failures.csv",
            error=first["error"],
            run=first["run"],
        ),
        err=True,
    )
