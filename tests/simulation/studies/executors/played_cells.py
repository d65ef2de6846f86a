"""Cells of a tiny scenario, and what playing them came to."""

import pickle
from collections.abc import Iterable
from pathlib import Path

from allocator.simulation.lenders import LENDERS, Lender
from allocator.simulation.studies.executors import Executor, Task
from allocator.simulation.studies.runs.cell import Cell, Failure
from tests.allocation.worlds import World


def scenario(folder: Path) -> bytes:
    """Two units that ask one pool for more than it has, so that chance matters."""
    world = World(folder).years(4).pool("P1", 3).simulation(demand={"rate": 2})
    world.unit("U1").request("R1", "U1", 2).unit("U2").request("R2", "U2", 2)
    return pickle.dumps(world.scenario())


def cell(packed: bytes, lender: Lender = LENDERS["first_come"], number: int = 0) -> Cell:
    """Two years of it."""
    return Cell(number, packed, lender, 2, 0, 5)


def tasks(*cells: Cell, runs: int, each: int = 2) -> list[Task]:
    """So many runs of every cell, a few in each task."""
    return [
        Task(cell, tuple(range(first, min(first + each, runs))))
        for cell in cells
        for first in range(0, runs, each)
    ]


Came = dict[tuple[int, int], object]
"""By number of the cell and of the run: its rows, as bytes, or its failure."""


def came_to(executor: Executor, given: Iterable[Task]) -> Came:
    """What the runs came to; each comes back once, and in the order of its task."""
    came: Came = {}
    for played in executor.played(given):
        assert tuple(run.replication for run in played.runs) == played.task.replications
        for run in played.runs:
            place = played.task.cell.number, run.replication
            assert place not in came
            outcome = run.outcome
            came[place] = (
                outcome if isinstance(outcome, Failure) else (outcome.form, outcome.values)
            )
    return came
