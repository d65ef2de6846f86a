"""Measurements of the simulation, each in a process of its own.

``python -m benchmarks.simulating NAME JSON`` prints one as JSON. What is measured is imported
where it is needed: the simulation's own processes import this module too.
"""

import json
import sys
from dataclasses import asdict, dataclass
from typing import Any

Measured = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """What to measure, and on what.

    Attributes
    ----------
    folder : str
        A scenario's folder.
    most_seconds : float
        For every round of a formulation.
    """

    folder: str
    lender: str = "optimal"
    years: int = 10
    replications: int = 1
    workers: int = 1
    most_seconds: float = 60.0


def in_own_process(name: str, task: Task) -> Measured:
    """Measure in a fresh process; see :func:`benchmarks.memory.watched`."""
    from benchmarks.memory import watched

    print(f"{name}: {task.lender}, {task.replications} × {task.years}", flush=True)
    arguments = [name, json.dumps(asdict(task))]
    return watched([sys.executable, "-m", "benchmarks.simulating", *arguments])


def measured(name: str, task: Task) -> Measured:
    """The measurement of that name, in this process."""
    from benchmarks import simulation_measures

    found: Measured = getattr(simulation_measures, name)(task)
    return found


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], Task(**json.loads(sys.argv[2])))))
