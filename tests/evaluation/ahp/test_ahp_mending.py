"""What contradicts most, and the smallest change that mends it."""

from fractions import Fraction
from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import assume, given, settings
from judged import matrices, square
from test_ahp_published import EXAMPLES

from allocator.evaluation.ahp import (
    Change,
    PairwiseMatrix,
    judgements_by_inconsistency,
    smallest_mend,
    weigh,
)
from allocator.evaluation.ahp.incomplete import known_logs
from allocator.evaluation.ahp.least_total import least_total_change
from allocator.evaluation.ahp.mending import SCALE, single_change
from allocator.evaluation.ahp.principal import principal
from allocator.scenario.judgement import judgement_text, parse_judgement

HOUSE = EXAMPLES["house"].matrix


def ratio(matrix: PairwiseMatrix) -> float:
    return weigh([matrix]).largest_ratio


def applied(matrix: PairwiseMatrix, changes: tuple[Change, ...]) -> PairwiseMatrix:
    """The matrix with the changes as they are printed."""
    for change in changes:
        i, j = matrix.names.index(change.row), matrix.names.index(change.column)
        assert matrix.values[i][j] == change.before >= 1
        after = parse_judgement(judgement_text(change.after))
        assert after is not None
        matrix = matrix.with_judgement(i, j, after)
    return matrix


def total(before: PairwiseMatrix, after: PairwiseMatrix) -> float:
    return float(np.abs(known_logs(after) - known_logs(before)).sum() / 2)


def test_the_worst_judgement_of_the_house() -> None:
    """neighbourhood : condition is 6, the weights say 0.188 / 0.167 = 1.13."""
    worst = judgements_by_inconsistency(HOUSE)[0]
    assert (worst.row, worst.column, worst.found) == ("neighbourhood", "condition", 6)
    assert worst.consistent == pytest.approx(1.1275, abs=5e-5)
    assert worst.gap == pytest.approx(log(6 / worst.consistent))


def test_one_judgement_mends_the_house() -> None:
    (change,) = smallest_mend(HOUSE, "saaty", 0.1) or ()
    assert change == Change("neighbourhood", "condition", Fraction(6), Fraction(1))
    assert ratio(applied(HOUSE, (change,))) <= 0.1


def test_nothing_to_mend() -> None:
    assert smallest_mend(EXAMPLES["nations"].matrix, "saaty", 0.1) == ()


def test_a_triad_by_hand() -> None:
    """a : b = 2, b : c = 2, a : c = 1/2: the cycle's product is 8.

    For three items λmax = 1 + d + 1 / d with d the cube root of the product: 3.5 at d = 2, so
    CI 0.25 and CR 0.431. CR 0.1 allows λmax = 3.116, d = 1.405, product 2.77: one judgement
    has to move by log(8 / 2.77) = 1.06 at least. On Saaty's scale the next step from 2 is to
    1/2, log 4 = 1.39 (to 1 is only log 2 = 0.69); a : c would go from 1/2 to 2, as far. Of
    equals the first is taken.
    """
    matrix = square("a b c", "1 2 1/2; ? 1 2; ? ? 1")
    assert ratio(matrix) == pytest.approx(0.25 / 0.58)
    (change,) = smallest_mend(matrix, "saaty", 0.1) or ()
    assert change == Change("a", "b", Fraction(2), Fraction(1, 2))


@given(matrices(3, 5))
@settings(max_examples=20, deadline=None)
def test_a_mend_mends_and_no_smaller_single_change_does(matrix: PairwiseMatrix) -> None:
    changes = smallest_mend(matrix, "saaty", 0.1)
    assert changes is not None
    assert ratio(applied(matrix, changes)) <= 0.1
    assume(changes)
    size = sum(abs(log(change.after / change.before)) for change in changes)
    for (i, j), value in product(matrix.known_pairs(), SCALE):
        smaller = abs(log(value / (matrix.values[i][j] or 1))) < size - 1e-9
        if len(changes) > 1 or smaller:
            assert ratio(matrix.with_judgement(i, j, value)) > 0.1


@given(matrices(3, 5, unknown=True))
@settings(max_examples=10, deadline=None)
def test_a_mend_of_an_incomplete_matrix_mends(matrix: PairwiseMatrix) -> None:
    changes = smallest_mend(matrix, "alonso_lamata", 0.05)
    assert changes is not None
    mended = weigh([applied(matrix, changes)], random_index="alonso_lamata")
    assert mended.largest_ratio <= 0.05


def lower_bound(matrix: PairwiseMatrix, highest: float) -> float:
    """A total that no change with λmax ≤ ``highest`` can be below, by cutting planes.

    Each tangent of the convex λmax is a linear condition that every such change meets; the
    least total under them is a linear program.
    """
    from scipy.optimize import linprog

    pairs = matrix.known_pairs()
    rows, columns = np.array(pairs).T
    at = np.zeros(len(pairs))
    cuts, rights, bound = [], [], 0.0
    for _cut in range(150):
        logs = known_logs(matrix)
        logs[rows, columns] += at
        logs[columns, rows] = -logs[rows, columns]
        found = principal(logs)
        slope = found.gradient(logs)[rows, columns]
        cuts.append(np.concatenate([slope, -slope]))
        rights.append(highest - found.value + slope @ at)
        plan = linprog(np.ones(2 * len(pairs)), A_ub=cuts, b_ub=rights, bounds=(0, 2 * log(9)))
        bound = float(plan.fun)
        at = plan.x[: len(pairs)] - plan.x[len(pairs) :]
    return bound


@pytest.mark.parametrize(
    "rows",
    [
        "1 9 1/9 9; ? 1 9 1/9; ? ? 1 9; ? ? ? 1",
        "1 5 1/3 7; ? 1 6 1/4; ? ? 1 3; ? ? ? 1",
        "1 2 9 1/5; ? 1 1/7 4; ? ? 1 6; ? ? ? 1",
    ],
)
def test_the_total_change_is_the_smallest(rows: str) -> None:
    """Within 1 %, which rounding to two decimals and the margin for it cost."""
    matrix = square("a b c d", rows)
    assert single_change(matrix, "saaty", 0.1) is None
    mended = least_total_change(matrix, "saaty", 0.1)
    assert mended is not None
    assert ratio(mended) <= 0.1
    least = lower_bound(matrix, 4 + 0.1 * 0.9 * 3)
    assert least <= total(matrix, mended) <= 1.01 * least + 0.01
    changes = smallest_mend(matrix, "saaty", 0.1) or ()
    assert applied(matrix, changes) == mended
    sizes = [abs(log(change.after / change.before)) for change in changes]
    assert sizes == sorted(sizes, reverse=True)


def test_no_judgement_of_two_decimals_is_exactly_consistent() -> None:
    """With a maximum of 0 nothing that rounds will do, and that is what it says."""
    assert smallest_mend(HOUSE, "saaty", 0) is None


def test_parts_that_no_judgement_connects_are_mended_apart() -> None:
    matrix = square(
        "a b c x y z",
        "1 2 1/2 ? ? ?; ? 1 2 ? ? ?; ? ? 1 ? ? ?; ? ? ? 1 4 1/4; ? ? ? ? 1 4; ? ? ? ? ? 1",
    )
    changes = smallest_mend(matrix, "saaty", 0.1) or ()
    assert [(change.row, change.column) for change in changes] == [("a", "b"), ("x", "y")]
    worst = judgements_by_inconsistency(matrix)[0]
    assert {worst.row, worst.column} <= {"x", "y", "z"}
