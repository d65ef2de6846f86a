"""Tasks put together from their parts, whatever becomes of these."""

import pytest

from allocator.simulation.running import LenderNotPicklable
from allocator.simulation.studies.executors import Played, Task
from allocator.simulation.studies.executors.attempts import Attempts, Part
from allocator.simulation.studies.executors.parcels import NotUnpacked, Wanted
from allocator.simulation.studies.runs.cell import Cell, Failure, Run
from allocator.text import use_language
from tests.simulation.studies.executors.played_cells import cell


def task(*replications: int) -> Task:
    return Task(cell(b""), replications)


def runs(*replications: int) -> tuple[Run, ...]:
    return tuple(Run(number, Failure(f"of run {number}", "somewhere")) for number in replications)


def drawn(attempts: Attempts) -> Part:
    part = attempts.draw()
    assert part is not None
    return part


def test_a_task_that_goes_well_comes_back_as_it_is() -> None:
    given = task(3, 1)
    attempts = Attempts([given])
    part = drawn(attempts)
    assert part.replications == (3, 1)
    assert attempts.draw() is None
    assert attempts.answered(part, runs(3, 1)) == Played(given, runs(3, 1))


def test_tasks_are_asked_for_again_where_there_were_none() -> None:
    given: list[Task] = []

    class Source:
        def __iter__(self) -> "Source":
            return self

        def __next__(self) -> Task:
            if not given:
                raise StopIteration
            return given.pop()

    attempts = Attempts(Source())
    assert attempts.draw() is None
    given.append(task(1))
    assert drawn(attempts).replications == (1,)


def test_run_by_run_it_comes_back_in_order() -> None:
    given = task(3, 1, 2)
    attempts = Attempts([given, task(9)])
    attempts.run_by_run(drawn(attempts))
    # Before all that has not been drawn yet.
    parts = [drawn(attempts) for _each in range(3)]
    assert [part.replications for part in parts] == [(3,), (1,), (2,)]
    assert drawn(attempts).replications == (9,)
    assert attempts.answered(parts[2], runs(2)) is None
    assert attempts.given_up(parts[0]) is None
    played = attempts.answered(parts[1], runs(1))
    assert played is not None
    lost, *others = played.runs
    assert (lost.replication, tuple(others)) == (3, runs(1, 2))
    assert isinstance(lost.outcome, Failure)
    assert lost.outcome.error.startswith("WorkerDied: every worker that played this run ended")
    assert lost.outcome.traceback == ""


def test_the_record_of_a_lost_run_is_told_in_the_language_in_use() -> None:
    use_language("zh")
    attempts = Attempts([task(1)])
    played = attempts.given_up(drawn(attempts))
    assert played is not None
    (run,) = played.runs
    assert isinstance(run.outcome, Failure)
    # The kind of failure is a name and the same in every language.
    assert run.outcome.error.startswith("WorkerDied: ")


def test_a_cell_that_is_wanted_goes_along_the_next_time() -> None:
    attempts = Attempts([task(1, 2)])
    part = drawn(attempts)
    assert not part.wanted
    assert attempts.answered(part, Wanted()) is None
    again = drawn(attempts)
    assert again.wanted
    assert (again.replications, again.cost) == ((1, 2), 0)


def test_a_cell_that_cannot_be_unpacked_names_the_lender() -> None:
    def own(annual_round: object) -> None:
        """A lender."""

    attempts = Attempts([Task(Cell(0, b"", own, 1, 0, 0), (1,))])  # type: ignore[arg-type]
    with pytest.raises(LenderNotPicklable, match=r"“own” cannot .* no such module"):
        attempts.answered(drawn(attempts), NotUnpacked("no such module"))


def test_only_runs_that_may_have_cost_workers_are_suspects() -> None:
    attempts = Attempts([task(1)])
    part = drawn(attempts)
    attempts.again(part)
    assert not attempts.suspects
    attempts.run_by_run(Part(part.task, (1,), cost=4))
    assert attempts.suspects
