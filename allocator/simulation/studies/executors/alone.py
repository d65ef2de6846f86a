"""Runs played in this process."""

from collections.abc import Iterable, Iterator

from allocator.simulation.studies.executors.executor import Played, Task
from allocator.simulation.studies.runs.cell import play


class Alone:
    """One worker, which is this process itself: there are no others."""

    workers = 1

    def played(self, tasks: Iterable[Task]) -> Iterator[Played]:
        """One task after the other."""
        for task in tasks:
            yield Played(task, play(task.cell, task.replications))
