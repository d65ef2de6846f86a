"""``allocator simulate``: the scenario played over years, many times."""

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from allocator.cli import exits
from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import RealRange, Shared, set_option, shared_options
from allocator.cli.reading import read_checked
from allocator.simulation.lender_names import LENDER_NAMES
from allocator.text import _

if TYPE_CHECKING:
    from allocator.scenario.scenario import Scenario
    from allocator.simulation.provenance import Asked
    from allocator.simulation.replication import Finished

REPLICATIONS = 100


@click.command(
    "simulate",
    help=_(
        "Play the scenario over YEARS, many times: people leave and are recruited, requests "
        "arrive, every January a lender decides, posts come back. Tells what to expect of every "
        "measure, and how surely."
    ),
)
@click.argument("scenario")
@click.option(
    "--years",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help=_("Annual rounds to play, the first in the scenario's base year."),
)
@click.option(
    "--replications",
    type=click.IntRange(1, 1_000_000),
    help=_("How many times; {default} where nothing is said.").format(default=REPLICATIONS),
)
@click.option(
    "--replication",
    type=click.IntRange(0, 2**63 - 1),
    metavar="NUMBER",
    help=_("Only the replication of this number, as it is among the others; they count from 0."),
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=0,
    show_default=True,
    help=_("Seed; the same seed gives the same answer."),
)
@click.option(
    "--lender",
    type=click.Choice(LENDER_NAMES),
    default=LENDER_NAMES[0],
    show_default=True,
    help=_("What decides the annual rounds."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help=_("Folder for the simulation's files."),
)
@click.option(
    "--workers",
    type=click.IntRange(0, 256),
    default=0,
    show_default=True,
    help=_("Processes that simulate at the same time; 0 for one per core."),
)
@click.option(
    "--confidence",
    type=RealRange(min=0, max=1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help=_("Confidence of the intervals of the means."),
)
@click.option(
    "--warm-up",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="YEARS",
    help=_("Years at the beginning that the measures of the whole run leave out."),
)
@click.option("--log", is_flag=True, help=_("Also write every change, for one replication."))
@click.option("--audit", is_flag=True, help=_("Also audit the plan of every round."))
@set_option
@shared_options
@reports_failures
def command(
    scenario: str,
    years: int,
    replications: int | None,
    replication: int | None,
    seed: int,
    lender: str,
    out: Path,
    workers: int,
    confidence: float,
    warm_up: int,
    log: bool,
    audit: bool,
    overrides: tuple[tuple[str, Any], ...],
    shared: Shared,
) -> int:
    """Read, play, write, show."""
    count = _count(replications, replication, log)
    if warm_up >= years:
        raise click.UsageError(
            _("--warm-up {warm_up}: expected fewer than the {years} years").format(
                warm_up=warm_up, years=years
            )
        )
    from allocator.cli.file_failures import refuse_unwritable
    from allocator.simulation.provenance import Asked
    from allocator.simulation.result_files import refuse_taken_folder

    refuse_taken_folder(out)
    refuse_unwritable(out)
    read = read_checked(scenario, overrides, shared)
    show_warnings(read.warnings, shared)
    asked = Asked(
        lender=lender,
        years=years,
        replications=count,
        first=replication or 0,
        seed=seed,
        confidence=confidence,
        warm_up=warm_up,
        log=log,
        audit=audit,
    )
    return _simulate(read, asked, workers, out, shared)


def _count(replications: int | None, replication: int | None, log: bool) -> int:
    """How many replications are asked for; refuses what does not go together."""
    if replication is not None and replications is not None:
        raise click.UsageError(
            _("--replication runs one replication, --replications many: give one of the two")
        )
    count = 1 if replication is not None else replications or REPLICATIONS
    if log and count > 1:
        raise click.UsageError(
            _(
                "--log writes the changes of one replication, not of {count}: add --replication 0 "
                "(or the number of another), or --replications 1"
            ).format(count=count)
        )
    return count


def _simulate(scenario: "Scenario", asked: "Asked", workers: int, out: Path, shared: Shared) -> int:
    from allocator.cli.simulate_shown import show_simulation
    from allocator.simulation.provenance import Effort
    from allocator.simulation.result_files import write_simulation
    from allocator.simulation.results import simulation_of

    began = monotonic()
    finished, interrupted = _finished(scenario, asked, workers, shared)
    simulation = simulation_of(scenario, asked, finished, Effort(monotonic() - began, workers))
    write_simulation(simulation, out)
    show_simulation(simulation, out, shared)
    return exits.INTERRUPTED if interrupted else exits.DONE


def _finished(
    scenario: "Scenario", asked: "Asked", workers: int, shared: Shared
) -> "tuple[list[Finished], bool]":
    """The replications, and whether Ctrl-C came before all had finished."""
    from allocator.cli.progress import counted
    from allocator.simulation.lenders import LENDERS
    from allocator.simulation.running import finished_replications

    finished: list[Finished] = []
    running = finished_replications(scenario, LENDERS[asked.lender], asked, workers)
    with counted(shared, _("Simulating"), asked.replications) as done:
        try:
            for each in running:
                finished.append(each)
                done()
        except KeyboardInterrupt:
            if not finished:
                raise
            return finished, True
    return finished, False
