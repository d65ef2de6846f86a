"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import Client

GIVEN_UP = 60
"""Seconds after which what is waited for does not come any more."""


def wait_until(true: Callable[[], object]) -> None:
    """Wait until something is true."""
    given_up = time.monotonic() + GIVEN_UP
    while not true():
        assert time.monotonic() < given_up, "waited in vain"
        time.sleep(0.02)


@dataclass
class Loopback:
    """A scheduler, and workers of one thread each under nannies that replace them.

    Attributes
    ----------
    protocol : str
        ``tcp`` or ``tls``.
    environment : mapping
        Variables of all its processes, besides those that this one has.
    address : str
        Of the scheduler, once it has been started.
    processes : list
        The scheduler, then the nannies.
    """

    folder: Path
    protocol: str = "tcp"
    environment: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start_scheduler(self) -> None:
        """Start it on a free port."""
        told = self.folder / "scheduler.json"
        # It ends by itself if nobody is left to end it.
        self._start("scheduler", "--host", "127.0.0.1", "--protocol", self.protocol, "--port", "0",
                    "--no-dashboard", "--dashboard-address", "127.0.0.1:0",
                    "--scheduler-file", str(told), "--idle-timeout", "10 minutes")  # fmt: skip
        wait_until(lambda: told.exists() and told.read_text().rstrip().endswith("}"))
        self.address = json.loads(told.read_text())["address"]

    def start_worker(self, **environment: str) -> None:
        """Start a worker; it joins the cluster a second or two later."""
        self._start("worker", self.address, "--nthreads", "1", "--no-dashboard",
                    "--host", "127.0.0.1", "--local-directory", str(self.folder / "workers"),
                    "--death-timeout", "60", **environment)  # fmt: skip

    def worker_processes(self) -> list[int]:
        """Process ids of the workers that are there now."""
        with self._client() as client:
            return sorted(client.run(os.getpid).values())

    def wait_for_workers(self, count: int) -> None:
        """Wait until there are so many, or more."""
        with self._client() as client:
            client.wait_for_workers(count, timeout=GIVEN_UP)

    def _client(self) -> "Client":
        from distributed import Client

        return Client(self.address, timeout=GIVEN_UP, set_as_default=False)

    def end(self) -> None:
        """End everything, whatever it is at."""
        for process in reversed(self.processes):
            process.kill()
        for process in self.processes:
            process.wait()

    def _start(self, *command: str, **environment: str) -> None:
        path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with (self.folder / f"log{len(self.processes)}").open("wb") as log:
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "dask", *command],
                    stdout=log,
                    stderr=log,
                    env={**os.environ, **path, **self.environment, **environment},
                )
            )


@contextmanager
def loopback(folder: Path, workers: int, **more: object) -> Iterator[Loopback]:
    """A cluster with so many workers, which ends with the block whatever happens."""
    folder.mkdir()
    cluster = Loopback(folder, **more)  # type: ignore[arg-type]
    try:
        cluster.start_scheduler()
        for _each in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.end()


def killed(process: int) -> None:
    """Kill a process as a machine short of memory does."""
    os.kill(process, signal.SIGKILL)
