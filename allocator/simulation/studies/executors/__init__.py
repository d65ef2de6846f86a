"""Executors: what plays the runs of a study, here, in other processes or on a cluster."""

from allocator.simulation.studies.executors.cluster_failures import (
    ClusterLost,
    ClusterNotInstalled,
    ClusterNotReached,
    ClusterWithoutWorkers,
    OtherVersion,
    WorkerUnfit,
)
from allocator.simulation.studies.executors.executor import Executor, Played, Task
from allocator.simulation.studies.executors.starting import cluster_warning, executing

__all__ = [
    "ClusterLost",
    "ClusterNotInstalled",
    "ClusterNotReached",
    "ClusterWithoutWorkers",
    "Executor",
    "OtherVersion",
    "Played",
    "Task",
    "WorkerUnfit",
    "cluster_warning",
    "executing",
]
