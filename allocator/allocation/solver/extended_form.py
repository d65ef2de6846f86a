"""Rows, and a goal that counts what they lack, added to a model that has been compiled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from allocator.allocation.solver.standard_form import (
    ColumnName,
    Objective,
    RowName,
    StandardForm,
    scipy_sparse,
)


@dataclass(frozen=True)
class Extension:
    """A row over columns of a form.

    Attributes
    ----------
    terms : mapping of column to coefficient
    lower, upper : float
    slack : int
        Most by which the row may lack of ``lower``, in whole posts, 0 for none.
    """

    terms: Mapping[int, float]
    lower: float
    upper: float
    slack: int = 0


def extended(
    form: StandardForm, rows: Sequence[Extension], goal: str | None = None
) -> StandardForm:
    """The form with more rows, and with a last goal: the least total that they lack.

    Parameters
    ----------
    goal : str or None
        Name of the goal, ``None`` for none.
    """
    sparse = scipy_sparse()
    columns, slacks = len(form.lower), [row for row in rows if row.slack]
    matrix = sparse.csc_array(
        (form.value, form.index, form.start), shape=(len(form.row_lower), columns)
    )
    taller = sparse.vstack([matrix, _coefficients(rows, columns)])
    lacking = _lacking(rows, len(form.row_lower))
    both: Any = sparse.hstack([taller, lacking]) if slacks else taller
    wider = both.tocsc()
    wider.sort_indices()
    zeros = np.zeros(len(slacks))
    objectives = {
        name: replace(objective, cost=np.concatenate([objective.cost, zeros]))
        for name, objective in form.objectives.items()
    }
    if goal is not None:
        cost = np.concatenate([np.zeros(columns), np.ones(len(slacks))])
        objectives[goal] = Objective(cost, 0.0, maximise=False)
    return StandardForm(
        start=wider.indptr.astype(np.int32),
        index=wider.indices.astype(np.int32),
        value=wider.data.astype(np.float64),
        row_lower=np.concatenate([form.row_lower, [row.lower for row in rows]]),
        row_upper=np.concatenate([form.row_upper, [row.upper for row in rows]]),
        lower=np.concatenate([form.lower, zeros]),
        upper=np.concatenate([form.upper, [float(row.slack) for row in slacks]]),
        whole=np.concatenate([form.whole, np.ones(len(slacks), dtype=np.bool_)]),
        objectives=objectives,
        rows=form.rows + tuple(RowName("extension", (place,)) for place in range(len(rows))),
        columns=form.columns + tuple(ColumnName("lacking", (p,)) for p in range(len(slacks))),
    )


def _coefficients(rows: Sequence[Extension], columns: int) -> Any:
    entries = [(r, c, value) for r, row in enumerate(rows) for c, value in row.terms.items()]
    row, column, value = zip(*entries, strict=True) if entries else ((), (), ())
    return scipy_sparse().coo_array(
        (value, (row, column)), shape=(len(rows), columns), dtype=np.float64
    )


def _lacking(rows: Sequence[Extension], above: int) -> Any:
    """Columns that make up for what a row lacks."""
    places = [above + place for place, row in enumerate(rows) if row.slack]
    shape = (above + len(rows), len(places))
    ones = np.ones(len(places))
    return scipy_sparse().coo_array((ones, (places, range(len(places)))), shape=shape)
