"""One model, the same lists of terms, stated in each layer and handed to HiGHS.

Every function takes the terms and returns seconds to ``state`` the model, seconds to
``hand_over`` to a HiGHS instance, and that instance.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import highspy
import numpy as np

from allocator.allocation.model.model import Model
from allocator.allocation.solver.highs import Highs
from allocator.allocation.solver.standard_form import compile_model
from benchmarks.terms import Compiled, Component, Terms, first_goal


class Loaded(NamedTuple):
    """A model in HiGHS, and how long it took to get there."""

    state: float
    hand_over: float
    highs: Any


def in_arrays(terms: Terms) -> Loaded:
    """Plain arrays: nothing is stated, HiGHS takes columns and rows as they are."""
    began = perf_counter()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(terms.lower), len(terms.row_lower)
    lp.col_cost_, lp.offset_ = terms.goal.cost, terms.goal.constant
    lp.sense_ = highspy.ObjSense.kMaximize if terms.goal.maximise else highspy.ObjSense.kMinimize
    lp.col_lower_, lp.col_upper_ = terms.lower, terms.upper
    lp.row_lower_, lp.row_upper_ = terms.row_lower, terms.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = terms.matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = terms.matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = terms.matrix.data
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[int(whole)] for whole in terms.whole]
    highs = _silent()
    highs.passModel(lp)
    return Loaded(0.0, perf_counter() - began, highs)


def in_pyomo(terms: Terms) -> Loaded:
    """Pyomo as the product uses it: linear expressions, standard form, arrays."""
    import pyomo.core as pyo
    from pyomo.common.gc_manager import PauseGC

    began = perf_counter()
    with PauseGC():
        model, columns = _pyomo_variables(terms, pyo)
        for rule in terms.rules:
            model.add_component(rule.name, _pyomo_rows(terms, rule, columns))
        used = np.flatnonzero(terms.goal.cost)
        model.goal_first = pyo.Objective(
            expr=_pyomo_sum(terms.goal.cost[used], used, columns) + terms.goal.constant,
            sense=pyo.maximize if terms.goal.maximise else pyo.minimize,
        )
    stated = perf_counter()
    form = compile_model(cast(Model, SimpleNamespace(pyomo=model)))
    highs = Highs(form)
    highs.aim(first_goal(form))
    return Loaded(stated - began, perf_counter() - stated, highs._highs)


def _pyomo_variables(terms: Terms, pyo: Any) -> tuple[Any, list[Any]]:
    model, columns = pyo.ConcreteModel(), []
    for part in terms.variables:
        domain = pyo.Integers if terms.whole[part.first] else pyo.Reals
        lower, upper = terms.lower[part.places].tolist(), terms.upper[part.places].tolist()
        variable = pyo.Var(
            range(part.last - part.first),
            domain=domain,
            bounds=lambda _, place, lower=lower, upper=upper: (lower[place], upper[place]),
        )
        model.add_component(part.name, variable)
        columns += variable.values()
    return model, columns


def _pyomo_sum(coefficients: Any, places: Any, columns: list[Any]) -> Any:
    from pyomo.core.expr.numeric_expr import LinearExpression

    return LinearExpression(
        constant=0.0,
        linear_coefs=coefficients.tolist(),
        linear_vars=[columns[place] for place in places],
    )


def _pyomo_rows(terms: Terms, rule: Component, columns: list[Any]) -> Any:
    import pyomo.core as pyo

    def body(_: Any, row: int) -> Any:
        places, coefficients = terms.row(row)
        lower, upper = _finite(terms.row_lower[row]), _finite(terms.row_upper[row])
        return (lower, _pyomo_sum(coefficients, places, columns), upper)

    return pyo.Constraint(range(rule.first, rule.last), rule=body)


def _finite(bound: float) -> float | None:
    return float(bound) if np.isfinite(bound) else None


def in_linopy(terms: Terms) -> Loaded:
    """linopy in its vectorised idiom: one array of variables, one of rows, per component."""
    import linopy

    began = perf_counter()
    model = linopy.Model()
    labels = np.concatenate([_linopy_variables(model, terms, part) for part in terms.variables])
    for rule in terms.rules:
        _linopy_rows(model, terms, rule, labels)
    used = np.flatnonzero(terms.goal.cost)
    cost = _linopy_expression(model, terms.goal.cost[None, used], labels[None, used])
    model.add_objective(cost.sum(), sense="max" if terms.goal.maximise else "min")
    stated = perf_counter()
    highs = model.to_highspy()
    return Loaded(stated - began, perf_counter() - stated, highs)


def _linopy_variables(model: Any, terms: Terms, part: Component) -> Any:
    import pandas as pd

    variable = model.add_variables(
        lower=terms.lower[part.places],
        upper=terms.upper[part.places],
        coords=[pd.RangeIndex(part.last - part.first, name="place")],
        name=part.name,
        integer=bool(terms.whole[part.first]),
    )
    return variable.labels.to_numpy()


def _linopy_expression(model: Any, coefficients: Any, labels: Any) -> Any:
    import linopy
    import xarray as xr

    data = xr.Dataset(
        {
            "coeffs": (("row", "_term"), coefficients),
            "vars": (("row", "_term"), labels),
            "const": (("row",), np.zeros(len(labels))),
        },
        coords={"row": np.arange(len(labels))},
    )
    return linopy.LinearExpression(data, model)


def _linopy_rows(model: Any, terms: Terms, rule: Component, labels: Any) -> None:
    """Rows of one rule: terms side by side, short rows filled up as linopy fills them."""
    import xarray as xr

    rows = terms.matrix[rule.places]
    counts = np.diff(rows.indptr)
    filled = np.arange(counts.max(initial=0)) < counts[:, None]
    coefficients = np.full(filled.shape, np.nan)
    coefficients[filled] = rows.data
    places = np.full(filled.shape, -1)
    places[filled] = labels[rows.indices]
    lower, upper = terms.row_lower[rule.places], terms.row_upper[rule.places]
    sign = np.where(lower == upper, "=", np.where(np.isfinite(upper), "<=", ">="))
    model.add_constraints(
        _linopy_expression(model, coefficients, places),
        xr.DataArray(sign, dims=["row"]),
        xr.DataArray(np.where(np.isfinite(upper), upper, lower), dims=["row"]),
        name=rule.name,
    )


def in_pulp(terms: Terms) -> Loaded:
    """PuLP: a variable, an expression and a constraint object each, its own HiGHS interface."""
    import pulp

    began = perf_counter()
    problem = pulp.LpProblem(
        "first_goal", pulp.LpMaximize if terms.goal.maximise else pulp.LpMinimize
    )
    columns = _pulp_variables(terms, problem)
    used = np.flatnonzero(terms.goal.cost)
    problem += pulp.LpAffineExpression(
        zip((columns[place] for place in used), terms.goal.cost[used].tolist(), strict=True),
        constant=terms.goal.constant,
    )
    for row, name in enumerate(terms.row_names):
        problem += _pulp_row(terms, row, columns), name
    stated = perf_counter()
    solver = pulp.HiGHS(msg=False)
    solver.createAndConfigureSolver(problem)
    solver.buildSolverModel(problem)
    return Loaded(stated - began, perf_counter() - stated, problem.solverModel)


def _pulp_variables(terms: Terms, problem: Any) -> list[Any]:
    import pulp

    kinds = (pulp.LpContinuous, pulp.LpInteger)
    columns = zip(terms.column_names, terms.lower.tolist(), terms.upper.tolist(), terms.whole,
                  strict=True)  # fmt: skip
    return [
        problem.add_variable(name, low, None if np.isinf(high) else high, kinds[int(whole)])
        for name, low, high, whole in columns
    ]


def _pulp_row(terms: Terms, row: int, columns: list[Any]) -> Any:
    import pulp

    places, coefficients = terms.row(row)
    pairs = zip((columns[place] for place in places), coefficients.tolist(), strict=True)
    expression = pulp.LpAffineExpression(pairs)
    lower, upper = terms.row_lower[row], terms.row_upper[row]
    if lower == upper:
        return expression == upper
    return expression <= upper if np.isfinite(upper) else expression >= lower


LAYERS: dict[str, Callable[[Terms], Loaded]] = {
    "arrays": in_arrays,
    "pyomo": in_pyomo,
    "linopy": in_linopy,
    "pulp": in_pulp,
}
NEEDS = {"linopy": "linopy", "pulp": "pulp"}
"""Layer → the module that must be installed for it."""


def through_mps(own: Compiled) -> Loaded:
    """Raw HiGHS: the model written as MPS (not counted), read by a fresh instance."""
    writer = Highs(own.form)
    writer.aim(first_goal(own.form))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.mps"
        writer.write(path)
        began = perf_counter()
        highs = _silent()
        highs.readModel(str(path))
        return Loaded(0.0, perf_counter() - began, highs)


def _silent() -> Any:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    return highs
