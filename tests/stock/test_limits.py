"""Borrowing limits, with hand-worked cases."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.stock.limits import (
    Multiplier,
    borrowing_limits,
    overstaff_at_start,
    quantiles_of_counts,
)
from allocator.stock.poisson_binomial import lower_quantiles, pmf

Counts = npt.NDArray[np.int64]


def limits_of(leavers: list[int], overstaff: int, multiplier: Multiplier) -> list[list[int]]:
    """Limits of one cell whose leavers the planner has counted."""
    quantiles = quantiles_of_counts(np.array([leavers]))
    found: list[list[int]] = borrowing_limits(quantiles, np.array([overstaff]), [multiplier])[
        0
    ].tolist()
    return found


def test_counted_leavers_are_summed() -> None:
    found = quantiles_of_counts(np.array([[3, 0, 4]]))
    assert found.tolist() == [[[3, 3, 7], [0, 0, 4], [0, 0, 4]]]


def test_overstaff_is_absorbed_by_the_years_before() -> None:
    # Overstaffed by 5; 3 leave in year 0, 1 in year 1, 4 in year 2: 5 wait at the
    # start, 2 after year 0, 1 after year 1.
    quantiles = quantiles_of_counts(np.array([[3, 1, 4]]))
    assert overstaff_at_start(quantiles, np.array([5])).tolist() == [[5, 2, 1]]


def test_limits_by_hand() -> None:
    # Same unit. From year 0: 3-5, 4-5, 8-5; from year 1: 1-2, 5-2; from year 2: 4-1.
    assert limits_of([3, 1, 4], 5, 1) == [[0, 0, 3], [0, 0, 3], [0, 0, 3]]
    # Times 0.5: 1.5 is rounded down.
    assert limits_of([3, 1, 4], 5, Decimal("0.5")) == [[0, 0, 1], [0, 0, 1], [0, 0, 1]]
    # Times 1.5, a multiplier above 1: 4.5.
    assert limits_of([3, 1, 4], 5, Decimal("1.5")) == [[0, 0, 4], [0, 0, 4], [0, 0, 4]]


@pytest.mark.parametrize(
    ("multiplier", "leavers", "expected"),
    [
        (Decimal("0.29"), 100, 29),  # 0.29 * 100 in binary is 28.999…
        (Decimal("1.1"), 30, 33),  # 1.1 * 30 in binary is 33.000…04
        (Decimal("0.57"), 100, 57),  # 0.57 * 100 in binary is 56.999…
        (Fraction(1, 3), 30, 10),
        (Fraction(1, 3), 29, 9),
        (0, 30, 0),
    ],
)
def test_multiplier_is_exact(multiplier: Multiplier, leavers: int, expected: int) -> None:
    assert limits_of([leavers], 0, multiplier) == [[expected]]


def test_uncertain_leavers_by_hand() -> None:
    # Three people leave in year 0 with 0.5 each: P(K>=1) = 7/8, P(K>=2) = 1/2.
    # At 0.8 one leaver counts, so of 2 overstaffed posts 1 waits in year 1, where
    # three more leave for certain: 3-1. Both years: 4-2.
    rows = np.array([[0.5, 0.0], [0.0, 1.0]])
    types = np.array([0, 0, 0, 1, 1, 1])
    quantiles = lower_quantiles(rows, types, np.zeros(6, dtype=np.int64), 1, 0.8)
    found = borrowing_limits(quantiles, np.array([2]), [1])
    assert found.tolist() == [[[0, 2], [0, 2]]]


def test_a_window_that_begins_earlier_may_be_the_tighter_one() -> None:
    # One too many in post; A leaves in year 0 or 1 with 0.5 each, B in year 2. By the end of
    # year 1 A has left for certain, so B's post is free from year 2 on; in years 1 and 2 only
    # one is sure to leave, and A may have left before.
    rows = np.array([[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]])
    quantiles = lower_quantiles(rows, np.arange(2), np.zeros(2, dtype=np.int64), 1, 0.9)
    found = borrowing_limits(quantiles, np.array([1]), [1])
    assert found.tolist() == [[[0, 0, 1], [0, 0, 0], [0, 0, 1]]]


def test_each_cell_has_its_own_multiplier_and_overstaff() -> None:
    quantiles = quantiles_of_counts(np.array([[10], [10], [10]]))
    found = borrowing_limits(quantiles, np.array([0, 2, 0]), [Decimal("0.75"), 1, Decimal("0.1")])
    assert found[:, 0, 0].tolist() == [7, 8, 1]


@settings(deadline=None)
@given(
    seed=st.integers(0, 10_000),
    overstaff=st.integers(0, 6),
    confidence=st.floats(0.05, 0.99),
)
def test_limit_is_what_the_rule_says(seed: int, overstaff: int, confidence: float) -> None:
    rows = np.random.default_rng(seed).dirichlet(np.ones(5), 9)[:, :3]
    found = borrowing_limits(
        lower_quantiles(rows, np.arange(9), np.zeros(9, dtype=np.int64), 1, confidence),
        np.array([overstaff]),
        [1],
    )[0]

    def reached(a: int, b: int, k: int) -> bool:
        """Whether P(K[a,b] >= k) >= confidence."""
        return float(pmf(rows[:, a : b + 1].sum(axis=1))[k:].sum()) >= confidence - 1e-12

    for a, b in combinations_with_replacement(range(3), 2):
        absorbed = max((k for k in range(1, 10) if a and reached(0, a - 1, k)), default=0)
        waiting = max(0, overstaff - absorbed)
        k = max((k for k in range(1, 10) if reached(a, b, k + waiting)), default=0)
        assert found[a, b] == k


@given(
    leavers=st.lists(st.integers(0, 50), min_size=1, max_size=6),
    overstaff=st.integers(0, 60),
    multiplier=st.decimals(0, 3, places=3),
)
def test_never_negative_monotone_in_the_last_year_and_empty_below_the_diagonal(
    leavers: list[int], overstaff: int, multiplier: Decimal
) -> None:
    found = np.array(limits_of(leavers, overstaff, multiplier))
    assert (found >= 0).all()
    assert np.array_equal(found, np.triu(found))
    for a in range(len(leavers)):
        assert (np.diff(found[a, a:]) >= 0).all()


def test_binary_float_is_refused() -> None:
    with pytest.raises(TypeError, match=r"multiplier 0\.1: expected an exact decimal"):
        limits_of([30], 0, 0.1)  # type: ignore[arg-type]


def test_negative_multiplier_is_refused() -> None:
    with pytest.raises(ValueError, match="multiplier -1: expected a number from 0"):
        limits_of([30], 0, -1)


@pytest.mark.parametrize("multiplier", [Decimal("0.33333333333333333333"), Fraction(10**18, 7)])
def test_multiplier_of_too_many_digits_is_refused(multiplier: Multiplier) -> None:
    with pytest.raises(ValueError, match="too many digits"):
        limits_of([30], 0, multiplier)
