"""The model as arrays, from Pyomo's standard-form compiler: the seam to any solver."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.core as pyo
from pyomo.common.dependencies import DeferredImportCallbackFinder
from pyomo.common.gc_manager import PauseGC
from pyomo.repn.plugins import standard_form as pyomo_standard_form

from allocator.allocation.model.model import Model

Floats = npt.NDArray[np.float64]
GOAL_PREFIX = "goal_"

Name = tuple[str, tuple[Any, ...]]
"""Component and index of a Pyomo constraint or variable."""


@dataclass(frozen=True)
class Objective:
    """One goal: costs of the columns, a constant, and whether it is maximised."""

    cost: Floats
    constant: float
    maximise: bool


@dataclass(frozen=True)
class RowName:
    """Rule (or component) and index of a row, for people."""

    rule: str
    index: tuple[Any, ...]


@dataclass(frozen=True)
class ColumnName:
    """Variable of the model and index of a column."""

    variable: str
    index: tuple[Any, ...]


@dataclass(frozen=True)
class StandardForm:
    """Rows ``row_lower ≤ A x ≤ row_upper``, columns ``lower ≤ x ≤ upper``, some whole.

    Attributes
    ----------
    start, index, value : arrays
        A by columns (CSC): column c has its rows at ``index[start[c]:start[c + 1]]``.
    row_lower, row_upper : array, shape (rows,)
    lower, upper : array, shape (columns,)
    whole : array of bool, shape (columns,)
    objectives : mapping of goal id to Objective
        In the policy's order.
    rows : tuple of RowName
    columns : tuple of ColumnName
    """

    start: npt.NDArray[np.int32]
    index: npt.NDArray[np.int32]
    value: Floats
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    whole: npt.NDArray[np.bool_]
    objectives: Mapping[str, Objective]
    rows: tuple[RowName, ...]
    columns: tuple[ColumnName, ...]

    def worst_violation(self, x: Floats) -> float:
        """The most by which a row or a bound is broken at ``x``; 0 where none is."""
        columns = np.repeat(np.arange(len(x)), np.diff(self.start))
        activity = np.bincount(self.index, self.value * x[columns], minlength=len(self.row_lower))
        excess = [
            activity - self.row_upper,
            self.row_lower - activity,
            x - self.upper,
            self.lower - x,
        ]
        return float(max((part.max(initial=0.0) for part in excess), default=0.0))


def compile_model(model: Model) -> StandardForm:
    """The model as arrays.

    Columns and rows come in the order in which variables and rules were added, so that the
    same numbers give the same arrays.
    """
    _use_scipy_sparse_only()
    # Nothing that is made here is dropped soon: collecting in between costs more than half.
    with PauseGC():
        compiler = pyomo_standard_form.LinearStandardFormCompiler()
        compiled = compiler.write(model.pyomo, mixed_form=True, set_sense=None)
        return _arrays(compiled, _names(model.pyomo))


def _arrays(compiled: Any, names: Mapping[int, Name]) -> StandardForm:
    signs = np.array([row.bound_type for row in compiled.rows], dtype=np.int8)
    rhs = np.asarray(compiled.rhs, dtype=np.float64)
    matrix = compiled.A.tocsc()
    bounds = np.array(
        [(variable.lb, np.inf if variable.ub is None else variable.ub)
         for variable in compiled.columns],
        dtype=np.float64,
    ).reshape(-1, 2)  # fmt: skip
    return StandardForm(
        start=matrix.indptr.astype(np.int32),
        index=matrix.indices.astype(np.int32),
        value=matrix.data.astype(np.float64),
        row_lower=np.where(signs == 1, -np.inf, rhs),
        row_upper=np.where(signs == -1, np.inf, rhs),
        lower=bounds[:, 0],
        upper=bounds[:, 1],
        whole=np.array([not v.is_continuous() for v in compiled.columns], dtype=np.bool_),
        objectives=_objectives(compiled),
        rows=tuple(RowName(*names[id(row.constraint)]) for row in compiled.rows),
        columns=tuple(ColumnName(*names[id(variable)]) for variable in compiled.columns),
    )


def scipy_sparse() -> Any:
    """The module ``scipy.sparse``, imported without what Pyomo would import beside it."""
    _use_scipy_sparse_only()
    import scipy.sparse

    return scipy.sparse


def _use_scipy_sparse_only() -> None:
    """Give Pyomo's compiler its array types before it looks for them itself.

    Left alone it imports all of ``scipy.stats``, a third of the time of a whole county: on
    first use, and already when anyone imports a part of scipy. The classes offer these
    attributes as hooks; should they go, Pyomo does as before.
    """
    getattr(DeferredImportCallbackFinder, "_callbacks", {}).pop("scipy", None)
    import scipy.sparse

    implementation = getattr(pyomo_standard_form, "_LinearStandardFormCompiler_impl", None)
    if implementation is not None and getattr(implementation, "_to_vector", 0) is None:
        implementation._to_vector = np.fromiter
        implementation._csc_matrix = scipy.sparse.csc_array
        implementation._csr_matrix = scipy.sparse.csr_array


def _objectives(compiled: Any) -> dict[str, Objective]:
    costs = np.asarray(compiled.c.todense(), dtype=np.float64)
    costs = costs.reshape(len(compiled.objectives), len(compiled.columns))
    return {
        objective.name.removeprefix(GOAL_PREFIX): Objective(
            costs[place], float(compiled.c_offset[place]), objective.sense == pyo.maximize
        )
        for place, objective in enumerate(compiled.objectives)
    }


def _names(model: Any) -> dict[int, Name]:
    """The name of every constraint and variable, by its identity.

    Asked for one by one, Pyomo would look for the name of its component every time.
    """
    names: dict[int, Name] = {}
    for component in model.component_objects((pyo.Constraint, pyo.Var)):
        for index, part in component.items():
            parts = index if isinstance(index, tuple) else () if index is None else (index,)
            names[id(part)] = (component.local_name, parts)
    return names


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,30}|[0-9]{1,9}")


def plain_names(names: list[Name]) -> list[str]:
    """Unique names without spaces for a model file, from components and indices.

    An index part that is not plain ASCII is left out; a running number keeps names unique.
    """
    result: list[str] = []
    seen: set[str] = set()
    for place, (component, index) in enumerate(names):
        parts = [str(part) for part in index if _PLAIN.fullmatch(str(part))]
        name = "_".join([component, *parts])
        if name in seen or len(parts) < len(index):
            name = f"{name}_n{place}"
        seen.add(name)
        result.append(name)
    return result


def column_names(form: StandardForm) -> list[str]:
    """A plain, unique name for every column."""
    return plain_names([(column.variable, column.index) for column in form.columns])


def row_names(form: StandardForm) -> list[str]:
    """A plain, unique name for every row."""
    return plain_names([(row.rule, row.index) for row in form.rows])
