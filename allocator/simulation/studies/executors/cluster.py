"""Runs played by the workers of a Dask cluster."""

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from allocator.simulation.studies.executors.attempts import Attempts, Part
from allocator.simulation.studies.executors.cluster_failures import (
    ClusterLost,
    ClusterNotInstalled,
    ClusterNotReached,
    ClusterWithoutWorkers,
    OtherVersion,
    WorkerUnfit,
)
from allocator.simulation.studies.executors.executor import Executor, Played, Task
from allocator.simulation.studies.executors.parcels import Answer, Packing
from allocator.simulation.studies.executors.under_way import UnderWay
from allocator.text import _

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECTING = 10.0
"""Seconds within which a scheduler must answer, and have a first worker."""

WITHOUT_WORKERS = 60.0
"""Seconds without any worker after which it is no use to wait."""

ASKING = 1.0
"""Seconds after which the scheduler is asked again which workers it has."""

AHEAD = 2
"""Tasks in hand for each thread of a worker, so that it need not wait for the next one."""

MUCH = "1 GiB"
"""Size of a task from which Dask warns: a large cell is on its way only until workers have it."""


@contextmanager
def cluster_at(address: str) -> Iterator[Executor]:
    """The cluster whose scheduler has an address; tasks under way are dropped with the block.

    Raises
    ------
    ClusterNotInstalled
        The library for clusters is missing.
    ClusterNotReached
        No scheduler answers there.
    ClusterWithoutWorkers
        It has no workers.
    """
    try:
        # Both: importing the second sets values that the first would lose with the block.
        import dask
        import distributed  # noqa: F401
    except ImportError:
        raise ClusterNotInstalled from None
    with (
        dask.config.set({"distributed.admin.large-graph-warning-threshold": MUCH}),
        _connected(address) as client,
    ):
        yield Cluster(client, address)


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    from distributed import Client

    try:
        _check(address)
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=CONNECTING, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise ClusterNotReached(address, str(error)) from error
    try:
        yield client
    finally:
        client.close(timeout=CONNECTING)  # type: ignore[no-untyped-call]


def _check(address: str) -> None:
    """Refuse what Dask would take half a minute to refuse.

    Raises
    ------
    ValueError
        It is no address, or an encrypted one and there are no certificates.
    OSError
        The certificates cannot be read.
    """
    from distributed.security import Security

    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or not parts.port:
        raise ValueError(_("this is no such address"))
    certificates = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    if parts.scheme == "tls" and certificates.get("ssl_context") is None:
        raise ValueError(_("no certificates are named (DASK_DISTRIBUTED__COMM__TLS__…)"))


class Cluster:
    """As many workers as the cluster's workers have threads, which may come and go."""

    def __init__(self, client: "Client", address: str) -> None:
        self.workers = 0
        self._client, self._address = client, address
        self._packing = Packing()
        try:
            client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError:
            raise ClusterWithoutWorkers(address, CONNECTING) from None
        self._had_workers = monotonic()
        self._count_workers()

    def played(self, tasks: Iterable[Task]) -> Iterator[Played]:
        """Tasks as they finish.

        Raises
        ------
        ClusterLost
            The scheduler has gone.
        ClusterWithoutWorkers
            There have been no workers for a long time.
        LenderNotPicklable
            The lender is the caller's own, and cannot be handed to other processes.
        OtherVersion
            A worker runs other code.
        WorkerUnfit
            A worker cannot even begin.
        """
        attempts, under_way = Attempts(tasks), UnderWay(self._client)
        try:
            while self._begin(attempts, under_way):
                ended = under_way.ended(ASKING)
                self._count_workers()
                played = None if ended is None else self._settled(attempts, under_way, *ended)
                if played is not None:
                    yield played
        finally:
            under_way.drop()

    def _begin(self, attempts: Attempts, under_way: UnderWay) -> bool:
        """Hand out what is to be played; whether there is anything under way."""
        while self._free(attempts, under_way) and (part := attempts.draw()) is not None:
            under_way.begin(part, self._packing.packed(part.task.cell))
        return bool(under_way.parts)

    def _free(self, attempts: Attempts, under_way: UnderWay) -> bool:
        if not under_way.parts:
            return True
        # Dask blames all that a worker had in hand for its end: only what is alone is guilty.
        if attempts.suspects or any(part.cost for part in under_way.parts.values()):
            return False
        return len(under_way.parts) < AHEAD * self.workers

    def _settled(
        self, attempts: Attempts, under_way: UnderWay, part: Part, future: "Future[Answer]"
    ) -> Played | None:
        from distributed import KilledWorker

        try:
            answer = future.result(timeout=CONNECTING)
        except KilledWorker as error:
            return _lost(attempts, part, error.allowed_failures + 1)
        except TimeoutError:  # its worker ended after it: it is played again by another
            under_way.watch(future, part)
            return None
        except CancelledError:
            raise ClusterLost(self._address) from None
        except OtherVersion:
            raise
        # Whatever it is, it is not from a run: those are records.
        except Exception as error:
            cause = error.__cause__ or error
            raise WorkerUnfit(self._address, f"{type(cause).__name__}: {cause}") from error
        return attempts.answered(part, answer)

    def _count_workers(self) -> None:
        now = monotonic()
        if self.workers and now - self._had_workers < ASKING:
            return
        if self._client.status != "running":
            raise ClusterLost(self._address)
        try:
            threads = self._client.nthreads()  # type: ignore[no-untyped-call]
        except OSError:
            raise ClusterLost(self._address) from None
        self.workers = sum(threads.values())
        if self.workers:
            self._had_workers = now
        elif now - self._had_workers > WITHOUT_WORKERS:
            raise ClusterWithoutWorkers(self._address, WITHOUT_WORKERS)


def _lost(attempts: Attempts, part: Part, workers: int) -> Played | None:
    if part.cost:
        return attempts.given_up(part)
    attempts.run_by_run(replace(part, cost=workers))
    return None
