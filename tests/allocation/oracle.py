"""A second solver: SCIP on the arrays of the model, goal after goal in a loop of its own.

Nothing here comes from the package but the arrays themselves.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from pyscipopt import Model as Scip
from pyscipopt import quicksum

from allocator.allocation.solver.standard_form import Objective, StandardForm

GRID = {"priority_value": 10_000}
"""Goals whose values are whole multiples of one over this; 1 where unnamed."""

NO_GRID = "least_served"
"""The goal that can take any share; its denominator is at most the posts asked for."""


@dataclass(frozen=True)
class Reached:
    """What SCIP reached: status, exact values of the goals, the last answer."""

    status: str
    values: dict[str, Fraction]
    x: np.ndarray | None


def solve_with_scip(form: StandardForm, most_asked: int) -> Reached:
    """The goals of ``form`` in order, each held at its optimum before the next.

    Parameters
    ----------
    most_asked : int
        Posts asked for in all: no share of posts has a larger denominator.
    """
    scip, columns = _stated(form)
    values: dict[str, Fraction] = {}
    x = None
    for goal, objective in form.objectives.items():
        scip.freeTransform()
        scip.setObjective(
            _sum(objective.cost, columns), "maximize" if objective.maximise else "minimize"
        )
        scip.optimize()
        status = scip.getStatus()
        if status != "optimal":
            return Reached(status, values, x)
        best = scip.getBestSol()
        x = np.array([best[column] for column in columns])
        x = np.where(form.whole, np.round(x), x)
        values[goal] = _exact(goal, objective, x, most_asked)
        _hold(scip, columns, goal, objective, values[goal])
    return Reached("optimal", values, x)


def _stated(form: StandardForm) -> tuple[Scip, list]:
    scip = Scip()
    scip.hideOutput()
    scip.setParam("limits/gap", 0.0)
    scip.setParam("limits/absgap", 0.0)
    infinity = scip.infinity()
    columns = [
        scip.addVar(
            vtype="I" if whole else "C",
            lb=float(lower),
            ub=float(upper) if np.isfinite(upper) else infinity,
        )
        for lower, upper, whole in zip(form.lower, form.upper, form.whole, strict=True)
    ]
    terms: list[list] = [[] for _ in form.row_lower]
    for column, variable in enumerate(columns):
        for place in range(form.start[column], form.start[column + 1]):
            terms[form.index[place]].append(float(form.value[place]) * variable)
    for row, (lower, upper) in enumerate(zip(form.row_lower, form.row_upper, strict=True)):
        body = quicksum(terms[row])
        if np.isfinite(lower):
            scip.addCons(body >= float(lower))
        if np.isfinite(upper):
            scip.addCons(body <= float(upper))
    return scip, columns


def _sum(cost: np.ndarray, columns: list):
    return quicksum(float(cost[place]) * columns[place] for place in np.flatnonzero(cost))


def _exact(goal: str, objective: Objective, x: np.ndarray, most_asked: int) -> Fraction:
    value = float(objective.cost @ x) + objective.constant
    if goal == NO_GRID:
        return Fraction(value).limit_denominator(max(1, most_asked))
    grid = GRID.get(goal, 1)
    assert abs(value * grid - round(value * grid)) < 1e-2, (goal, value)
    return Fraction(round(value * grid), grid)


def _hold(scip: Scip, columns: list, goal: str, objective: Objective, value: Fraction) -> None:
    if not objective.cost.any():
        return
    slack = 1e-7 if goal == NO_GRID else 0.25 / GRID.get(goal, 1)
    level = float(value) - objective.constant
    scip.freeTransform()
    body = _sum(objective.cost, columns)
    scip.addCons(body >= level - slack if objective.maximise else body <= level + slack)
