"""Processes that hold one thing: answers in order, errors as they are, nothing left running."""

import os
import signal
import subprocess
import sys
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


def ends_at_once() -> Shelf:
    os._exit(7)


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


def as_they_finish(count, *tasks):
    """Tags, from 0, and what the tasks gave."""
    numbered = enumerate(tasks)
    with processes_holding(partial(Shelf, 7), count) as processes:
        return list(processes.as_they_finish(lambda: next(numbered, None)))


def test_answers_come_as_they_are_there(tmp_path):
    sign = tmp_path / "sign"
    # In hand at first: the first and the third of one process, the others of the other.
    tasks = [partial(waits_for, sign), partial(times, 2), partial(times, 3), partial(gives, sign)]
    found = as_they_finish(2, *tasks)
    assert found[0] == (1, 14)
    assert sorted(found) == [(0, True), (1, 14), (2, 21), (3, True)]


def test_another_process_takes_over_from_one_that_ends():
    """Only the task at which it ended is told of: what it had in hand besides is done."""
    between = [partial(times, factor) for factor in range(6)]
    found = dict(as_they_finish(2, dies, *between, dies, *between))
    ended = [found.pop(place) for place in (0, 7)]
    assert all(isinstance(each, ProcessEnded) for each in ended)
    assert found == {place: 7 * ((place - 1) % 7) for place in (*range(1, 7), *range(8, 14))}


def test_processes_that_cannot_begin_are_not_replaced_for_ever():
    with (
        processes_holding(ends_at_once, 2) as processes,
        pytest.raises(ProcessEnded, match="status 7"),
    ):
        list(processes.as_they_finish(lambda: (0, partial(times, 1))))


def test_tasks_may_be_made_of_answers():
    """What is asked for a task has none until the first answer has come."""
    waiting, found = [partial(times, 1)], []

    def draw():
        return (None, waiting.pop()) if waiting else None

    with processes_holding(partial(Shelf, 7), 2) as processes:
        for _tag, answer in processes.as_they_finish(draw):
            found.append(answer)
            if answer == 7:
                waiting += [partial(times, factor) for factor in (2, 3, 4)]
    assert sorted(found) == [7, 14, 21, 28]


def test_answers_that_nobody_waited_for_are_not_mixed_up():
    with processes_holding(partial(Shelf, 7), 2) as processes:
        before = enumerate([partial(times, factor) for factor in range(9)])
        assert next(processes.as_they_finish(lambda: next(before, None)))[0] in (0, 1)
        after = enumerate([partial(times, 10), partial(times, 11)])
        found = sorted(processes.as_they_finish(lambda: next(after, None)))
    assert found == [(0, 70), (1, 77)]


def test_an_error_of_a_task_is_raised_as_it_comes():
    with pytest.raises(ValueError, match="no such shelf"):
        as_they_finish(2, fails)


ORPHANS = """
from functools import partial
from pathlib import Path
from allocator.processes import processes_holding
from tests.test_processes import Shelf, says, stays

if __name__ == "__main__":
    tasks = iter([(0, says), (1, says), (2, stays), (3, stays)])
    with processes_holding(partial(Shelf, 7), 2) as processes:
        print(processes.folder, flush=True)
        for _tag, answer in processes.as_they_finish(lambda: next(tasks, None)):
            print(answer[1], flush=True)
"""


def test_processes_end_when_the_one_that_started_them_is_killed(tmp_path):
    """At once, though they are at something that takes a minute, and with their files."""
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=os.environ | path
    ) as started:
        try:
            folder, *processes = (started.stdout.readline().strip() for _each in range(3))
        finally:
            started.kill()
    began = time.monotonic()
    while time.monotonic() - began < 30 and (any(map(lives, processes)) or Path(folder).exists()):
        time.sleep(0.02)
    assert not any(map(lives, processes))
    assert not Path(folder).exists()


def lives(process):
    """Whether there is such a process, other than one that waits for its status to be read."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
