"""Models of changed numbers as arrays: what a change does not touch is taken over."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from allocator.allocation.explain.in_hand import InHand, goals_of
from allocator.allocation.explain.unit_model import is_of, unit_form
from allocator.allocation.model.build import build
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import (
    Floats,
    Objective,
    RowName,
    StandardForm,
    compile_model,
    scipy_sparse,
)

OF_UNITS = frozenset(
    {
        "own_vacancies_first",
        "borrowing_limit",
        "response",
        "overdue",
        "staffing_standard",
    }
)
"""Rows of one unit; the first part of their index is its id."""

SHARED = frozenset(
    {
        "pool_balance",
        "crossing",
        "people_ceiling",
        "purpose_share",
        "department_share",
        "long_reserve",
    }
)
"""Rows that hold requests of several units, and what is decided about loans and pools."""

OF_THE_BANK = frozenset({"renewal", "transfer", "deposit", "least_served"})
"""Rows without columns of single requests, or (the last) with columns of all of them."""


Name = TypeVar("Name")


@dataclass(frozen=True)
class Forms:
    """Models of the numbers in hand and of changes of them."""

    in_hand: InHand
    _last: list[Any] = field(default_factory=list)

    def of(self, numbers: Prepared, j: str | None = None) -> StandardForm:
        """The model of ``numbers``, which differ for request ``j``, if it is given.

        Where only requests of its unit differ, only their rows and columns are stated anew.
        """
        if numbers is self.in_hand.numbers:
            return self.in_hand.form
        if j is not None and self._only_unit_differs(numbers, numbers.requests[j].unit):
            unit = numbers.requests[j].unit
            return self.merged(self.of_unit(numbers, unit), numbers, unit)
        changed = numbers if j is None else self.in_hand.around(numbers, j)
        return compile_model(build(replace(changed, goals=goals_of(numbers))))

    def of_unit(self, numbers: Prepared, unit: str) -> StandardForm:
        """The model of the requests of one unit; the last one asked for is kept."""
        if not self._last or self._last[0] is not numbers or self._last[1] != unit:
            self._last[:] = [numbers, unit, unit_form(numbers, unit)]
        form: StandardForm = self._last[2]
        return form

    def _only_unit_differs(self, numbers: Prepared, unit: str) -> bool:
        base = self.in_hand.numbers
        if "least_served" in base.goals:
            return False
        others = (each.name for each in fields(Prepared) if each.name != "requests")
        if any(getattr(base, name) is not getattr(numbers, name) for name in others):
            return False
        return base.requests.keys() == numbers.requests.keys() and all(
            request is base.requests[k] or request.unit == unit
            for k, request in numbers.requests.items()
        )

    def merged(self, small: StandardForm, numbers: Prepared, unit: str) -> StandardForm:
        """The model in hand with the columns and rows of one unit from ``small``."""
        requests = frozenset(k for k, r in numbers.requests.items() if r.unit == unit)
        return _Merge(self.in_hand.form, self._base, small, requests, unit).form()

    @cached_property
    def _base(self) -> "_Entries":
        return _entries(self.in_hand.form)


@dataclass(frozen=True)
class _Entries:
    """Entries of a matrix with the places of rows and columns by name."""

    row: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    row_of: dict[RowName, int]
    column_of: dict[tuple[str, tuple[object, ...]], int]


def _entries(form: StandardForm) -> _Entries:
    return _Entries(
        form.index.astype(np.int64),
        np.repeat(np.arange(len(form.lower)), np.diff(form.start)),
        {name: place for place, name in enumerate(form.rows)},
        {(column.variable, column.index): place for place, column in enumerate(form.columns)},
    )


@dataclass(frozen=True)
class _Merge:
    base: StandardForm
    entries: _Entries
    small: StandardForm
    requests: frozenset[str]
    unit: str

    def form(self) -> StandardForm:
        """All columns and rows, those of the unit last."""
        base, small = self.base, self.small
        kept_columns = _flags(not is_of(c, self.requests, self.unit) for c in base.columns)
        kept_rows = _flags(not self._of_unit(name) for name in base.rows)
        column_to = _places(kept_columns)
        row_to = _places(kept_rows)
        own_columns = _flags(is_of(c, self.requests, self.unit) for c in small.columns)
        columns = kept_columns.sum() + np.cumsum(own_columns) - 1
        for place in np.flatnonzero(~own_columns):
            name = (small.columns[place].variable, small.columns[place].index)
            there = self.entries.column_of.get(name)  # none for what is always 0
            columns[place] = -1 if there is None else column_to[there]
        rows, new_rows = self._rows_of_small(row_to, int(kept_rows.sum()), own_columns)
        wanted = self._wanted(rows, new_rows, own_columns)
        wanted &= columns[_column_places(small)] >= 0
        old = kept_columns[self.entries.column] & kept_rows[self.entries.row]
        small_row, small_column = small.index, _column_places(small)
        matrix = (
            scipy_sparse()
            .coo_array(
                (
                    np.concatenate([base.value[old], small.value[wanted]]),
                    (
                        np.concatenate([row_to[self.entries.row[old]], rows[small_row[wanted]]]),
                        np.concatenate(
                            [column_to[self.entries.column[old]], columns[small_column[wanted]]]
                        ),
                    ),
                ),
                shape=(kept_rows.sum() + new_rows.sum(), kept_columns.sum() + own_columns.sum()),
            )
            .tocsc()
        )
        matrix.sort_indices()
        return StandardForm(
            start=matrix.indptr.astype(np.int32),
            index=matrix.indices.astype(np.int32),
            value=matrix.data.astype(np.float64),
            row_lower=np.concatenate([base.row_lower[kept_rows], small.row_lower[new_rows]]),
            row_upper=np.concatenate([base.row_upper[kept_rows], small.row_upper[new_rows]]),
            lower=np.concatenate([base.lower[kept_columns], small.lower[own_columns]]),
            upper=np.concatenate([base.upper[kept_columns], small.upper[own_columns]]),
            whole=np.concatenate([base.whole[kept_columns], small.whole[own_columns]]),
            objectives={
                goal: Objective(
                    np.concatenate([objective.cost[kept_columns], self._costs(goal)[own_columns]]),
                    objective.constant,
                    objective.maximise,
                )
                for goal, objective in base.objectives.items()
            },
            rows=_chosen(base.rows, kept_rows) + _chosen(small.rows, new_rows),
            columns=_chosen(base.columns, kept_columns) + _chosen(small.columns, own_columns),
        )

    def _costs(self, goal: str) -> Floats:
        """Costs of a goal in the small model, none where it is about loans left out there."""
        objective = self.small.objectives.get(goal)
        return np.zeros(len(self.small.columns)) if objective is None else objective.cost

    def _of_unit(self, name: RowName) -> bool:
        """Whether a row is of the unit or of one of its requests."""
        if name.rule in OF_UNITS:
            return bool(name.index[0] == self.unit)
        if name.rule in SHARED or name.rule in OF_THE_BANK:
            return False
        return name.index[0] in self.requests

    def _rows_of_small(
        self, row_to: npt.NDArray[np.int64], kept: int, own_columns: npt.NDArray[np.bool_]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Where each row of the small model goes, and which of them are new."""
        touched = np.zeros(len(self.small.rows), dtype=np.bool_)
        touched[self.small.index[own_columns[_column_places(self.small)]]] = True
        new = np.zeros(len(self.small.rows), dtype=np.bool_)
        rows = np.full(len(self.small.rows), -1)
        for place, name in enumerate(self.small.rows):
            if self._of_unit(name):
                new[place] = True
            elif name.rule in SHARED and touched[place]:
                there = self.entries.row_of.get(name)
                new[place] = there is None
                rows[place] = -1 if there is None else row_to[there]
        rows[new] = kept + np.arange(new.sum())
        return rows, new

    def _wanted(
        self,
        rows: npt.NDArray[np.int64],
        new: npt.NDArray[np.bool_],
        own_columns: npt.NDArray[np.bool_],
    ) -> npt.NDArray[np.bool_]:
        """Entries of the small model that count: all of new rows, the unit's of shared ones."""
        row = self.small.index
        of_unit = own_columns[_column_places(self.small)]
        wanted: npt.NDArray[np.bool_] = (rows[row] >= 0) & (new[row] | of_unit)
        return wanted


def _flags(answers: Iterable[bool]) -> npt.NDArray[np.bool_]:
    return np.fromiter(answers, dtype=np.bool_)


def _column_places(form: StandardForm) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(len(form.lower)), np.diff(form.start))


def _places(kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """New places of what is kept."""
    places: npt.NDArray[np.int64] = np.cumsum(kept) - 1
    return places


def _chosen(names: tuple[Name, ...], chosen: npt.NDArray[np.bool_]) -> tuple[Name, ...]:
    return tuple(names[place] for place in np.flatnonzero(chosen))
