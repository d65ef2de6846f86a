"""Processes that hold one thing and do tasks with it: started afresh, ended at once."""

import multiprocessing
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count as counted
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from allocator.text import _, language
from allocator.working_process import HELD, Raised, work

Held = TypeVar("Held")
Tag = TypeVar("Tag")

AHEAD = 2
"""Tasks that a process has in hand, so that it need not wait for the next one."""

NOT_BEGUN = 3
"""Processes in a row that end before they have begun: no further one would do better."""


class ProcessEnded(Exception):
    """A process ended before it had done its tasks."""

    def __init__(self, status: int | None) -> None:
        super().__init__(
            _(
                "a working process ended unexpectedly (status {status}); the machine may be short "
                "of memory: try again with fewer workers. A script of your own must start its "
                "work under “if __name__ == '__main__':”"
            ).format(status=status)
        )


class RaisedElsewhere(Exception):
    """Where an error arose in another process: its traceback, as the cause of the error."""


class Processes(Generic[Held]):
    """Working processes, each of which holds the same thing.

    Attributes
    ----------
    folder : Path
        For files that are shared with them; it goes when they do.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._workers: dict[Any, _Worker] = {}
        self._places = counted()
        self._not_begun = 0

    def in_order(self, tasks: Iterable[Callable[[Held], Any]]) -> Iterator[Any]:
        """What the tasks give, in the order of the tasks, each as soon as it may be.

        Parameters
        ----------
        tasks : iterable
            Must be picklable. A task is drawn only when a process is about to be free for it.

        Raises
        ------
        ProcessEnded
            A process ended before it had done its tasks.
        Exception
            What a task raised, when all before it have been given back.
        """
        numbered = enumerate(tasks)
        for _round in range(AHEAD):
            for worker in self._workers.values():
                worker.take_next(numbered)
        done: dict[int, Any] = {}
        following = 0
        while busy := self._busy():
            for connection in wait(busy):
                worker = self._workers[connection]
                if (told := worker.told()) is None:
                    continue
                place, answer = told
                done[place] = answer
                worker.take_next(numbered)
            while following in done:
                yield _given(done.pop(following))
                following += 1

    def as_they_finish(
        self, draw: Callable[[], tuple[Tag, Callable[[Held], Any]] | None]
    ) -> Iterator[tuple[Tag, Any]]:
        """What the tasks give, in whatever order; a process that ends is replaced by another.

        Parameters
        ----------
        draw : callable
            Gives the next task, which must be picklable, and a tag to know it by. It is asked when
            a process is about to be free, and again after each answer where it had none.

        Yields
        ------
        tag, answer
            The answer is a :class:`ProcessEnded` where the process ended at the task. What it had
            in hand besides is done by others.

        Raises
        ------
        ProcessEnded
            Processes end before they have begun.
        Exception
            What a task raised.
        """
        tags: dict[int, Tag] = {}
        back: deque[tuple[int, Any]] = deque()

        def numbered() -> Iterator[tuple[int, Any]]:
            while True:
                if back:
                    yield back.popleft()
                elif (drawn := draw()) is not None:
                    place = next(self._places)
                    tags[place], task = drawn
                    yield place, task
                else:
                    return

        while True:
            self._fill(numbered())
            for connection in wait(busy) if (busy := self._busy()) else ():
                place, answer, not_done = self._told(self._workers[connection])
                back.extend(task for task in not_done if task[0] in tags)
                # Not there: a task of a caller who did not wait for it.
                if place in tags:
                    yield tags.pop(place), _given(answer)
            if not busy:
                return

    def _busy(self) -> list[Any]:
        return [worker.connection for worker in self._workers.values() if worker.in_hand]

    def _fill(self, numbered: Iterator[tuple[int, Any]]) -> None:
        for most in range(1, AHEAD + 1):
            for worker in self._workers.values():
                if len(worker.in_hand) < most:
                    worker.take_next(numbered)

    def _told(self, worker: "_Worker") -> tuple[int | None, Any, list[tuple[int, Any]]]:
        """Number and answer of a task, if there is one, and tasks that have to be done again."""
        try:
            told = worker.told()
        except ProcessEnded as ended:
            self._replace(worker, ended)
            not_done = list(worker.in_hand)
            if not worker.begun:
                return None, None, not_done
            return not_done[0][0], ended, not_done[1:]
        self._not_begun = 0
        return (*told, []) if told else (None, None, [])

    def _replace(self, worker: "_Worker", ended: ProcessEnded) -> None:
        self._not_begun += not worker.begun
        if self._not_begun == NOT_BEGUN:
            raise ended
        del self._workers[worker.connection]
        worker.connection.close()
        self.start(1)

    def start(self, count: int) -> None:
        """Start so many more processes."""
        # Not forked: threads that a solver has begun do not live on in a copy.
        context = multiprocessing.get_context("spawn")
        with _ctrl_c_ignored():
            for _each in range(count):
                worker = _Worker(context, self.folder)
                self._workers[worker.connection] = worker

    def end(self) -> None:
        """Let all of them end, whatever they are at."""
        for worker in self._workers.values():
            worker.end()
        for worker in self._workers.values():
            worker.process.join()


@contextmanager
def processes_holding(make: Callable[[], Held], count: int) -> Iterator[Processes[Held]]:
    """Start ``count`` processes that hold what ``make`` makes; they end when the block does.

    Parameters
    ----------
    make : callable
        Called in each of them; must be picklable.
    """
    with TemporaryDirectory() as folder:
        # By a file: a process that ends while it is handed something long complains aloud.
        (Path(folder) / HELD).write_bytes(pickle.dumps(make))
        processes: Processes[Held] = Processes(Path(folder))
        try:
            processes.start(count)
            yield processes
        finally:
            processes.end()


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Ctrl-C is for the process that was started by hand, which ends the others."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Worker:
    """One process, as the one that started it sees it."""

    def __init__(self, context: multiprocessing.context.SpawnContext, folder: Path) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=work, args=(theirs, str(folder), language()), daemon=True
        )
        self.process.start()
        # Else nobody would notice that the process has ended.
        theirs.close()
        self.begun = False
        self.in_hand: deque[tuple[int, Any]] = deque()

    def take_next(self, numbered: Iterator[tuple[int, Any]]) -> None:
        """Hand the process the next task, if there is one."""
        for task in numbered:
            self.in_hand.append(task)
            # That it has ended is noticed when its answer is waited for.
            with suppress(OSError):
                self.connection.send(task)
            return

    def told(self) -> tuple[int, Any] | None:
        """Number of a task and what it gave; nothing where the process says that it has begun."""
        try:
            told: tuple[int, Any] | None = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            raise ProcessEnded(self.process.exitcode) from None
        self.begun = True
        if told is not None:
            self.in_hand.popleft()
        return told

    def end(self) -> None:
        """Let the process end, whatever it is at."""
        self.connection.close()
        if self.in_hand:
            self.process.terminate()


def _given(answer: Any) -> Any:
    if isinstance(answer, Raised):
        raise answer.error from RaisedElsewhere(f"\n{answer.where}")
    return answer
