"""What holds for every matrix."""

from fractions import Fraction
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged import matrices

from allocator.evaluation.ahp import PairwiseMatrix, Priorities, pairwise_matrix, weigh


def priorities_of(matrix: PairwiseMatrix) -> Priorities:
    found = weigh([matrix]).priorities
    assert found is not None
    return found


@given(
    st.lists(st.integers(1, 31), min_size=1, max_size=8),
    st.lists(st.booleans(), min_size=21, max_size=21),
)
def test_a_consistent_judge_gets_his_weights_back(weights: list[int], known: list[bool]) -> None:
    """Whatever is left unknown as long as neighbours are compared."""
    cells = [
        [
            Fraction(one, other) if j == i + 1 or (j > i and known[(i * 5 + j) % 21]) else None
            for j, other in enumerate(weights)
        ]
        for i, one in enumerate(weights)
    ]
    found = priorities_of(pairwise_matrix([f"i{p}" for p in range(len(weights))], cells))
    assert found.weights == pytest.approx([w / sum(weights) for w in weights], abs=1e-12)
    assert (found.lambda_max, found.consistency_ratio) == (len(weights), 0)


@given(matrices(unknown=True), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_items_does_not_matter(matrix: PairwiseMatrix, random: object) -> None:
    names = list(matrix.names)
    random.shuffle(names)  # type: ignore[attr-defined]
    here, there = priorities_of(matrix), priorities_of(matrix.restricted(names))
    found = dict(zip(there.names, there.weights, strict=True))
    assert [found[name] for name in here.names] == pytest.approx(here.weights, abs=1e-12)
    assert there.consistency_ratio == pytest.approx(here.consistency_ratio, abs=1e-11)


@given(matrices(3, 8))
def test_the_weights_are_the_principal_eigenvector(matrix: PairwiseMatrix) -> None:
    """A w = λ w row by row, and no eigenvalue is larger (by LAPACK)."""
    found = priorities_of(matrix)
    values = np.array([[float(value or 0) for value in row] for row in matrix.values])
    assert sum(found.weights) == pytest.approx(1, abs=1e-14)
    assert values @ found.weights == pytest.approx(
        found.lambda_max * np.array(found.weights), rel=1e-11
    )
    assert found.lambda_max == pytest.approx(np.abs(np.linalg.eigvals(values)).max(), rel=1e-9)
    assert found.lambda_max >= len(found.names)


@given(matrices(3, 6, unknown=True), st.floats(-2, 2), st.integers(0, 99))
@settings(deadline=None)
def test_no_other_completion_is_as_consistent(
    matrix: PairwiseMatrix, move: float, which: int
) -> None:
    """Fixing an unknown judgement at any value never lowers λmax."""
    unknown = matrix.unknown_pairs()
    if unknown:
        i, j = unknown[which % len(unknown)]
        fixed = matrix.with_judgement(i, j, Fraction(exp(move)))
        assert priorities_of(fixed).lambda_max >= priorities_of(matrix).lambda_max - 1e-11


@pytest.mark.parametrize("size", [1000, Fraction(1, 1000)])
@pytest.mark.parametrize("items", [3, 9, 15])
def test_extreme_judgements(size: Fraction, items: int) -> None:
    """All 1 but one of 1000: w = A w / λ in exact fractions of the float weights, to 1e-12."""
    cells = [[Fraction(1) if j > i else None for j in range(items)] for i in range(items)]
    cells[0][1] = Fraction(size)
    matrix = pairwise_matrix([f"i{place}" for place in range(items)], cells)
    found = priorities_of(matrix)
    exact = [Fraction(weight) for weight in found.weights]
    for row, weight in zip(matrix.values, exact, strict=True):
        product = sum((a * w for a, w in zip(row, exact, strict=True) if a is not None), Fraction())
        assert float(product / weight) == pytest.approx(found.lambda_max, rel=1e-12)
