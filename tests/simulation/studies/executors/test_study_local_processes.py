"""Runs in this process and in others of this machine: the same, whoever dies."""

import multiprocessing
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from allocator.processes import processes_holding
from allocator.simulation.lenders import LENDERS
from allocator.simulation.studies.executors import Task, executing, local_processes, starting
from allocator.simulation.studies.executors.attempts import Part
from allocator.simulation.studies.executors.parcels import Packing, Unpacking
from allocator.simulation.studies.runs.cell import Failure
from tests.simulation.studies.executors.odd_lenders import Deadly, Slow
from tests.simulation.studies.executors.played_cells import Came, came_to, cell, scenario, tasks
from tests.simulation.studies.loopback import killed


@pytest.fixture
def packed(tmp_path: Path) -> bytes:
    return scenario(tmp_path)


def alone(given: list[Task]) -> Came:
    with executing(1) as executor:
        assert executor.workers == 1
        return came_to(executor, given)


def test_one_worker_is_this_process(packed: bytes) -> None:
    def own(annual_round):
        return LENDERS["first_come"](annual_round)

    assert alone(tasks(cell(packed, own), runs=3)) == alone(tasks(cell(packed), runs=3))
    assert multiprocessing.active_children() == []


def test_processes_come_to_the_same(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with cells in turn, so that neither files nor workers can keep them all."""
    monkeypatch.setattr(local_processes, "FILES", 1)
    lenders = ("first_come", "optimal", "no_bank", "pro_rata")
    cells = [cell(packed, LENDERS[name], place) for place, name in enumerate(lenders)]
    given = tasks(*cells, runs=6)
    expected = alone(given)
    assert len(set(map(str, expected.values()))) > 6
    with executing(2) as executor:
        assert executor.workers == 2
        assert came_to(executor, given) == expected
        assert came_to(executor, sorted(given, key=lambda task: task.replications)) == expected
    assert multiprocessing.active_children() == []


def test_a_worker_never_reads_half_a_cell(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may look for a file while that is written again for another."""
    monkeypatch.setattr(local_processes, "FILES", 1)
    whole = Path.write_bytes
    looked: list[bytes | None] = []

    def slowly(path: Path, content: bytes) -> int:
        half = whole(path, content[: len(content) // 2])
        looked.extend(local_processes._content(path.with_name(name)) for name in names)
        return whole(path, content) if half else 0

    with processes_holding(Unpacking, 1) as processes:
        executor = local_processes.LocalProcesses(processes, 1)
        cells = [cell(packed, LENDERS[name]) for name in ("first_come", "no_bank")]
        parts = [Part(task, task.replications) for task in tasks(*cells, runs=1)]
        names = {Packing().packed(part.task.cell).name for part in parts}
        contents = {Packing().packed(part.task.cell).content for part in parts}
        monkeypatch.setattr(Path, "write_bytes", slowly)
        # As many as there is room for a file of one: each is written anew, all but the last.
        for part in (*parts, *parts, replace(parts[1], wanted=True)):
            executor._errand(part)
    assert len(looked) == 4 * 2
    assert {content for content in looked if content is not None} <= contents


def test_a_run_that_kills_is_a_record_and_all_others_are_played(
    packed: bytes, tmp_path: Path
) -> None:
    deadly = Deadly(tmp_path / "deaths", (4,))
    deadly.folder.mkdir()
    given = tasks(cell(packed, deadly), cell(packed, number=1), runs=9, each=3)
    expected = alone(tasks(cell(packed), cell(packed, number=1), runs=9, each=3))
    with executing(2) as executor:
        came = came_to(executor, given)
    lost = came.pop((0, 4))
    del expected[0, 4]
    assert came == expected
    assert isinstance(lost, Failure)
    assert lost.error.startswith("WorkerDied: ")
    # Twice in its task, and once alone.
    assert deadly.deaths(4) == 3


def test_a_process_that_is_killed_changes_nothing(packed: bytes) -> None:
    given = tasks(cell(packed, Slow(0.05)), runs=10)
    came: Came = {}
    with executing(2) as executor:
        for place, played in enumerate(executor.played(given)):
            if place == 0:
                for process in multiprocessing.active_children():
                    assert process.pid is not None
                    killed(process.pid)
            came |= {(0, run.replication): run.outcome for run in played.runs}
    rows = {place: (outcome.form, outcome.values) for place, outcome in came.items()}
    assert rows == alone(tasks(cell(packed), runs=10))


def test_ctrl_c_ends_the_processes_at_once(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(connections: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("allocator.processes.wait", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), executing(2) as executor:
        came_to(executor, tasks(cell(packed, Slow(60)), runs=4))
    assert multiprocessing.active_children() == []
    # A run would have taken two minutes.
    assert time.monotonic() - began < 60


def test_as_many_processes_as_cores_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    monkeypatch.setattr(
        starting, "local_processes", lambda count: nullcontext(started.append(count))
    )
    for cores, workers in ((3, 0), (None, 0), (3, 2), (3, 1)):
        monkeypatch.setattr("os.cpu_count", lambda: cores)  # noqa: B023
        with executing(workers):
            pass
    # One worker is this process.
    assert started == [3, 2]
