"""A simulation on the terminal: what to expect of every measure."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.options import Shared
from allocator.simulation.remarks import contradicted, few, gap_accepted, interrupted, played
from allocator.text import _
from allocator.text.codes import named_code

if TYPE_CHECKING:
    import pandas as pd

    from allocator.simulation.measures import Measure
    from allocator.simulation.results import Simulation


def show_simulation(simulation: "Simulation", out: Path, shared: Shared) -> None:
    """The whole run's measures with their intervals, and where the files are."""
    from allocator.cli.show import show_json

    record = simulation.record
    whole = simulation.summary[simulation.summary["year"].isna()].drop(columns="year")
    if shared.json:
        show_json(dict(record) | {"summary": whole.to_dict("records")})
        return
    if cut_short := interrupted(record):
        click.echo(cut_short, err=True)
    if shared.quiet:
        return
    _show_measures(whole, simulation, shared)
    show_doubts(record["gap"], len(record["contradicted"]))
    if doubtful := few(record["replications"]["finished"]):
        click.echo(doubtful)
    click.echo(_("Simulation written to {folder}").format(folder=out))


def _show_measures(whole: "pd.DataFrame", simulation: "Simulation", shared: Shared) -> None:
    from allocator.cli.show import show_table
    from allocator.simulation.measures import MEASURES
    from allocator.simulation.measures.key_measures import KEY_MEASURES

    measures = {measure.id: measure for measure in MEASURES}
    shown = measures if shared.verbose else KEY_MEASURES
    show_table(
        played(dict(simulation.record) | {"lender": _lender(simulation.record["lender"])}),
        [_("measure"), _("item"), _("mean"), _("interval from"), _("interval to")],
        (
            _cells(row, measures[str(row.measure)])
            for row in whole.itertuples()
            if row.measure in shown
        ),
        left=2,
    )


def _lender(lender: str) -> str:
    from allocator.report.simulation.lenders import lender_name

    return named_code(lender_name(lender), lender)


def _cells(row: Any, measure: "Measure") -> tuple[str, ...]:
    from allocator.simulation.measures.item_names import key_name
    from allocator.simulation.measures.quantity import quantity

    numbers = (quantity(value, measure.unit) for value in (row.mean, row.low, row.high))
    return (measure.title(), key_name(measure, row.key), *numbers)


def show_doubts(gap: float, rounds: int) -> None:
    """What the reader of the numbers should know of how they came about.

    Parameters
    ----------
    gap : float
        The largest that was accepted in any round.
    rounds : int
        In which nothing was lent.
    """
    if accepted := gap_accepted(gap):
        click.echo(accepted)
    if refused := contradicted(rounds):
        click.echo(refused, err=True)
