"""Which runs are played: those that are missing, in batches that are worth the way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from allocator.simulation.studies.executors import Played, Task
from allocator.simulation.studies.runs.cell import Cell, Run
from allocator.simulation.studies.runs.keys import Content, digest
from allocator.simulation.studies.runs.running import Progress, Runs
from allocator.simulation.studies.runs.store import Store
from tests.simulation.studies.kept_runs import came_to, failed


def planned(lender: str, **content: Any) -> Any:
    made = Content("f" * 64, content, lender, 1, 0, 0)
    return SimpleNamespace(
        content=made,
        key=digest(made.text),
        cell=lambda number: Cell(number, b"", None, 1, 0, 0),  # type: ignore[arg-type]
    )


@dataclass
class Pretending:
    """An executor whose runs take as long as they are said to, ``ahead`` tasks in hand."""

    seconds: float = 0.2
    ahead: int = 1
    fails: Sequence[tuple[int, int]] = ()
    always: bool = False
    workers: int = 1
    tasks: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    def played(self, tasks: Iterable[Task]) -> Iterator[Played]:
        waiting: list[Task] = []
        for task in tasks:
            self.tasks.append((task.cell.number, task.replications))
            waiting.append(task)
            if len(waiting) > self.ahead:
                yield self.done(waiting.pop(0))
        # The other way round: nothing may depend on the order.
        yield from map(self.done, reversed(waiting))

    def done(self, task: Task) -> Played:
        return Played(task, tuple(self.run(task.cell.number, n) for n in task.replications))

    def run(self, place: int, number: int) -> Run:
        if (place, number) in self.fails:
            return failed(number, always=self.always)
        return came_to(number, 100 * place + number, seconds=self.seconds)


@dataclass
class Watched:
    told: list[Progress] = field(default_factory=list)

    def __call__(self, progress: Progress) -> None:
        self.told.append(progress)


def runs_of(
    cells: Sequence[Any], store: Store, reuse: int = 1000, watched: Any = None, expired: Any = None
) -> Runs:
    return Runs(cells, store, reuse, watched or Watched(), expired or (lambda: False))


CELLS = [planned("first_come", a=1), planned("first_come", a=2)]


def test_every_run_is_played_once_and_kept() -> None:
    with Store(None) as store:
        runs, executor = runs_of(CELLS, store), Pretending()
        assert runs.complete(7, executor)
        played = [(place, n) for place, numbers in executor.tasks for n in numbers]
        assert sorted(played) == [(place, n) for place in (0, 1) for n in range(7)]
        assert [list(store.runs_of(cell.key, 9)) for cell in CELLS] == [list(range(7))] * 2
        assert runs.have[1][6] == came_to(6, 106, seconds=0.2)
        assert (runs.played, runs.reused) == (14, 0)


def test_more_replications_play_only_those_that_are_missing() -> None:
    with Store(None) as store:
        runs = runs_of(CELLS, store)
        runs.complete(3, Pretending())
        executor = Pretending()
        assert runs.complete(5, executor)
        assert sorted(n for _place, numbers in executor.tasks for n in numbers) == [3, 3, 4, 4]


def test_a_study_goes_on_with_what_the_store_has() -> None:
    with Store(None) as store:
        runs_of(CELLS, store).complete(3, Pretending())
        executor = Pretending()
        runs = runs_of([CELLS[1], planned("first_come", a=3)], store)
        assert runs.reused == 3
        assert runs.complete(4, executor)
        # Of the cell that the former study had too only the fourth is new.
        assert [numbers for place, numbers in executor.tasks if place == 0] == [(3,)]
        again = Pretending()
        assert runs_of(CELLS, store, reuse=0).complete(3, again)
        assert sum(len(numbers) for _place, numbers in again.tasks) == 6


def test_batches_take_half_a_second_once_it_is_known_how_long_a_run_takes() -> None:
    with Store(None) as store:
        executor = Pretending(seconds=0.1, ahead=0)
        runs_of(CELLS[:1], store).complete(12, executor)
        # One to find out; then 5 × 0.1 s.
        assert [len(numbers) for _place, numbers in executor.tasks] == [1, 5, 5, 1]


def test_long_runs_are_handed_out_one_by_one() -> None:
    with Store(None) as store:
        executor = Pretending(seconds=3, ahead=0)
        runs_of(CELLS[:1], store).complete(3, executor)
        assert [numbers for _place, numbers in executor.tasks] == [(0,), (1,), (2,)]


def test_one_cell_comes_after_the_other() -> None:
    with Store(None) as store:
        executor = Pretending()
        runs_of(CELLS, store).complete(9, executor)
        places = [place for place, _numbers in executor.tasks]
        assert places == sorted(places)


def test_a_failed_run_is_kept_and_not_played_again() -> None:
    with Store(None) as store:
        runs_of(CELLS, store).complete(4, Pretending(fails=[(0, 2)]))
        executor = Pretending()
        runs = runs_of(CELLS, store)
        assert runs.complete(4, executor)
        assert executor.tasks == []
        assert runs.have[0][2] == failed(2)
        assert runs.common() == 4


def test_a_run_that_was_killed_without_a_reason_of_its_own_is_played_again() -> None:
    with Store(None) as store:
        lost = failed(1, "WorkerDied: three workers ended").outcome
        killed = Run(1, type(lost)(lost.error, ""))  # type: ignore[union-attr, call-arg]
        store.keep(CELLS[0].key, "{}", [came_to(0, 1), killed])
        executor = Pretending()
        assert runs_of(CELLS[:1], store).complete(2, executor)
        assert executor.tasks == [(0, (1,))]


def test_what_fails_alike_in_every_run_is_played_no_further() -> None:
    with Store(None) as store:
        runs, executor = runs_of(CELLS, store), Pretending(ahead=0, fails=[(0, 0)], always=True)
        assert runs.complete(50, executor)
        assert [task for task in executor.tasks if task[0] == 0] == [(0, (0,))]
        assert (runs.hopeless(0), runs.hopeless(1)) == (True, False)
        assert runs.common() == 50
        assert len(runs.have[1]) == 50


def test_when_time_is_up_nothing_more_is_begun() -> None:
    answers = iter([False, False, True, True, True])
    with Store(None) as store:
        runs, executor = runs_of(CELLS, store, expired=lambda: next(answers)), Pretending(seconds=9)
        assert not runs.complete(5, executor)
        assert len(executor.tasks) == 2
        # The second cell has none.
        assert (len(runs.have[0]), runs.common()) == (2, 0)


def test_what_all_cells_have_in_common_counts_from_the_first_replication_on() -> None:
    with Store(None) as store:
        store.keep(CELLS[0].key, "{}", [came_to(n, 1) for n in (0, 1, 2, 5)])
        store.keep(CELLS[1].key, "{}", [came_to(n, 1) for n in range(9)])
        assert runs_of(CELLS, store).common() == 3


def test_progress_is_told_before_and_after_every_batch() -> None:
    watched = Watched()
    with Store(None) as store:
        runs = runs_of(CELLS, store, watched=watched)
        runs.complete(2, Pretending(fails=[(1, 0)]))
    assert watched.told[0] == Progress(done=0, total=4, failed=0, replications=2)
    assert watched.told[-1] == Progress(done=4, total=4, failed=1, replications=2)
    assert [each.done for each in watched.told] == sorted(each.done for each in watched.told)


@pytest.mark.parametrize("ahead", [0, 1, 5])
def test_what_comes_out_does_not_depend_on_how_it_was_handed_out(ahead: int) -> None:
    with Store(None) as store:
        runs = runs_of(CELLS, store)
        runs.complete(9, Pretending(ahead=ahead, fails=[(1, 3)]))
        assert {
            place: {
                n: have[n].outcome == Pretending(fails=[(1, 3)]).run(place, n).outcome for n in have
            }
            for place, have in enumerate(runs.have)
        } == {place: dict.fromkeys(range(9), True) for place in (0, 1)}
