"""What can be the matter with a cluster."""

from allocator.text import _


class ClusterNotInstalled(Exception):
    """The library for clusters is missing."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "runs on a cluster need the library “distributed”. To install it: "
                "pip install allocator[cluster]"
            )
        )


class ClusterNotReached(Exception):
    """No scheduler answers at an address."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            _(
                "no scheduler can be reached at {address}: {why}. Expected tcp://HOST:PORT or "
                "tls://HOST:PORT as “dask scheduler” shows it; check that it runs, that no "
                "firewall is in between and, for tls://, the certificates (see docs/cluster.md)"
            ).format(address=address, why=why)
        )


class ClusterWithoutWorkers(Exception):
    """A scheduler has nobody to do the work."""

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(
            _(
                "the scheduler at {address} has had no workers for {seconds:.0f} seconds. Start "
                "some with “dask worker {address} --nthreads 1”, and call again: runs that are "
                "done are kept"
            ).format(address=address, seconds=seconds)
        )


class ClusterLost(Exception):
    """The scheduler went away in the middle."""

    def __init__(self, address: str) -> None:
        super().__init__(
            _(
                "the connection to the scheduler at {address} was lost. Start it again, and call "
                "again: runs that are done are kept"
            ).format(address=address)
        )


class OtherVersion(Exception):
    """A worker would come to other numbers.

    Parameters
    ----------
    worker : str
        Its address.
    theirs, ours : str
        Digests of the sources and libraries there and here.
    """

    def __init__(self, worker: str, theirs: str, ours: str) -> None:
        self.worker, self.theirs, self.ours = worker, theirs, ours
        super().__init__(
            _(
                "the worker at {worker} runs another version of this software or of its "
                "libraries ({theirs}; here {ours}). Install the same everywhere, from "
                "requirements/cluster.txt, and start the worker again"
            ).format(worker=worker, theirs=theirs, ours=ours)
        )

    def __reduce__(self) -> tuple[type["OtherVersion"], tuple[str, str, str]]:
        """What another process makes it from."""
        return (OtherVersion, (self.worker, self.theirs, self.ours))


class WorkerUnfit(Exception):
    """A worker, or the scheduler, cannot even take a task."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            _(
                "the scheduler at {address}, or a worker of it, cannot take runs: {why}. Install "
                "the same version of this software everywhere, from requirements/cluster.txt"
            ).format(address=address, why=why)
        )
