"""Runs on a real cluster with two workers: the same as in this process, whoever dies."""

import sys
from pathlib import Path

import pytest

from allocator.simulation.lenders import LENDERS
from allocator.simulation.running import LenderNotPicklable
from allocator.simulation.studies.executors import (
    ClusterNotInstalled,
    ClusterNotReached,
    OtherVersion,
    WorkerUnfit,
    executing,
    under_way,
)
from allocator.simulation.studies.runs.cell import Cell
from allocator.simulation.studies.runs.code import code_digest
from tests.simulation.studies.executors.odd_lenders import Slow, Telling
from tests.simulation.studies.executors.played_cells import Came, came_to, cell, scenario, tasks
from tests.simulation.studies.loopback import Loopback, killed, wait_until


@pytest.fixture
def packed(tmp_path: Path) -> bytes:
    return scenario(tmp_path)


def alone(*cells: Cell, runs: int) -> Came:
    with executing(1) as executor:
        return came_to(executor, tasks(*cells, runs=runs))


@pytest.mark.parametrize("light", [0, under_way.LIGHT])
def test_a_cluster_comes_to_the_same(
    packed: bytes, cluster: Loopback, monkeypatch: pytest.MonkeyPatch, light: int
) -> None:
    """Whether cells go along with every task, or only when they are asked for."""
    monkeypatch.setattr(under_way, "LIGHT", light)
    lenders = ("first_come", "optimal", "no_bank", "pro_rata")
    cells = [cell(packed, LENDERS[name], place) for place, name in enumerate(lenders)]
    with executing(cluster=cluster.address) as executor:
        assert executor.workers == 2
        assert came_to(executor, tasks(*cells, runs=6)) == alone(*cells, runs=6)


def test_a_large_cell_is_no_reason_for_a_warning(packed: bytes, cluster: Loopback) -> None:
    # Dask warns from 10 MB on.
    large = Cell(0, packed + bytes(11_000_000), LENDERS["first_come"], 2, 0, 5)
    with executing(cluster=cluster.address) as executor:
        assert came_to(executor, tasks(large, runs=2)) == alone(cell(packed), runs=2)


def test_workers_have_few_tasks_in_hand(packed: bytes, cluster: Loopback) -> None:
    given, drawn = tasks(cell(packed, Slow(0.1)), runs=20, each=1), []
    with executing(cluster=cluster.address) as executor:
        played = executor.played(task for task in given if not drawn.append(task))
        next(played)
        # Two for each thread.
        assert len(drawn) == 4
        next(played)
        assert len(drawn) == 5


def test_a_worker_that_is_killed_changes_nothing(
    packed: bytes, cluster: Loopback, tmp_path: Path
) -> None:
    telling = Telling(tmp_path / "processes")
    telling.folder.mkdir()
    came: Came = {}
    with executing(cluster=cluster.address) as executor:
        for place, played in enumerate(executor.played(tasks(cell(packed, telling), runs=30))):
            if place == 2:
                before = telling.processes()
                killed(min(before))
            for run in played.runs:
                came[0, run.replication] = run.outcome.form, run.outcome.values
    assert came == alone(cell(packed), runs=30)
    cluster.wait_for_workers(2)
    assert set(cluster.worker_processes()) != before


def test_nothing_stays_on_the_cluster(packed: bytes, cluster: Loopback) -> None:
    from distributed import Client

    def left(dask_scheduler) -> int:
        return len(dask_scheduler.tasks)

    with executing(cluster=cluster.address) as executor:
        next(executor.played(tasks(cell(packed, Slow(0.1)), runs=20)))
    with Client(cluster.address, set_as_default=False) as client:
        wait_until(lambda: client.run_on_scheduler(left) == 0)


def test_a_worker_with_other_code_is_named(
    packed: bytes, cluster: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_way, "code_digest", lambda: "0123456789abcdef")
    with (
        executing(cluster=cluster.address) as executor,
        pytest.raises(OtherVersion, match=r"the worker at tcp://127\.0\.0\.1:\d+ runs") as raised,
    ):
        came_to(executor, tasks(cell(packed), runs=2))
    assert (raised.value.theirs, raised.value.ours) == (code_digest(), "0123456789abcdef")


def test_a_worker_without_the_software_is_told_of(
    packed: bytes, cluster: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "only_here.py").write_text("def play_there(*given):\n    return ()\n")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here

    monkeypatch.setattr(under_way, "play_there", only_here.play_there)
    with (
        executing(cluster=cluster.address) as executor,
        pytest.raises(WorkerUnfit, match="No module named 'only_here'"),
    ):
        came_to(executor, tasks(cell(packed), runs=2))


def test_a_lender_that_workers_do_not_have_is_named(
    packed: bytes, cluster: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "own_lenders.py").write_text("def own(annual_round):\n    pass\n")
    monkeypatch.syspath_prepend(tmp_path)
    import own_lenders

    def inside(annual_round) -> None:
        """A lender that cannot even be packed."""

    for lender, why in ((own_lenders.own, "No module named 'own_lenders'"), (inside, "<locals>")):
        with (
            executing(cluster=cluster.address) as executor,
            pytest.raises(LenderNotPicklable, match=f"{lender.__name__}.*{why}"),
        ):
            came_to(executor, tasks(cell(packed, lender), runs=2))


def test_the_library_for_clusters_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ClusterNotInstalled, match=r"pip install allocator\[cluster\]"),
        executing(cluster="tcp://127.0.0.1:1"),
    ):
        pass


NO_ADDRESSES = (
    "",
    "127.0.0.1",
    "127.0.0.1:8786",
    "tcp://127.0.0.1",
    "tcp://:1",
    "http://a:1",
)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        # Port 1 is reserved; nobody listens there.
        ("tcp://127.0.0.1:1", "127.0.0.1:1"),
        ("tls://127.0.0.1:1", "no certificates are named"),
        *((address, "no such address") for address in NO_ADDRESSES),
    ],
)
def test_a_scheduler_that_is_not_there(
    address: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allocator.simulation.studies.executors.cluster.CONNECTING", 1)
    with (
        pytest.raises(ClusterNotReached, match=f"no scheduler can be reached at {address}.*{why}"),
        executing(cluster=address),
    ):
        pass
