"""Runs made up by hand, to be kept."""

from typing import Any

from allocator.simulation.measures import Row
from allocator.simulation.replication import Finished
from allocator.simulation.studies.runs.cell import Failure, Run
from allocator.simulation.studies.runs.measured import measured_in

NAN = float("nan")


def came_to(replication: int, granted: float, **parts: Any) -> Run:
    """A run of 2026 that granted so many posts."""
    rows = (
        Row(2026, "posts_granted", "", granted),
        Row(2026, "utilisation", "P1", 0.1 + 0.2),
        Row(None, "posts_granted", "", granted),
        Row(None, "waiting_months", "", NAN),
    )
    parts = {"gap": 0.0, "contradicted": (), "seconds": 1.5, "solver_seconds": 1.0} | parts
    finished = Finished(replication, rows, log=None, **parts)
    return Run(replication, measured_in(finished, finished.seconds))


def failed(replication: int, error: str = "ValueError: no", **parts: Any) -> Run:
    """A run that failed."""
    return Run(replication, Failure(error, "Traceback …", **parts))
