"""Clusters that are encrypted, blame tasks at the first death, grow, or go away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dask
import pytest
import trustme

from allocator.simulation.studies.executors import (
    ClusterLost,
    ClusterNotReached,
    ClusterWithoutWorkers,
    cluster,
    cluster_warning,
    executing,
)
from allocator.simulation.studies.runs.cell import Failure
from tests.simulation.studies.executors.odd_lenders import Deadly, Telling
from tests.simulation.studies.executors.played_cells import came_to, cell, scenario, tasks
from tests.simulation.studies.loopback import Loopback, loopback


@dataclass(frozen=True)
class Certificates:
    """An authority, and a certificate of it with its key in one file, as in docs/cluster.md."""

    authority: Path
    own: Path

    @classmethod
    def made(cls, folder: Path) -> "Certificates":
        folder.mkdir()
        authority = trustme.CA()
        made = cls(folder / "ca.pem", folder / "own.pem")
        authority.cert_pem.write_to_path(made.authority)
        authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(made.own)
        return made

    @property
    def configuration(self) -> dict[str, str]:
        """Dask's keys."""
        kinds = ("scheduler", "worker", "client")
        return {
            "distributed.comm.tls.ca-file": str(self.authority),
            **{f"distributed.comm.tls.{kind}.cert": str(self.own) for kind in kinds},
        }

    @property
    def environment(self) -> dict[str, str]:
        """The same as variables."""
        return {
            f"DASK_{key.replace('.', '__').replace('-', '_').upper()}": value
            for key, value in self.configuration.items()
        }


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates.made(tmp_path_factory.mktemp("certificates") / "right")


@pytest.fixture(scope="module")
def encrypted(
    certificates: Certificates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loopback]:
    """One worker; a task that was in its hands when it died is given up by the scheduler."""
    folder = tmp_path_factory.mktemp("cluster") / "tls"
    environment = {
        **certificates.environment,
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    }
    with (
        dask.config.set(certificates.configuration),
        loopback(folder, workers=1, protocol="tls", environment=environment) as running,
    ):
        running.wait_for_workers(1)
        yield running


@pytest.fixture
def packed(tmp_path: Path) -> bytes:
    return scenario(tmp_path)


def test_an_encrypted_cluster_knows_its_own(
    encrypted: Loopback, certificates: Certificates, packed: bytes, tmp_path: Path
) -> None:
    given = tasks(cell(packed), runs=4)
    assert encrypted.address.startswith("tls://127.0.0.1:")
    with executing(cluster=encrypted.address) as executor, executing(1) as alone:
        assert came_to(executor, given) == came_to(alone, given)
    nobody = dict.fromkeys(certificates.configuration)
    stranger = Certificates.made(tmp_path / "stranger").configuration
    for configuration in (nobody, stranger):
        with (
            dask.config.set(configuration),
            pytest.raises(ClusterNotReached, match=encrypted.address),
            executing(cluster=encrypted.address),
        ):
            pass


def test_a_run_that_kills_is_a_record_and_all_others_are_played(
    encrypted: Loopback, packed: bytes, tmp_path: Path
) -> None:
    """Also those that the worker had in hand besides: the scheduler blames all of them."""
    deadly = Deadly(tmp_path / "deaths", (1,))
    deadly.folder.mkdir()
    given = tasks(cell(packed, deadly), runs=6, each=2)
    with executing(cluster=encrypted.address) as executor, executing(1) as alone:
        came = came_to(executor, given)
        expected = came_to(alone, tasks(cell(packed), runs=6))
    lost = came.pop((0, 1))
    del expected[0, 1]
    assert came == expected
    assert isinstance(lost, Failure)
    assert lost.error.startswith("WorkerDied: ")
    assert lost.traceback == ""
    # In its task, and alone.
    assert deadly.deaths(1) == 2


@contextmanager
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A scheduler has not long to find a worker."""
    with monkeypatch.context() as patching:
        patching.setattr(cluster, "CONNECTING", 3)
        yield


def test_a_cluster_that_grows_and_goes_away(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = Telling(tmp_path / "processes")
    telling.folder.mkdir()
    with loopback(tmp_path / "tcp", workers=0) as running:
        with (
            impatient(monkeypatch),
            pytest.raises(ClusterWithoutWorkers, match=f"dask worker {running.address}"),
            executing(cluster=running.address),
        ):
            pass
        running.start_worker()
        running.wait_for_workers(1)
        with executing(cluster=running.address) as executor:
            played = executor.played(tasks(cell(packed, telling), runs=2000))
            next(played)
            assert executor.workers == 1
            running.start_worker()
            while len(telling.processes()) < 2:
                next(played)
            assert executor.workers == 2
            running.processes[0].kill()
            with pytest.raises(ClusterLost, match=running.address):
                list(played)


class Deserted:
    """The client of a scheduler whose workers have gone."""

    status = "running"

    def wait_for_workers(self, count: int, timeout: float) -> None:
        """There were some."""

    def nthreads(self) -> dict[str, int]:
        """Now there are none."""
        return {}


def test_workers_that_do_not_come_back_are_waited_for_in_vain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting = cluster.Cluster(Deserted(), "tcp://127.0.0.1:8786")  # type: ignore[arg-type]
    monkeypatch.setattr(cluster, "WITHOUT_WORKERS", 0)
    with pytest.raises(ClusterWithoutWorkers, match="has had no workers for 0 seconds"):
        waiting._count_workers()


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tcp://[::1]:8786", "tcp://localhost:8786",
     "tls://10.0.0.5:8786"],
)  # fmt: skip
def test_nothing_is_said_of_an_address_that_is_encrypted_or_here(address: str) -> None:
    assert cluster_warning(address) is None


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "tcp://node7:8786", "ws://10.0.0.5:1"])
def test_an_address_that_others_can_listen_to_is_warned_of(address: str) -> None:
    said = cluster_warning(address)
    assert said is not None
    assert said.startswith(f"the connection to {address} is not encrypted")
