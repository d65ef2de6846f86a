"""Tasks under way: what is to be played next, what to play again, what has come together."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from allocator.simulation.running import LenderNotPicklable
from allocator.simulation.studies.executors.executor import Played, Task
from allocator.simulation.studies.executors.parcels import Answer, NotUnpacked, Wanted
from allocator.simulation.studies.runs.cell import Failure, Run

WHY = (
    "every worker that played this run ended unexpectedly; it may need more memory than a worker "
    "has"
)
"""In English, as all that is kept of runs."""


@dataclass(frozen=True)
class Part:
    """Runs of a task that are played together: all of them, unless it cost workers.

    Attributes
    ----------
    task : Task
        That it is a part of.
    replications : tuple of int
        Its runs.
    cost : int
        Workers that ended while they were at it.
    wanted : bool
        A worker has asked for the cell.
    runs : dict
        Runs of the whole task that are done, by replication; all its parts share it.
    """

    task: Task
    replications: tuple[int, ...]
    cost: int = 0
    wanted: bool = False
    runs: dict[int, Run] = field(default_factory=dict)


class Attempts:
    """The tasks of one call, drawn as they are asked for."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = iter(tasks)
        self._again: deque[Part] = deque()

    @property
    def suspects(self) -> bool:
        """Whether runs that may have cost workers wait for being played by themselves."""
        return any(part.cost for part in self._again)

    def draw(self) -> Part | None:
        """What to play next, first of all what is to be played again; nothing for now: ``None``."""
        if self._again:
            return self._again.popleft()
        task = next(self._tasks, None)
        return None if task is None else Part(task, task.replications)

    def again(self, part: Part) -> None:
        """Have it played once more."""
        self._again.append(part)

    def run_by_run(self, part: Part) -> None:
        """Have each of its runs played by itself."""
        for number in part.replications:
            self.again(replace(part, replications=(number,)))

    def answered(self, part: Part, answer: Answer) -> Played | None:
        """Take in what a worker answered: the task, when that was the last that it lacked.

        Raises
        ------
        LenderNotPicklable
            The lender cannot be unpacked there.
        """
        if isinstance(answer, NotUnpacked):
            raise LenderNotPicklable(part.task.cell.lender, answer.why)
        if isinstance(answer, Wanted):
            self.again(replace(part, wanted=True))
            return None
        return self._done(part, answer)

    def _done(self, part: Part, runs: Iterable[Run]) -> Played | None:
        """Put the runs of a part to those of its task: the task, when it has them all."""
        part.runs.update((run.replication, run) for run in runs)
        wanted = part.task.replications
        if len(part.runs) < len(wanted):
            return None
        return Played(part.task, tuple(part.runs[number] for number in wanted))

    def given_up(self, part: Part) -> Played | None:
        """Record that every worker that played its runs has ended."""
        failure = Failure(f"WorkerDied: {WHY}", "")
        return self._done(part, (Run(number, failure) for number in part.replications))
