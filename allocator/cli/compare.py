"""``allocator compare``: a study of policies, run by run, with statistics that hold."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli import exits
from allocator.cli.failures import fail, reports_failures, say, show_warnings
from allocator.cli.options import Shared, set_option, shared_options
from allocator.text import _

if TYPE_CHECKING:
    from allocator.simulation.studies.ready import Ready
    from allocator.simulation.studies.results.comparison import Comparison
    from allocator.simulation.studies.runs.running import Progress


@dataclass(frozen=True)
class Where:
    """What is played, where runs are played and kept, and files are written.

    Attributes
    ----------
    scenario : str
        As the user names it.
    out, store : Path
        Folder of the files; file that keeps the runs.
    workers : int
        Processes on this machine, 0 for one per core.
    cluster : str or None
        Address of a scheduler, in place of them.
    """

    scenario: str
    out: Path
    store: Path
    workers: int
    cluster: str | None


@click.command(
    "compare",
    help=_(
        "Compare policies: play every setting of STUDY, a file or the name of one of the "
        "scenario's studies, under every assumption, many times with the same chances. Tells "
        "means, differences from the baseline and which settings may be best, and how surely. "
        "Runs are kept as they finish: the same command goes on where it was interrupted."
    ),
)
@click.argument("scenario")
@click.argument("study")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help=_("Folder for the study's files."),
)
@click.option(
    "--workers",
    type=click.IntRange(0, 256),
    help=_("Processes that simulate at the same time; 0, or nothing said, for one per core."),
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help=_("Simulate on a Dask cluster instead, whose scheduler is at tcp://… or tls://…"),
)
@click.option(
    "--resume/--no-resume",
    default=True,
    show_default=True,
    help=_("Use the runs that are there from before; otherwise play every run again."),
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("File that runs are kept in, which studies may share; runs.sqlite3 in the folder."),
)
@click.option(
    "--rerun",
    metavar="RUN",
    help=_("Only play one run of failures.csv again, and tell what it comes to or why it fails."),
)
@set_option
@shared_options
@reports_failures
def command(
    scenario: str,
    study: str,
    out: Path,
    workers: int | None,
    cluster: str | None,
    resume: bool,
    store: Path | None,
    rerun: str | None,
    overrides: tuple[tuple[str, Any], ...],
    shared: Shared,
) -> int:
    """Read, play, write, show."""
    if cluster is not None and workers is not None:
        raise click.UsageError(
            _("--workers is for processes on this machine, --cluster for others: give one of both")
        )
    from allocator.cli.file_failures import refuse_unwritable
    from allocator.simulation.studies.ready import made_ready
    from allocator.simulation.studies.results.comparison_files import STORE, refuse_taken_folder

    kept = store or out / STORE
    if rerun is None:
        refuse_taken_folder(out, kept)
        refuse_unwritable(out)
    elif not kept.is_file():
        return fail(_("{file}: no such file; no run has been kept").format(file=kept), shared)
    ready = made_ready(scenario, study, overrides)
    show_warnings(ready.warnings, shared)
    where = Where(scenario, out, kept, workers or 0, cluster)
    try:
        if rerun is not None:
            return _rerun(ready, where, rerun, shared)
        return _compare(ready, where, resume, shared)
    except _failures() as error:
        return fail(str(error), shared)


def _failures() -> tuple[type[Exception], ...]:
    """What may go wrong, other than in a run, and is not a fault of this software."""
    from allocator.simulation.studies.compare import UnknownRun
    from allocator.simulation.studies.executors.cluster_failures import (
        ClusterLost,
        ClusterNotInstalled,
        ClusterNotReached,
        ClusterWithoutWorkers,
        OtherVersion,
        WorkerUnfit,
    )
    from allocator.simulation.studies.runs.store import StoreUnusable

    cluster = (ClusterLost, ClusterNotInstalled, ClusterNotReached, ClusterWithoutWorkers)
    return (
        *(StoreUnusable, UnknownRun),
        *(*cluster, OtherVersion, WorkerUnfit),
    )


def _compare(ready: "Ready", where: Where, resume: bool, shared: Shared) -> int:
    from allocator.cli.compare_shown import show_comparison
    from allocator.cli.not_playable import told
    from allocator.simulation.studies.compare import NothingPlayed
    from allocator.simulation.studies.results.comparison_files import write_comparison
    from allocator.simulation.studies.runs.limits import BudgetEnded

    _warn_of_cluster(where.cluster, shared)
    seen: list[Progress] = []
    try:
        comparison = _compared(ready, where, resume, shared, seen)
    except KeyboardInterrupt:
        if not seen:
            raise
        return _interrupted(seen[-1], ready, where)
    except BudgetEnded as error:
        say(str(error), shared)
        return exits.NO_PLAN
    except NothingPlayed as error:
        if not error.contradicted:
            return fail(str(error), shared)
        say(told(where.scenario, ready, ready.cells), shared)
        return exits.CONTRADICTION
    write_comparison(comparison, where.out, where.store)
    show_comparison(comparison, where.out, shared)
    if cells := comparison.record["not_playable"]:
        click.echo(told(where.scenario, ready, [tuple(cell) for cell in cells]), err=True)
    return exits.FAILURE if len(comparison.tables["failures"]) else exits.DONE


def _compared(
    ready: "Ready", where: Where, resume: bool, shared: Shared, seen: "list[Progress]"
) -> "Comparison":
    """What the study comes to; how far it is goes to ``seen`` and to the terminal."""
    from allocator.cli.progress import runs_progress
    from allocator.simulation.studies.compare import compared

    with runs_progress(shared) as show:

        def tell(news: "Progress") -> None:
            seen[:] = [news]
            show(news)

        return compared(
            ready,
            store=where.store,
            workers=where.workers,
            cluster=where.cluster,
            resume=resume,
            progress=tell,
        )


def _interrupted(news: "Progress", ready: "Ready", where: Where) -> int:
    """More may have been kept than was told of."""
    from allocator.simulation.studies.runs.store import Store

    most = ready.study.replications.most
    with Store(where.store) as store:
        kept = sum(len(store.runs_of(each.key, most)) for each in ready.plan.planned)
    click.echo(
        _(
            "Interrupted: {done} of {total} runs are kept in {file}; the same command goes on "
            "from there."
        ).format(done=kept, total=max(kept, news.total), file=where.store),
        err=True,
    )
    return exits.INTERRUPTED


def _warn_of_cluster(address: str | None, shared: Shared) -> None:
    """Of a connection that others could listen to or use."""
    if address is None or shared.quiet or shared.json:
        return
    from allocator.simulation.studies.executors.starting import cluster_warning

    if warning := cluster_warning(address):
        click.echo(_("Warning: {warning}").format(warning=warning), err=True)


def _rerun(ready: "Ready", where: Where, beginning: str, shared: Shared) -> int:
    from allocator.cli.rerun_shown import show_rerun
    from allocator.simulation.studies.compare import rerun
    from allocator.simulation.studies.runs.cell import Failure
    from allocator.simulation.studies.runs.store import Store

    with Store(where.store) as store:
        run = rerun(ready, store, beginning)
    show_rerun(run, ready.study, shared)
    return exits.FAILURE if isinstance(run.outcome, Failure) else exits.DONE
