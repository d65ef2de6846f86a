"""Processes that hold one thing: answers in order, errors as they are, nothing left running."""

import os
import signal
import time
import traceback
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from allocator.processes import ProcessEnded, RaisedElsewhere, processes_holding
from allocator.text import language, use_language


@dataclass(frozen=True)
class Shelf:
    """What the processes hold."""

    number: int


class Unsendable(Exception):
    """An error that is not made again from its arguments, as pickling takes it to be."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


def times(factor: int, shelf: Shelf) -> int:
    return factor * shelf.number


def waits_for(sign: Path, shelf: Shelf) -> bool:
    given_up = time.monotonic() + 60
    while not sign.exists() and time.monotonic() < given_up:
        time.sleep(0.01)
    return sign.exists()


def gives(sign: Path, shelf: Shelf) -> bool:
    sign.touch()
    return True


def fails(shelf: Shelf) -> None:
    raise ValueError("no such shelf")


def fails_unsendably(shelf: Shelf) -> None:
    raise Unsendable(1, 2)


def dies(shelf: Shelf) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def says(shelf: Shelf) -> tuple[str, int]:
    return language(), os.getpid()


def stays(shelf: Shelf) -> None:
    time.sleep(60)


def no_shelf() -> Shelf:
    raise ValueError("nothing to hold")


def answers(count, *tasks):
    with processes_holding(partial(Shelf, 7), count) as processes:
        return list(processes.in_order(tasks))


@pytest.mark.parametrize("tasks", [0, 1, 2, 9])
def test_answers_come_in_the_order_of_the_tasks(tasks):
    factors = range(tasks)
    assert answers(2, *(partial(times, factor) for factor in factors)) == [7 * f for f in factors]


def test_a_slow_task_holds_nobody_else_up(tmp_path):
    """The first task is not done before the last one has been."""
    sign = tmp_path / "sign"
    between = [partial(times, factor) for factor in range(10)]
    found = answers(2, partial(waits_for, sign), *between, partial(gives, sign))
    assert found == [True, *(7 * factor for factor in range(10)), True]


def test_an_error_comes_with_its_traceback():
    with pytest.raises(ValueError, match="no such shelf") as raised:
        answers(2, fails)
    assert isinstance(raised.value.__cause__, RaisedElsewhere)
    said = "".join(traceback.format_exception(raised.value))
    assert 'raise ValueError("no such shelf")' in said


def test_the_first_error_comes_after_all_answers_before_it(tmp_path):
    """Whichever arose first: the second task fails before the first is done."""
    sign = tmp_path / "sign"
    between = [fails, partial(times, 1), fails_unsendably]
    tasks = [partial(waits_for, sign), *between, partial(gives, sign)]
    with processes_holding(partial(Shelf, 7), 2) as processes:
        found = processes.in_order(tasks)
        assert next(found) is True
        with pytest.raises(ValueError, match="no such shelf"):
            next(found)


def test_an_error_that_cannot_be_sent_is_told():
    with pytest.raises(RuntimeError, match="Unsendable: 1 and 2"):
        answers(1, fails_unsendably)


def test_what_cannot_be_held_is_told():
    with (
        processes_holding(no_shelf, 2) as processes,
        pytest.raises(ValueError, match="nothing to hold"),
    ):
        list(processes.in_order([partial(times, 1)]))


def test_a_process_that_ends_is_told():
    with pytest.raises(ProcessEnded, match=r"status -9.*fewer workers"):
        answers(2, *[partial(times, 1)] * 3, dies, *[partial(times, 1)] * 9)


def test_processes_speak_the_language_in_use_and_end_at_once():
    use_language("zh")
    with processes_holding(partial(Shelf, 7), 2) as processes:
        found = processes.in_order([says, says, stays, stays])
        told = [next(found), next(found)]
    assert {said for said, _process in told} == {"zh"}
    for _said, process in told:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_tasks_are_drawn_as_they_are_needed():
    drawn = []

    def tasks():
        for factor in range(20):
            drawn.append(factor)
            yield partial(times, factor)

    with processes_holding(partial(Shelf, 7), 1) as processes:
        found = processes.in_order(tasks())
        assert (next(found), next(found)) == (0, 7)
        # Two in hand at first, and one more for each answer.
        assert drawn == [0, 1, 2, 3]
