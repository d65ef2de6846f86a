"""The filter by itself, also on conflicts that only wholeness makes."""

import numpy as np
import pytest

from allocator.allocation.repair.elastic import smallest_total
from allocator.allocation.repair.irreducible import irreducible_set, irreducible_sets
from allocator.allocation.repair.standing import Standing
from allocator.allocation.solver.standard_form import ColumnName, RowName, StandardForm


def standing(rows: list[list[float]], most: list[float]) -> Standing:
    """Rows ``Σ a x ≤ most``, all of which may give, of whole x from 0 to 5."""
    matrix = np.array(rows, dtype=float)
    down, across = matrix.shape
    form = StandardForm(
        start=np.arange(0, down * across + 1, down, dtype=np.int32),
        index=np.tile(np.arange(down, dtype=np.int32), across),
        value=matrix.T.ravel(),
        row_lower=np.full(down, -np.inf),
        row_upper=np.array(most, dtype=float),
        lower=np.zeros(across),
        upper=np.full(across, 5.0),
        whole=np.ones(across, dtype=np.bool_),
        objectives={},
        rows=tuple(RowName("pool_balance", (f"B{row}", 2026)) for row in range(down)),
        columns=tuple(ColumnName("transferred", (str(column),)) for column in range(across)),
    )
    return Standing(form, tuple(range(down)))


def test_a_conflict_that_only_wholeness_makes():
    """2 x ≤ 3 and 2 x ≥ 3: x = 1.5 would do, no whole number does; the third row is idle."""
    conflict = standing([[2.0], [-2.0], [1.0]], [3, -3, 4])
    giving = smallest_total(conflict, {})
    assert giving == {0: 1}  # 2 x ≤ 4
    assert irreducible_sets(conflict, giving) == [[0, 1]]


def test_contradictions_that_share_no_column():
    """x ≥ 2 against x ≤ 1, and the same of y; z is free."""
    conflict = standing(
        [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1]], [1, -2, 1, -2, 1]
    )
    giving = smallest_total(conflict, {})
    assert sum(giving.values()) == 2
    assert irreducible_sets(conflict, giving) == [[0, 1], [2, 3]]


@pytest.mark.parametrize("rows", [1, 2, 7, 50])
def test_the_filter_finds_what_is_needed(rows):
    """Rows contradict each other where all of ``needed`` are there."""
    for needed in ({0}, {rows - 1}, {0, rows // 2}, set(range(0, rows, 3))):
        asked = []

        def agree(chosen, needed=needed, asked=asked):
            asked.append(1)
            return not needed <= set(chosen)

        assert irreducible_set(range(rows), agree) == sorted(needed)
        assert len(asked) <= 2 * len(needed) * (1 + np.log2(rows)) + 2


def test_earlier_rows_are_preferred():
    """Rows 3 and 0 contradict each other, and so do 3 and 5."""
    assert irreducible_set([5, 3, 0, 1], lambda rows: not (3 in rows and {0, 5} & set(rows))) == [
        3,
        5,
    ]
