"""Workers are started by the first task, once, and end with the block."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from allocator.simulation.studies.executors import Task, when_needed
from allocator.simulation.studies.executors.alone import Alone
from allocator.simulation.studies.runs.cell import Cell


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been started and ended."""
    said: list[str] = []

    @contextmanager
    def executing(workers: int, cluster: str | None) -> Iterator[Alone]:
        said.append(f"started {workers} {cluster}")
        yield Alone()
        said.append("ended")

    monkeypatch.setattr(when_needed, "executing", executing)
    return said


def tasks(*numbers: int) -> Iterator[Task]:
    cell: Any = Cell(0, b"no scenario", None, 1, 0, 0)  # type: ignore[arg-type]
    return (Task(cell, (number,)) for number in numbers)


def test_nothing_to_play_starts_nobody(told: list[str]) -> None:
    with ExitStack() as ending:
        executor = when_needed.WhenNeeded(2, None, ending)
        assert list(executor.played(tasks())) == []
        assert executor.workers == 0
    assert told == []


def test_the_first_task_starts_workers_for_all(told: list[str]) -> None:
    with ExitStack() as ending:
        executor = when_needed.WhenNeeded(2, "tcp://here", ending)
        first = list(executor.played(tasks(3, 4)))
        again = list(executor.played(tasks(5)))
        assert [each.task.replications for each in first + again] == [(3,), (4,), (5,)]
        assert executor.workers == 1
        assert told == ["started 2 tcp://here"]
    assert told == ["started 2 tcp://here", "ended"]
