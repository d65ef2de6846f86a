"""Processes that hold one thing and do tasks with it: started afresh, ended at once."""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from allocator.text import _, language, use_language

Held = TypeVar("Held")

AHEAD = 2
"""Tasks that a process has in hand, so that it need not wait for the next one."""


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


@dataclass(frozen=True)
class _Raised:
    error: Exception
    where: str


class Processes(Generic[Held]):
    """Working processes, each of which holds the same thing."""

    def __init__(self, workers: Sequence["_Worker"]) -> None:
        self._workers = {worker.connection: worker for worker in workers}

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
        while busy := [worker.connection for worker in self._workers.values() if worker.in_hand]:
            for connection in wait(busy):
                worker = self._workers[connection]  # type: ignore[index]
                place, answer = worker.answer()
                done[place] = answer
                worker.take_next(numbered)
            while following in done:
                yield _given(done.pop(following))
                following += 1


@contextmanager
def processes_holding(make: Callable[[], Held], count: int) -> Iterator[Processes[Held]]:
    """Start ``count`` processes that hold what ``make`` makes; they end when the block does.

    Parameters
    ----------
    make : callable
        Called in each of them; must be picklable.
    """
    # Not forked: threads that a solver has begun do not live on in a copy.
    context = multiprocessing.get_context("spawn")
    with TemporaryDirectory() as folder:
        # By a file: a process that ends while it is handed something long complains aloud.
        path = Path(folder) / "held"
        path.write_bytes(pickle.dumps(make))
        workers: list[_Worker] = []
        try:
            with _ctrl_c_ignored():
                workers += [_Worker(context, path) for _each in range(count)]
            yield Processes(workers)
        finally:
            for worker in workers:
                worker.end()
            for worker in workers:
                worker.process.join()


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

    def __init__(self, context: multiprocessing.context.SpawnContext, path: Path) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=_work, args=(theirs, str(path), language()), daemon=True
        )
        self.process.start()
        # Else nobody would notice that the process has ended.
        theirs.close()
        self.in_hand = 0

    def take_next(self, numbered: Iterator[tuple[int, Any]]) -> None:
        """Hand the process the next task, if there is one."""
        for task in numbered:
            try:
                self.connection.send(task)
            except OSError:
                raise self._ended() from None
            self.in_hand += 1
            return

    def answer(self) -> tuple[int, Any]:
        """Number of a task and what it gave."""
        try:
            place, answer = self.connection.recv()
        except (EOFError, OSError):
            raise self._ended() from None
        self.in_hand -= 1
        return place, answer

    def end(self) -> None:
        """Let the process end, whatever it is at."""
        self.connection.close()
        if self.in_hand:
            self.process.terminate()

    def _ended(self) -> ProcessEnded:
        self.process.join()
        return ProcessEnded(self.process.exitcode)


def _work(connection: "Connection[Any, Any]", path: str, language_in_use: str) -> None:
    """What a process does until it is ended, or the one that started it has gone."""
    if hasattr(os, "setsid"):
        os.setsid()
    if hasattr(os, "fork"):
        # Locks that libraries make (Pyomo does) are then nothing to be cleared up, which a process
        # that is ended at once could not do.
        multiprocessing.set_start_method("fork", force=True)
    use_language(language_in_use)
    held = _tried(lambda: pickle.loads(Path(path).read_bytes())())  # noqa: S301 - our own
    # What is there now stays: looking through it for garbage takes a tenth of the time.
    gc.collect()
    gc.freeze()
    try:
        while True:
            place, task = connection.recv()
            answer = held if isinstance(held, _Raised) else _tried(lambda: task(held))  # noqa: B023
            connection.send((place, answer))
    except (EOFError, BrokenPipeError):
        return


def _given(answer: Any) -> Any:
    if isinstance(answer, _Raised):
        raise answer.error from RaisedElsewhere(f"\n{answer.where}")
    return answer


def _tried(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Exception as error:  # the process that waits for the answer has to deal with it
        return _Raised(_sendable(error), traceback.format_exc())


def _sendable(error: Exception) -> Exception:
    """The error, or what it says where it does not survive the way to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # whatever else pickling it runs into
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
