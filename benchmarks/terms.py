"""A model as lists of terms: what every modelling layer is given to state."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from allocator.allocation.model.build import build
from allocator.allocation.model.model import Model
from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import (
    Floats,
    Objective,
    StandardForm,
    column_names,
    compile_model,
    row_names,
)
from allocator.scenario.reading import read_scenario


@dataclass(frozen=True)
class Component:
    """Variables, or rows, of one name that stand together: the places ``first`` to ``last``."""

    name: str
    first: int
    last: int

    @property
    def places(self) -> slice:
        """Its columns or rows."""
        return slice(self.first, self.last)


@dataclass(frozen=True)
class Terms:
    """Rows with their terms, columns with their bounds, the first goal.

    Attributes
    ----------
    matrix : csr_array
        Row by row, the coefficient of each column.
    variables, rules : tuple of Component
    column_names, row_names : list of str
    """

    matrix: Any
    lower: Floats
    upper: Floats
    whole: npt.NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    goal: Objective
    variables: tuple[Component, ...]
    rules: tuple[Component, ...]
    column_names: list[str]
    row_names: list[str]

    def row(self, place: int) -> tuple[npt.NDArray[np.int32], Floats]:
        """Columns and coefficients of a row."""
        part = slice(self.matrix.indptr[place], self.matrix.indptr[place + 1])
        return self.matrix.indices[part], self.matrix.data[part]


def first_goal(form: StandardForm) -> Objective:
    """The goal that every layer is given."""
    return next(iter(form.objectives.values()))


def numbers_of(folder: Path) -> Prepared:
    """The prepared numbers of a scenario folder."""
    return prepare(read_scenario(folder))


class Compiled(NamedTuple):
    """The product's own model, and its arrays; columns have names as long as it is kept."""

    model: Model
    form: StandardForm


def compiled(folder: Path) -> Compiled:
    """The product's own model of a scenario folder."""
    model = build(numbers_of(folder))
    return Compiled(model, compile_model(model))


def terms_of(own: Compiled) -> Terms:
    """The lists of terms of a compiled model."""
    form = own.form
    shape = (len(form.row_lower), len(form.lower))
    matrix = csr_array(csc_array((form.value, form.index, form.start), shape=shape))
    names = [column.variable for column in form.columns]
    return Terms(
        matrix=matrix,
        lower=form.lower,
        upper=form.upper,
        whole=form.whole,
        row_lower=form.row_lower,
        row_upper=form.row_upper,
        goal=first_goal(form),
        variables=tuple(_components(names)),
        rules=tuple(_components([row.rule for row in form.rows])),
        column_names=column_names(form),
        row_names=row_names(form),
    )


def _components(names: list[str]) -> Iterator[Component]:
    """Runs of one name; a name that comes back gets a number, as layers want them unique."""
    first = 0
    seen: dict[str, int] = {}
    for name, run in groupby(names):
        last = first + sum(1 for _ in run)
        seen[name] = seen.get(name, 0) + 1
        yield Component(name if seen[name] == 1 else f"{name}_{seen[name]}", first, last)
        first = last
