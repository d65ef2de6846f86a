"""A simulation on the terminal: what to expect of every measure."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.options import Shared
from allocator.text import _

if TYPE_CHECKING:
    import pandas as pd

    from allocator.simulation.measures import Measure
    from allocator.simulation.results import Simulation

KEY_MEASURES = (
    *("posts_asked", "posts_granted", "share_granted", "value_granted", "priority_met"),
    *("waiting_months", "fairness_gini", "utilisation", "smallest_balance", "idle_vacancies"),
    *("posts_overdue", "share_back_in_time", "contradicted_rounds"),
)
"""Measures that are shown without ``-v``."""


def show_simulation(simulation: "Simulation", out: Path, shared: Shared) -> None:
    """The whole run's measures with their intervals, and where the files are."""
    from allocator.cli.show import show_json

    record = simulation.record
    whole = simulation.summary[simulation.summary["year"].isna()].drop(columns="year")
    if shared.json:
        show_json(dict(record) | {"summary": whole.to_dict("records")})
        return
    counts = record["replications"]
    if record["status"] == "interrupted":
        click.echo(
            _("Interrupted: {finished} of {asked} replications have finished and are kept.").format(
                finished=counts["finished"], asked=counts["asked"]
            ),
            err=True,
        )
    if shared.quiet:
        return
    _show_measures(whole, simulation, shared)
    show_doubts(record["gap"], len(record["contradicted"]))
    click.echo(_("Simulation written to {folder}").format(folder=out))


def _show_measures(whole: "pd.DataFrame", simulation: "Simulation", shared: Shared) -> None:
    from allocator.cli.show import show_table
    from allocator.simulation.measures import MEASURES

    record = simulation.record
    last = record["base_year"] + record["years"] - 1
    title = _(
        "{first}–{last}, rounds decided by {lender}: mean of {count} replications and its interval "
        "({confidence} confidence)"
    ).format(
        first=record["base_year"],
        last=last,
        lender=record["lender"],
        count=record["replications"]["finished"],
        confidence=f"{100 * record['confidence']:g}%",
    )
    measures = {measure.id: measure for measure in MEASURES}
    shown = measures if shared.verbose else KEY_MEASURES
    show_table(
        title,
        [_("measure"), _("item"), _("mean"), _("interval from"), _("interval to")],
        (
            _cells(row, measures[str(row.measure)])
            for row in whole.itertuples()
            if row.measure in shown
        ),
        left=2,
    )


def _cells(row: Any, measure: "Measure") -> tuple[str, ...]:
    from allocator.cli.show import quantity

    numbers = (quantity(value, measure.unit) for value in (row.mean, row.low, row.high))
    return (measure.title(), row.key, *numbers)


def show_doubts(gap: float, contradicted: int) -> None:
    """What the reader of the numbers should know of how they came about.

    Parameters
    ----------
    gap : float
        The largest that was accepted in any round.
    contradicted : int
        Rounds in which nothing was lent.
    """
    if gap > 0:
        click.echo(
            _("Largest gap to the best bound that was accepted in any round: {gap}").format(
                gap=f"{gap:.3%}"
            )
        )
    if contradicted:
        click.echo(
            _(
                "Rounds in which nothing was lent, as the rules contradicted each other: {count}"
            ).format(count=contradicted),
            err=True,
        )
