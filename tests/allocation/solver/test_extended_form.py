"""Rows, and a goal for what they lack, added to a compiled model."""

from dataclasses import replace

import numpy as np

from allocator.allocation.solver.extended_form import Extension, extended
from allocator.allocation.solver.highs import Highs
from allocator.allocation.solver.one_goal import best_answer
from allocator.allocation.solver.standard_form import ColumnName, Objective, RowName, StandardForm

# max 2a + b, a + b ≤ 3, a ≤ 2, b ≤ 2, whole
FORM = StandardForm(
    start=np.array([0, 1, 2], dtype=np.int32),
    index=np.array([0, 0], dtype=np.int32),
    value=np.array([1.0, 1.0]),
    row_lower=np.array([-np.inf]),
    row_upper=np.array([3.0]),
    lower=np.zeros(2),
    upper=np.array([2.0, 2.0]),
    whole=np.ones(2, dtype=np.bool_),
    objectives={"value": Objective(np.array([2.0, 1.0]), 0.0, maximise=True)},
    rows=(RowName("sum", ()),),
    columns=(ColumnName("a", ()), ColumnName("b", ())),
)


def best(form: StandardForm, goal: str) -> list[float] | None:
    highs = Highs(form, threads=1, presolve=False, heuristics=False)
    x = best_answer(form, highs, form.objectives[goal], 1e-6)
    return None if x is None else x.tolist()


def test_a_row_more() -> None:
    assert best(FORM, "value") == [2, 1]
    assert best(extended(FORM, [Extension({1: 1.0}, 2.0, np.inf)]), "value") == [1, 2]
    assert best(extended(FORM, [Extension({0: 1.0, 1: 1.0}, 4.0, np.inf)]), "value") is None


def test_what_a_row_lacks_is_a_goal() -> None:
    # b should be 2 and a + b 4; with at most 3 in all the second lacks 1, the first nothing.
    rows = [
        Extension({1: 1.0}, 2.0, np.inf, slack=2),
        Extension({0: 1.0, 1: 1.0}, 4.0, np.inf, slack=4),
    ]
    form = extended(FORM, rows, goal="lacking")
    assert list(form.objectives) == ["value", "lacking"]
    assert form.objectives["value"].cost.tolist() == [2, 1, 0, 0]
    x = best(form, "lacking")
    assert x is not None
    assert x[2:] == [0, 1]
    assert x[:2] == [1, 2]


def test_nothing_to_add() -> None:
    same = extended(FORM, [])
    assert best(same, "value") == [2, 1]
    assert same == replace(same, columns=FORM.columns, rows=FORM.rows)
