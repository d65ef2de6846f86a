"""Workers that are started when there is something to play."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain

from allocator.simulation.studies.executors.executor import Executor, Played, Task
from allocator.simulation.studies.executors.starting import executing


class WhenNeeded:
    """An executor that is started by its first task: a study whose runs are all there has none.

    Parameters
    ----------
    workers, cluster
        As of :func:`~allocator.simulation.studies.executors.starting.executing`.
    ending : ExitStack
        Ends the workers.
    """

    def __init__(self, workers: int, cluster: str | None, ending: ExitStack) -> None:
        self._asked = workers, cluster
        self._ending = ending
        self._started: Executor | None = None

    @property
    def workers(self) -> int:
        """How many there are; none before the first task."""
        return 0 if self._started is None else self._started.workers

    def played(self, tasks: Iterable[Task]) -> Iterator[Played]:
        """Tasks as they finish."""
        waiting = iter(tasks)
        for first in waiting:
            if self._started is None:
                self._started = self._ending.enter_context(executing(*self._asked))
            yield from self._started.played(chain([first], waiting))
