"""Finished replications made up by hand, to be gathered."""

from collections.abc import Sequence
from typing import Any

from allocator.simulation.log import Event
from allocator.simulation.measures import Row
from allocator.simulation.provenance import Asked, Effort
from allocator.simulation.replication import Finished
from allocator.simulation.results import Simulation, simulation_of

NAN = float("nan")

EFFORT = Effort(seconds=2.0, workers=1)

LOG = (
    Event(12 * 2026, "round", "loan R1@B1", "posts", None, 2),
    # The middle of the last month of 2026.
    Event(12 * 2026 + 11.5, "recruitment", "cell U1/public", "coming", 0, 1),
    Event(12 * 2027, "recall", "loan R1@B1", "renewable", True, False),
    Event(12 * 2027, "recall", "loan R1@B1", "removed", "R1@B1", None),
)


def finished(replication: int, granted: float, **parts: Any) -> Finished:
    """A replication of 2026 and 2027 in which so many posts were granted in the first year."""
    rows = (
        Row(2026, "granted", "", granted),
        Row(2026, "granted", "talent", 0.1),
        Row(2026, "waiting", "", NAN),
        Row(2027, "granted", "", 1.0),
        Row(2027, "granted", "talent", 0.2),
        Row(2027, "waiting", "", 3.5),
        Row(None, "granted", "", granted + 1),
        Row(None, "granted", "talent", 0.1 + 0.2),
        Row(None, "waiting", "", 3.5),
    )
    parts = {"gap": 0.0, "contradicted": (), "seconds": 1.5, "solver_seconds": 1.0} | parts
    return Finished(replication=replication, rows=rows, **({"log": None} | parts))


def simulation(scenario: Any, *each: Finished, effort: Effort = EFFORT, **asked: Any) -> Simulation:
    """What replications come to."""
    asked = {"lender": "tier_order", "years": 2, "replications": len(each)} | asked
    return simulation_of(scenario, Asked(**asked), each, effort)


def logged(scenario: Any) -> Simulation:
    """One replication with its log."""
    return simulation(scenario, finished(4, 3, log=LOG), first=4, log=True)


def two(scenario: Any, granted: Sequence[float] = (2, 4), **more: Any) -> Simulation:
    """Two replications."""
    return simulation(scenario, *(finished(r, g) for r, g in enumerate(granted)), **more)
