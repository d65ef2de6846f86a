"""What one process measures; ``python -m benchmarks.tasks TASK JSON`` prints it as JSON.

Every measurement has a process of its own, so that none pays for another's imports, memory
or collected garbage, and each pays for its own.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.product import whole_round

Measured = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """What to measure, and on what.

    Attributes
    ----------
    folder : str
        A scenario's folder.
    gap, time_limit : float
        For every run of HiGHS.
    people : int
        Size of the roster, for the measurements of rosters.
    """

    folder: str
    gap: float = 1e-4
    time_limit: float = 600.0
    people: int = 0


def product(task: Task) -> Measured:
    """The whole round."""
    return whole_round(Path(task.folder), task.gap, task.time_limit)


def layer(name: str, task: Task) -> Measured:
    """One model stated in a layer, handed over and solved for its first goal."""
    from benchmarks.layers import LAYERS
    from benchmarks.solving import solved
    from benchmarks.terms import compiled, terms_of

    terms = terms_of(compiled(Path(task.folder)))
    LAYERS[name](terms_of(compiled(_tiny(task))))  # imports and first-use costs
    loaded = LAYERS[name](terms)
    seconds = {"state": loaded.state, "hand_over": loaded.hand_over}
    return seconds | solved(loaded.highs, task.gap, task.time_limit)


def _tiny(task: Task) -> Path:
    """A county small enough to cost nothing, beside the one that is measured."""
    from allocator.scenario.synthetic import write_synthetic

    folder = Path(task.folder).parent / "tiny"
    if not folder.is_dir():
        write_synthetic(folder, 12, 1)
    return folder


def mps(task: Task) -> Measured:
    """Raw HiGHS on the model as a file."""
    from benchmarks.layers import through_mps
    from benchmarks.solving import solved
    from benchmarks.terms import compiled

    loaded = through_mps(compiled(Path(task.folder)))
    return {"read": loaded.hand_over} | solved(loaded.highs, task.gap, task.time_limit)


def formulation(strengthened: bool, task: Task) -> Measured:
    """Size, relaxation and first goal of the plain or the strengthened formulation."""
    from allocator.allocation.model.build import build
    from allocator.allocation.solver.highs import Highs
    from allocator.allocation.solver.standard_form import compile_model
    from allocator.allocation.strengthen import ALL, NONE
    from benchmarks.solving import ABSOLUTE_GAP
    from benchmarks.terms import first_goal, numbers_of

    numbers = numbers_of(Path(task.folder))
    began = perf_counter()
    form = compile_model(build(numbers, ALL if strengthened else NONE))
    built = perf_counter() - began
    goal = first_goal(form)
    relaxed = Highs(replace(form, whole=np.zeros_like(form.whole)))
    whole = Highs(form)
    relaxed.aim(goal)
    whole.aim(goal)
    bound, run = (
        highs.run(seconds=task.time_limit, relative_gap=task.gap, absolute_gap=ABSOLUTE_GAP)
        for highs in (relaxed, whole)
    )
    return {
        "build": built,
        "rows": len(form.row_lower),
        "columns": len(form.lower),
        "whole": int(form.whole.sum()),
        "binaries": int((form.whole & (form.upper == 1)).sum()),
        "relaxation": bound.bound,
        "relaxation_seconds": bound.seconds,
        "solve": run.seconds,
        "nodes": run.nodes,
        "ending": run.ending.value,
        "value": None if run.x is None else float(goal.cost @ run.x) + goal.constant,
        "bound": run.bound,
    }


def roster(task: Task) -> Measured:
    """Reading a roster: its file alone, and within its whole scenario."""
    from allocator.scenario.csv_folder import read_csv
    from allocator.scenario.problems import Problems
    from allocator.scenario.reading import read_scenario
    from allocator.scenario.tables import TABLES
    from allocator.scenario.typed import typed_table

    problems = Problems()
    began = perf_counter()
    staff = typed_table(
        TABLES["staff"], read_csv(Path(task.folder) / "staff.csv", problems), problems
    )
    alone = perf_counter() - began
    began = perf_counter()
    read_scenario(task.folder)
    return {"people": len(staff), "file": alone, "scenario": perf_counter() - began}


def limits(task: Task) -> Measured:
    """Leavers and borrowing limits of every cell, from a roster of any size."""
    from allocator.evaluation.evaluation import evaluate
    from allocator.stock.leavers import count_leavers, limits_of
    from allocator.stock.vacancies import vacancies
    from benchmarks.county import with_roster

    scenario = with_roster(Path(task.folder), task.people)
    evaluation = evaluate(scenario)
    tiers = dict(zip(evaluation["unit_id"], evaluation["tier"].tolist(), strict=True))
    stock = vacancies(scenario)
    began = perf_counter()
    leavers = count_leavers(scenario)
    counted = perf_counter() - began
    limits_of(scenario, leavers, stock, tiers)
    return {
        "people": len(scenario.tables["staff"]),
        "cells": len(leavers.cells),
        "leavers": counted,
        "limits": perf_counter() - began - counted,
    }


TASKS: dict[str, Callable[[Task], Measured]] = {
    "product": product,
    "mps": mps,
    **{name: partial(layer, name) for name in ("arrays", "pyomo", "linopy", "pulp")},
    "plain": partial(formulation, False),
    "strengthened": partial(formulation, True),
    "roster": roster,
    "limits": limits,
}


def in_own_process(name: str, task: Task) -> Measured:
    """Measure in a fresh process; adds ``peak``, its most memory in MB."""
    command = [sys.executable, "-m", "benchmarks.tasks", name, json.dumps(asdict(task))]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    measured: Measured = json.loads(done.stdout.splitlines()[-1])
    return measured


def peak() -> float:
    """The most memory this process has held, in MB (Linux counts in KB, macOS in bytes)."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    measured = TASKS[sys.argv[1]](Task(**json.loads(sys.argv[2])))
    print(json.dumps(measured | {"peak": peak()}))
