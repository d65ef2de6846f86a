"""The runs of a study: those that the store has, and those that are played now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from allocator.simulation.studies.executors import Executor, Task
from allocator.simulation.studies.runs.cell import Failure, Run
from allocator.simulation.studies.runs.measured import Measured
from allocator.simulation.studies.runs.planned import Planned
from allocator.simulation.studies.runs.store import Store

BATCH_SECONDS = 0.5
"""Least time that runs should take together that are handed to a worker."""

SHORTEST = 1e-4
"""Seconds that a run takes at least, whatever the clock says."""


@dataclass(frozen=True)
class Progress:
    """How far a study is.

    Attributes
    ----------
    done, total : int
        Runs that there are, and as many as are planned for now.
    failed : int
        Of those done.
    replications : int
        Planned for now of every cell.
    """

    done: int
    total: int
    failed: int
    replications: int


class Runs:
    """All runs of a study so far, by cell and replication.

    Parameters
    ----------
    planned : sequence of Planned
        Cells that differ in content.
    store : Store
        Where runs are kept as they finish.
    reuse : int
        Replications below this number are taken from the store where it has them.
    tell : callable
        Is told of progress.
    expired : callable
        Whether time is up: nothing more is begun then.
    """

    def __init__(
        self,
        planned: Sequence[Planned],
        store: Store,
        reuse: int,
        tell: Callable[[Progress], None],
        expired: Callable[[], bool],
    ) -> None:
        self.planned, self.store = planned, store
        self._tell, self._expired = tell, expired
        self.have = [_worth_keeping(store.runs_of(each.key, reuse)) for each in planned]
        self.reused = sum(map(len, self.have))
        self.played = 0
        self.seconds = 0.0
        self._failed = sum(_is_failure(run) for have in self.have for run in have.values())
        self._taken: dict[str, tuple[float, int]] = {}

    def complete(self, replications: int, executor: Executor) -> bool:
        """Play what is missing of the first so many replications of every cell.

        Returns
        -------
        bool
            Whether all are there: not if time was up before.
        """
        left = self._all_missing(replications)
        self._report(left, replications)
        for played in executor.played(self._tasks(replications)):
            place = played.task.cell.number
            each = self.planned[place]
            self.store.keep(each.key, each.content.text, played.runs)
            for run in played.runs:
                self._note(place, run)
            hopeless = self.hopeless(place)
            left = self._all_missing(replications) if hopeless else left - len(played.runs)
            self._report(left, replications)
        return not self._all_missing(replications)

    def common(self) -> int:
        """Replications that every cell has of the first 0, 1, 2, …"""
        counts = [
            next(number for number in range(len(have) + 1) if number not in have)
            for place, have in enumerate(self.have)
            if not self.hopeless(place)
        ]
        return min(counts, default=max(map(len, self.have), default=0))

    def hopeless(self, place: int) -> bool:
        """Whether every replication of a cell fails, whatever its chances."""
        first = self.have[place].get(0)
        return first is not None and isinstance(first.outcome, Failure) and first.outcome.always

    def _note(self, place: int, run: Run) -> None:
        self.have[place][run.replication] = run
        self.played += 1
        self._failed += _is_failure(run)
        if isinstance(run.outcome, Measured):
            self.seconds += run.outcome.seconds
            lender = self.planned[place].content.lender
            seconds, count = self._taken.get(lender, (0.0, 0))
            self._taken[lender] = (seconds + run.outcome.seconds, count + 1)

    def _missing(self, place: int, replications: int) -> list[int]:
        if self.hopeless(place):
            return []
        have = self.have[place]
        return [number for number in range(replications) if number not in have]

    def _tasks(self, replications: int) -> Iterator[Task]:
        """One cell after the other: a worker keeps what the runs of a cell have in common."""
        for place, each in enumerate(self.planned):
            waiting = self._missing(place, replications)
            cell = each.cell(place) if waiting else None
            while cell and waiting and not self.hopeless(place):
                if self._expired():
                    return
                size = self._size(each.content.lender)
                yield Task(cell, tuple(waiting[:size]))
                waiting = waiting[size:]

    def _size(self, lender: str) -> int:
        """Runs that take long enough together; one while it is not known how long it takes."""
        seconds, count = self._taken.get(lender, (BATCH_SECONDS, 1))
        return max(1, ceil(BATCH_SECONDS * count / max(seconds, SHORTEST * count)))

    def _all_missing(self, replications: int) -> int:
        cells = range(len(self.planned))
        return sum(len(self._missing(place, replications)) for place in cells)

    def _report(self, left: int, replications: int) -> None:
        done = self.reused + self.played
        self._tell(Progress(done, done + left, self._failed, replications))


def _worth_keeping(runs: dict[int, Run]) -> dict[int, Run]:
    """Without those that failed for no reason of their own, as when a process was killed."""
    return {
        number: run
        for number, run in runs.items()
        if not isinstance(run.outcome, Failure) or run.outcome.always or run.outcome.traceback
    }


def _is_failure(run: Run) -> bool:
    return isinstance(run.outcome, Failure)
