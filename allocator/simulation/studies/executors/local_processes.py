"""Runs played in processes of this machine."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from allocator.processes import ProcessEnded, Processes, processes_holding
from allocator.simulation.studies.executors.attempts import Attempts, Part
from allocator.simulation.studies.executors.executor import Executor, Played, Task
from allocator.simulation.studies.executors.parcels import Answer, Packing, Unpacking

MOST_WORKERS = 3
"""Workers that a run may cost."""

FILES = 32
"""Cells that lie packed in files; one that a worker finds no longer is written again."""


@contextmanager
def local_processes(workers: int) -> Iterator[Executor]:
    """Start so many processes; they end when the block does."""
    with processes_holding(Unpacking, workers) as processes:
        yield LocalProcesses(processes, workers)


class LocalProcesses:
    """As many workers as there are processes."""

    def __init__(self, processes: Processes[Unpacking], workers: int) -> None:
        self.workers = workers
        self._processes = processes
        self._packing = Packing()
        self._files: OrderedDict[str, Path] = OrderedDict()

    def played(self, tasks: Iterable[Task]) -> Iterator[Played]:
        """Tasks as they finish.

        Raises
        ------
        LenderNotPicklable
            The lender is the caller's own, and cannot be handed to other processes.
        ProcessEnded
            Processes end before they have begun.
        """
        attempts = Attempts(tasks)

        def draw() -> tuple[Part, partial[Answer]] | None:
            part = attempts.draw()
            return None if part is None else (part, self._errand(part))

        for part, answer in self._processes.as_they_finish(draw):
            if isinstance(answer, ProcessEnded):
                played = _lost(attempts, part)
            else:
                played = attempts.answered(part, answer)
            if played is not None:
                yield played

    def _errand(self, part: Part) -> partial[Answer]:
        """What a worker is handed: the cell by a file, which it reads where it has it not yet."""
        parcel = self._packing.packed(part.task.cell)
        path = self._processes.folder / parcel.name
        if not path.exists():
            _appear(path, parcel.content)
        self._files[parcel.name] = path
        self._files.move_to_end(parcel.name)
        if len(self._files) > FILES:
            _name, oldest = self._files.popitem(last=False)
            oldest.unlink()
        return partial(_played, parcel.name, path, part.replications)


def _lost(attempts: Attempts, part: Part) -> Played | None:
    """Play it again as it is; when that cost a worker too, run by run; then give it up."""
    part = replace(part, cost=part.cost + 1)
    if part.cost == MOST_WORKERS:
        return attempts.given_up(part)
    if part.cost == MOST_WORKERS - 1:
        attempts.run_by_run(part)
    else:
        attempts.again(part)
    return None


def _appear(path: Path, content: bytes) -> None:
    """Put the file there whole: a worker that was handed an earlier errand may look for it."""
    aside = path.with_suffix(".part")
    aside.write_bytes(content)
    aside.replace(path)


def _played(name: str, path: Path, replications: tuple[int, ...], unpacking: Unpacking) -> Answer:
    return unpacking.played(name, lambda: _content(path), replications)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
