"""Compare policies from Python: ``compare(source, study, store=…)``."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any

from allocator.simulation.lenders import Lender
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.layout import Override
from allocator.simulation.studies.executors.when_needed import WhenNeeded
from allocator.simulation.studies.measures_chosen import directions
from allocator.simulation.studies.ready import Ready, made_ready
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.results.described import (
    assumptions_table,
    failures_table,
    runs_table,
    settings_table,
)
from allocator.simulation.studies.results.outcomes import Outcomes
from allocator.simulation.studies.results.provenance import record_of
from allocator.simulation.studies.runs.cell import Run, play
from allocator.simulation.studies.runs.collecting import outcomes_of
from allocator.simulation.studies.runs.limits import Stopped, played_until_stopped
from allocator.simulation.studies.runs.running import Progress, Runs
from allocator.simulation.studies.runs.store import Store
from allocator.simulation.studies.statistics.tables import statistics_of
from allocator.text import _

HOUR = 3600.0


class NothingPlayed(Exception):
    """Every run of a study failed.

    Attributes
    ----------
    contradicted : bool
        The rules contradict each other in every setting, whatever the chances.
    """

    def __init__(self, run: str, why: str, contradicted: bool) -> None:
        self.contradicted = contradicted
        super().__init__(
            _(
                "every run of the study failed, so there is nothing to compare. The first: {why}. "
                "To play it again alone: --rerun {run}"
            ).format(run=run, why=why)
        )


class UnknownRun(Exception):
    """There is no such run in the store, or it is of another study."""


def compare(
    source: str | Path,
    study: Study | str | Path,
    *,
    overrides: Iterable[Override] = (),
    lenders: Mapping[str, Lender] | None = None,
    store: Store | Path | None = None,
    workers: int = 0,
    cluster: str | None = None,
    resume: bool = True,
    progress: Callable[[Progress], None] | None = None,
) -> Comparison:
    """Play a study, and compare its settings.

    Parameters
    ----------
    source : str or Path
        Folder of a scenario, or name of a built-in one.
    study : Study, str or Path
        A study, its file, or the name of one in the scenario's folder ``studies``.
    overrides : iterable of (key, value)
        Keys and cells that the whole study sets, after its own ``[set]``.
    lenders : mapping
        Lenders of the caller's own, by the names that the study calls them by; each with an
        attribute ``version``. The study must have been made with these names known, see
        :func:`~allocator.simulation.studies.study_file.study_of`.
    store : Store, Path or None
        Where runs are kept as they finish, and found again; ``None`` keeps them nowhere.
    workers : int
        Local processes, 0 for one per core. Results do not depend on it.
    cluster : str or None
        Address of a Dask scheduler, which plays the runs instead.
    resume : bool
        Use the runs that the store has; else play every run again.
    progress : callable
        Is told how far the study is.

    Returns
    -------
    Comparison

    Raises
    ------
    InvalidData
        With every problem of the study or of the scenarios.
    LenderWithoutVersion
        A lender of the caller's own does not say which version of it runs are from.
    UnknownLender, ValueError
        A lender is not known, or the caller's own has a name of another.
    NothingPlayed
        Every run failed.
    BudgetEnded
        The hours of the budget ended before the settings could be compared.
    StoreUnusable
        The store cannot be read or written.
    KeyboardInterrupt
        Ctrl-C was pressed; the runs that had finished are in the store.
    """
    ready = made_ready(source, study, overrides, lenders)
    return compared(
        ready, store=store, workers=workers, cluster=cluster, resume=resume, progress=progress
    )


def compared(
    ready: Ready,
    *,
    store: Store | Path | None = None,
    workers: int = 0,
    cluster: str | None = None,
    resume: bool = True,
    progress: Callable[[Progress], None] | None = None,
) -> Comparison:
    """As :func:`compare`, of a study that has been made ready."""
    began = perf_counter()
    opened = store if isinstance(store, Store) else Store(store)
    try:
        runs = Runs(
            ready.plan.planned,
            opened,
            ready.study.replications.most if resume else 0,
            progress or _unheard,
            _expired(ready.study, began),
        )
        with ExitStack() as ending:
            executor = WhenNeeded(workers, cluster, ending)
            stopped = played_until_stopped(
                ready, runs, executor, lambda count: _outcomes(ready, runs, count)
            )
            count = executor.workers
    finally:
        if opened is not store:
            opened.close()
    return _comparison(ready, runs, stopped, perf_counter() - began, count)


def _unheard(progress: Progress) -> None:
    """Nobody wants to know."""


def _expired(study: Study, began: float) -> Callable[[], bool]:
    hours = study.budget.hours
    if hours is None:
        return lambda: False
    ends = began + float(hours) * HOUR
    return lambda: perf_counter() > ends


def _outcomes(ready: Ready, runs: Runs, replications: int) -> Outcomes:
    return outcomes_of(ready.study, ready.plan, runs.have, ready.scenario.base_year, replications)


def _comparison(
    ready: Ready, runs: Runs, stopped: Stopped, seconds: float, workers: int
) -> Comparison:
    study, layout = ready.study, ready.layout
    failures = failures_table(layout, ready.plan, runs.have, stopped.replications)
    outcomes = _outcomes(ready, runs, stopped.replications)
    if not outcomes.items:
        first = failures.iloc[0]
        contradicted = all(map(runs.hopeless, range(len(ready.plan.planned))))
        raise NothingPlayed(first["run"], first["error"], contradicted)
    tables, found = statistics_of(study, layout, outcomes, directions(study))
    return Comparison(
        tables={
            "settings": settings_table(study, layout),
            "assumptions": assumptions_table(study, layout),
            **tables,
            "runs": runs_table(layout, outcomes),
            "failures": failures,
        },
        record=record_of(ready, runs, stopped) | found,
        effort=_effort(runs, seconds, workers),
    )


def _effort(runs: Runs, seconds: float, workers: int) -> dict[str, Any]:
    busy = runs.seconds / (workers * seconds) if runs.played else 0.0
    return {
        "seconds": round(seconds, 3),
        "workers": workers,
        "runs_played": runs.played,
        "runs_reused": runs.reused,
        "seconds_in_runs": round(runs.seconds, 3),
        "share_outside_runs": round(1 - busy, 4) if runs.played else None,
    }


def rerun(ready: Ready, store: Store, beginning: str) -> Run:
    """Play one run again, alone and in this process, and keep what it comes to.

    Parameters
    ----------
    beginning : str
        Of the run's key, as ``failures.csv`` has it; enough of it to name one run.

    Raises
    ------
    UnknownRun
        No run, or more than one, has such a key; or the run is of another study.
    """
    found = store.find(beginning) if beginning else []
    if len(found) != 1:
        message = (
            _("no run in the store has a key that begins with “{beginning}”")
            if not found
            else _("several runs have a key that begins with “{beginning}”: give more of it")
        )
        raise UnknownRun(message.format(beginning=beginning))
    for number, planned in enumerate(ready.plan.planned):
        if planned.key == found[0].cell:
            (run,) = play(planned.cell(number), (found[0].run.replication,))
            store.keep(planned.key, planned.content.text, [run])
            return run
    raise UnknownRun(
        _(
            "the run {run} is not one of this study: the scenario, the study or the software has "
            "changed since it was played"
        ).format(run=found[0].key)
    )
