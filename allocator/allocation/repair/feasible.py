"""Whether some of the rows of a model have a plan, and parts of a model."""

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from allocator.allocation.solver.highs import Ending, Highs, Run
from allocator.allocation.solver.standard_form import Objective, StandardForm

if TYPE_CHECKING:
    from scipy.sparse import csc_array

Answered = TypeVar("Answered")
_WHOLE_GAP = 0.5
"""Objectives here are whole numbers, so that a bound within half a step proves an optimum."""


def has_plan(form: StandardForm) -> bool:
    """Whether anything keeps every row and bound, whole where it must be."""
    if bool((form.row_lower > form.row_upper).any()):
        return False
    nothing = Objective(np.zeros(len(form.lower)), 0.0, maximise=False)
    return optimum(form, nothing).ending is not Ending.INFEASIBLE


def optimum(form: StandardForm, *objectives: Objective) -> Run:
    """The best by each objective in turn, each held at its optimum; all have whole values."""
    highs = Highs(form, threads=1)
    for place, objective in enumerate(objectives):
        highs.aim(objective)
        run = _interruptible(
            lambda: highs.run(seconds=float("inf"), relative_gap=0.0, absolute_gap=_WHOLE_GAP)
        )
        if run.x is None or place == len(objectives) - 1:
            break
        highs.hold(objective, float(np.round(objective.cost @ run.x)), _WHOLE_GAP)
    return run


def _interruptible(work: Callable[[], Answered]) -> Answered:
    """Do ``work`` beside the main thread, where Ctrl-C is then served at once.

    HiGHS takes the signal for itself where it runs in the main thread, and a run of
    milliseconds would swallow it. What runs here is short; it is waited for.
    """
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(work).result()


def eased(form: StandardForm, posts: Mapping[int, int]) -> StandardForm:
    """The model with rows, by place, that allow so many posts more."""
    upper = form.row_upper.copy()
    for row, more in posts.items():
        upper[row] += more
    return replace(form, row_upper=upper)


def with_rows(form: StandardForm, rows: Iterable[int]) -> StandardForm:
    """The model with only ``rows``, in their order, and all columns."""
    return part(form, sorted(rows), range(len(form.lower)))


def part(form: StandardForm, rows: Collection[int], columns: Collection[int]) -> StandardForm:
    """The model with only some rows and columns, without objectives."""
    down, across = np.array(list(rows), dtype=np.intp), np.array(list(columns), dtype=np.intp)
    cut = _matrix(form)[:, across][down, :].tocsc()
    return StandardForm(
        start=cut.indptr.astype(np.int32),
        index=cut.indices.astype(np.int32),
        value=cut.data.astype(np.float64),
        row_lower=form.row_lower[down],
        row_upper=form.row_upper[down],
        lower=form.lower[across],
        upper=form.upper[across],
        whole=form.whole[across],
        objectives={},
        rows=tuple(form.rows[place] for place in down),
        columns=tuple(form.columns[place] for place in across),
    )


def with_columns(
    form: StandardForm, rows: npt.NDArray[np.int32], value: float, whole: bool = True
) -> StandardForm:
    """The model with one more column, from 0 up, for each of ``rows``, with ``value`` in it."""
    count, columns = len(rows), len(form.lower)
    start = form.start[-1] + np.arange(1, count + 1, dtype=np.int32)
    return replace(
        form,
        start=np.concatenate([form.start, start]).astype(np.int32),
        index=np.concatenate([form.index, rows]).astype(np.int32),
        value=np.concatenate([form.value, np.full(count, value)]),
        lower=np.concatenate([form.lower, np.zeros(count)]),
        upper=np.concatenate([form.upper, np.full(count, np.inf)]),
        whole=np.concatenate([form.whole, np.full(count, whole)]),
        objectives={},
        columns=form.columns[:columns],
    )


def components(form: StandardForm) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Number of the connected part of each row and of each column."""
    # Imported once the model is compiled: see the seam to Pyomo in ``standard_form``.
    from scipy.sparse import csc_array
    from scipy.sparse.csgraph import connected_components

    rows, columns = len(form.row_lower), len(form.lower)
    matrix = _matrix(form).tocoo()
    graph = csc_array(
        (np.ones(len(matrix.data)), (matrix.row, matrix.col + rows)),
        shape=(rows + columns, rows + columns),
    )
    labels = connected_components(graph, directed=False)[1].astype(np.int32)
    return labels[:rows], labels[rows:]


def _matrix(form: StandardForm) -> "csc_array[np.float64]":
    from scipy.sparse import csc_array

    return csc_array(
        (form.value, form.index, form.start), shape=(len(form.row_lower), len(form.lower))
    )
