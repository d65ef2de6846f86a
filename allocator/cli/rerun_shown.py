"""One run of a study, played again, on the terminal."""

from typing import TYPE_CHECKING

import click

from allocator.cli.options import Shared
from allocator.text import _

if TYPE_CHECKING:
    from allocator.simulation.measures import Row
    from allocator.simulation.studies.declared import Study
    from allocator.simulation.studies.runs.cell import Failure, Run


def show_rerun(run: "Run", study: "Study", shared: Shared) -> None:
    """What the run came to, of the study's measures; or why it failed."""
    from allocator.simulation.studies.measures_chosen import chosen
    from allocator.simulation.studies.runs.cell import Failure

    if isinstance(run.outcome, Failure):
        _show_failure(run, run.outcome, shared)
        return
    rows = [row for row in chosen(study, run.outcome.rows) if row.year is None]
    _show_rows(run, rows, shared)


def _show_failure(run: "Run", failure: "Failure", shared: Shared) -> None:
    from allocator.cli.show import show_json

    if shared.json:
        told = {"error": failure.error, "traceback": failure.traceback or None}
        show_json({"replication": run.replication} | told)
        return
    if failure.traceback:
        click.echo(failure.traceback, nl=False, err=True)
    click.echo(
        _("Error: {message}").format(
            message=_("replication {number} has failed again: {error}").format(
                number=run.replication, error=failure.error
            )
        ),
        err=True,
    )


def _show_rows(run: "Run", rows: "list[Row]", shared: Shared) -> None:
    from allocator.cli.show import show_json, show_table
    from allocator.simulation.measures import MEASURES
    from allocator.simulation.measures.item_names import key_name
    from allocator.simulation.measures.quantity import quantity

    if shared.json:
        told = [{"measure": row.measure, "key": row.key, "value": row.value} for row in rows]
        show_json({"replication": run.replication, "measures": told})
        return
    if shared.quiet:
        return
    measures = {measure.id: measure for measure in MEASURES}
    show_table(
        _("Replication {number}").format(number=run.replication),
        [_("measure"), _("item"), _("value")],
        (
            (
                measures[row.measure].title(),
                key_name(measures[row.measure], row.key),
                quantity(row.value, measures[row.measure].unit),
            )
            for row in rows
        ),
        left=2,
    )
    click.echo(_("It is kept; the same command without --rerun has it in the tables."))
