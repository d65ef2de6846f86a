"""The store of runs: whole or not at all, shared by processes, never silently wrong."""

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from allocator.simulation.studies.runs.keys import run_key
from allocator.simulation.studies.runs.store import APPLICATION, SCHEMA, Store, StoreUnusable
from tests.simulation.studies.kept_runs import came_to, failed

CELL, OTHER = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "runs.sqlite3"


def test_what_is_kept_comes_back_to_the_last_bit(path: Path) -> None:
    run = came_to(7, 1 / 3, gap=0.001, contradicted=(2027, 2031))
    with Store(path) as store:
        store.keep(CELL, "{}", [run])
    with Store(path) as store:
        found = store.runs_of(CELL, 8)[7]
    assert found == run
    assert repr(found.outcome.rows) == repr(run.outcome.rows)  # NaN is not equal to itself
    assert found.outcome.rows[0].value == 1 / 3
    assert found.outcome.rows[2].year is None


def test_a_failure_comes_back_with_its_traceback(path: Path) -> None:
    runs = [failed(0), failed(1, always=True)]
    with Store(path) as store:
        store.keep(CELL, "{}", runs)
        assert list(store.runs_of(CELL, 2).values()) == runs


def test_runs_are_found_by_cell_and_replication(path: Path) -> None:
    with Store(path) as store:
        store.keep(CELL, "{}", [came_to(number, number) for number in (2, 0, 1)])
        store.keep(OTHER, "{}", [came_to(0, 9)])
        assert list(store.runs_of(CELL, 2)) == [0, 1]
        assert store.runs_of(OTHER, 5)[0].outcome.rows[0].value == 9
        assert store.runs_of("0" * 16, 5) == {}


def test_in_memory_it_keeps_runs_too() -> None:
    with Store(None) as store:
        store.keep(CELL, "{}", [came_to(0, 1)])
        assert list(store.runs_of(CELL, 1)) == [0]


def test_a_failure_never_replaces_a_run_but_a_run_replaces_a_failure(path: Path) -> None:
    with Store(path) as store:
        store.keep(CELL, "{}", [came_to(0, 1), failed(1)])
        store.keep(CELL, "{}", [failed(0), came_to(1, 2)])
        runs = store.runs_of(CELL, 2)
    assert [run.outcome.rows[0].value for run in runs.values()] == [1, 2]


def test_a_run_is_found_by_the_beginning_of_its_key(path: Path) -> None:
    key = run_key(CELL, 3)
    with Store(path) as store:
        store.keep(CELL, "{}", [came_to(number, 1) for number in range(40)])
        (found,) = store.find(key[:12])
        assert (found.key, found.cell, found.run.replication) == (key, CELL, 3)
        assert len(store.find("")) == 2
        assert store.find(f"{key}0") == []
        assert store.find("%") == []


def test_one_file_may_be_written_by_several_processes_at_once(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_keep_many, args=(path, first), daemon=True) for first in (0, 10)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    with Store(path) as store:
        runs = store.runs_of(CELL, 1000)
    # 0 … 29 and 10 … 39: of those that both made, one is there.
    assert list(runs) == list(range(40))
    assert all(run.outcome.rows[0].value == number for number, run in runs.items())


def _keep_many(path: Path, first: int) -> None:
    with Store(path) as store:
        for number in range(first, first + 30):
            store.keep(CELL, "{}", [came_to(number, number)])


def test_runs_that_a_killed_process_was_writing_are_not_there_at_all(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_be_killed_writing, args=(path, theirs), daemon=True)
    process.start()
    assert ours.poll(60)
    os.kill(process.pid, signal.SIGKILL)  # type: ignore[arg-type]
    process.join(60)
    with Store(path) as store:
        assert list(store.runs_of(CELL, 100)) == [0]
        store.keep(CELL, "{}", [came_to(1, 1)])
        assert list(store.runs_of(CELL, 100)) == [0, 1]


def _be_killed_writing(path: Path, connection: "multiprocessing.connection.Connection") -> None:
    def runs():
        yield came_to(1, 1)
        yield came_to(2, 2)
        connection.send("now")
        time.sleep(60)

    with Store(path) as store:
        store.keep(CELL, "{}", [came_to(0, 0)])
        store.keep(CELL, "{}", runs())


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to look at\n" * 30)
    before = text.read_bytes()
    with pytest.raises(StoreUnusable, match=r"notes\.txt: cannot be used.*Move the file away"):
        Store(text)
    assert text.read_bytes() == before
    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as database:
        database.execute("create table runs (key text)")
    database.close()
    with pytest.raises(StoreUnusable, match="something else"):
        Store(other)


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    Store(path).close()
    database = sqlite3.connect(path)
    assert database.execute("pragma application_id").fetchone() == (APPLICATION,)
    database.execute(f"pragma user_version = {SCHEMA + 1}")
    database.close()
    with pytest.raises(StoreUnusable, match="a newer version of this software"):
        Store(path)


def test_a_store_that_is_cut_short_is_refused_not_believed(path: Path) -> None:
    with Store(path) as store:
        store.keep(CELL, "{}", [came_to(number, 1) for number in range(200)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreUnusable, match=r"runs\.sqlite3"), Store(path) as store:
        store.runs_of(CELL, 200)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="unable to open"):
        Store(tmp_path)


def test_a_failure_in_the_middle_keeps_none_of_the_runs(path: Path) -> None:
    def runs():
        yield came_to(0, 1)
        raise RuntimeError("no more")

    with Store(path) as store:
        with pytest.raises(RuntimeError, match="no more"):
            store.keep(CELL, "{}", runs())
        assert store.runs_of(CELL, 5) == {}
