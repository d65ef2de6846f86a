"""What an executor is given, what it gives back, and what it promises."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from allocator.simulation.studies.runs.cell import Cell, Run


@dataclass(frozen=True)
class Task:
    """Runs of one cell that are played together, long enough to be worth the way.

    Attributes
    ----------
    cell : Cell
        Large; the executor hands it to a worker once.
    replications : tuple of int
        At least one.
    """

    cell: Cell
    replications: tuple[int, ...]


@dataclass(frozen=True)
class Played:
    """A task that is done: its runs in order."""

    task: Task
    runs: tuple[Run, ...]


class Executor(Protocol):
    """Plays tasks, at the same time where it can."""

    @property
    def workers(self) -> int:
        """How many tasks it plays at the same time."""
        ...

    def played(self, tasks: Iterable[Task]) -> Iterator[Played]:
        """Tasks as they finish, in any order; every task that is drawn comes back once.

        A task is drawn when a worker is about to be free for it, so that tasks may be made in
        the light of those that have come back. Where a worker dies its tasks are played again by
        others, in the end run by run; a run that goes on costing workers comes back as a failure.
        """
        ...
