"""Starting what plays the runs of a study, and ending it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from urllib.parse import urlsplit

from allocator.simulation.studies.executors.alone import Alone
from allocator.simulation.studies.executors.cluster import cluster_at
from allocator.simulation.studies.executors.executor import Executor
from allocator.simulation.studies.executors.local_processes import local_processes
from allocator.text import _


@contextmanager
def executing(workers: int = 0, cluster: str | None = None) -> Iterator[Executor]:
    """Start workers; they end when the block does, whatever they are at.

    Parameters
    ----------
    workers : int
        Processes of this machine, 0 for one per core. One is this process itself. What comes out
        does not depend on it.
    cluster : str or None
        Address of the scheduler of a Dask cluster, whose workers then take the place of processes.

    Raises
    ------
    ClusterNotInstalled, ClusterNotReached, ClusterWithoutWorkers
        The cluster cannot be used.
    """
    if cluster is not None:
        with cluster_at(cluster) as executor:
            yield executor
        return
    count = workers or os.cpu_count() or 1
    if count == 1:
        yield Alone()
        return
    with local_processes(count) as executor:
        yield executor


def cluster_warning(address: str) -> str | None:
    """What is to be said of an address before it is used; nothing of one that is encrypted or here.

    Whoever can reach a scheduler can let its workers run anything, and can read all that goes by.
    """
    parts = urlsplit(address)
    if parts.scheme == "tls" or _is_here(parts.hostname or ""):
        return None
    return _(
        "the connection to {address} is not encrypted, and whoever can reach that port can run "
        "programs on the cluster. Use tls:// (see docs/cluster.md)"
    ).format(address=address)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
