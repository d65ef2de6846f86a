"""Poisson-binomial tools against enumeration and scipy."""

from itertools import combinations_with_replacement, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson_binom

from allocator.stock import poisson_binomial, small_cells
from allocator.stock.poisson_binomial import TOLERANCE, lower_quantiles, pmf

Probabilities = npt.NDArray[np.float64]


def by_enumeration(p: list[float]) -> list[float]:
    """The distribution by summing over all yes/no outcomes."""
    mass = [0.0] * (len(p) + 1)
    for outcome in product((0, 1), repeat=len(p)):
        mass[sum(outcome)] += float(
            np.prod([q if yes else 1 - q for yes, q in zip(outcome, p, strict=True)])
        )
    return mass


def quantile_by_definition(mass: Probabilities, confidence: float) -> int:
    """The largest k with P(K >= k) >= confidence."""
    return max(k for k in range(mass.size) if k == 0 or mass[k:].sum() >= confidence - TOLERANCE)


def quantiles_of_one_cell(rows: Probabilities, confidence: float) -> npt.NDArray[np.int64]:
    people = np.arange(rows.shape[0])
    found: npt.NDArray[np.int64] = lower_quantiles(
        rows, people, np.zeros_like(people), 1, confidence
    )[0]
    return found


def yearly(rng: np.random.Generator, people: int, years: int) -> Probabilities:
    """Rows that add up to less than 1."""
    return rng.dirichlet(np.ones(years + 2), people)[:, :years]


@given(st.lists(st.floats(0, 1), max_size=8))
def test_pmf_against_enumeration(p: list[float]) -> None:
    np.testing.assert_allclose(pmf(np.array(p)), by_enumeration(p), atol=1e-14)


def test_pmf_against_scipy() -> None:
    p = np.random.default_rng(1).random(200)
    expected = poisson_binom.pmf(np.arange(201), p)
    np.testing.assert_allclose(pmf(p), expected, atol=1e-14)


def test_pmf_of_certain_people_is_a_count() -> None:
    assert pmf(np.array([1.0, 0.0, 1.0])).tolist() == [0, 0, 1, 0]


def test_two_people_by_hand() -> None:
    # One leaves with 0.9 in year 0, the other with 0.5 in each of years 0 and 1.
    # Year 0: P(K>=1) = 1 - 0.1*0.5 = 0.95, P(K>=2) = 0.45.
    # Year 1: P(K>=1) = 0.5. Both years: the second is certain, P(K>=2) = 0.9.
    rows = np.array([[0.9, 0.0], [0.5, 0.5]])
    assert quantiles_of_one_cell(rows, 0.95).tolist() == [[1, 1], [0, 0]]
    assert quantiles_of_one_cell(rows, 0.9).tolist() == [[1, 2], [0, 0]]
    assert quantiles_of_one_cell(rows, 0.45).tolist() == [[2, 2], [0, 1]]


def test_confidence_met_on_paper_is_not_lost_to_rounding() -> None:
    # P(K>=1) = 1 - 0.9**3 = 0.271 on paper; in binary 0.9**3 is 0.7290000000000001.
    assert quantiles_of_one_cell(np.array([[0.1], [0.1], [0.1]]), 0.271)[0, 0] == 1
    # 0.7 + 0.2 + 0.1 is 1 on paper and 0.9999999999999999 in binary.
    assert quantiles_of_one_cell(np.array([[0.7, 0.2, 0.1]]), 1.0)[0, 2] == 1


def test_zeros_and_ones_are_counts() -> None:
    rows = np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 0]], dtype=float)
    expected = [[1, 3, 3], [0, 2, 2], [0, 0, 0]]
    assert quantiles_of_one_cell(rows, 0.5).tolist() == expected
    assert quantiles_of_one_cell(rows, 1.0).tolist() == expected


@settings(deadline=None)
@given(
    people=st.integers(0, 7),
    years=st.integers(1, 4),
    seed=st.integers(0, 10_000),
    confidence=st.floats(0.01, 1),
)
def test_small_cells_against_enumeration(
    people: int, years: int, seed: int, confidence: float
) -> None:
    rows = yearly(np.random.default_rng(seed), people, years)
    found = quantiles_of_one_cell(rows, confidence)
    for a, b in combinations_with_replacement(range(years), 2):
        mass = np.array(by_enumeration(rows[:, a : b + 1].sum(axis=1).tolist()))
        assert found[a, b] == quantile_by_definition(mass, confidence)


@pytest.mark.parametrize("confidence", [0.05, 0.5, 0.9, 0.99, 1.0])
def test_many_cells_of_all_sizes_against_scipy(confidence: float) -> None:
    rng = np.random.default_rng(2)
    sizes = np.array([3, 0, 40, 1, 250, 7, 90, 0])
    cell = rng.permutation(np.repeat(np.arange(sizes.size), sizes))
    rows = yearly(rng, 30, 3)
    rows[:3] = np.array([[0, 1, 0], [0, 0, 0], [0.3, 0.7, 0]])
    types = rng.integers(0, 30, cell.size)
    found = lower_quantiles(rows, types, cell, sizes.size, confidence)
    for c, (a, b) in product(range(sizes.size), combinations_with_replacement(range(3), 2)):
        p = rows[types[cell == c], a : b + 1].sum(axis=1).clip(0, 1)
        mass = poisson_binom.pmf(np.arange(p.size + 1), p) if p.size else np.ones(1)
        assert found[c, a, b] == quantile_by_definition(mass, confidence)


@pytest.mark.parametrize("confidence", [0.1, 0.9, 0.999])
def test_large_cell_against_the_recurrence(
    confidence: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = yearly(np.random.default_rng(3), 400, 3)
    rows[:2] = np.array([[0, 1, 0], [1e-9, 0, 1 - 1e-9]])
    expected = quantiles_of_one_cell(rows, confidence)
    monkeypatch.setattr(poisson_binomial, "_LARGE_CELL", 0)
    assert quantiles_of_one_cell(rows, confidence).tolist() == expected.tolist()


@pytest.mark.parametrize("p", [0.003, 0.4, 0.98])
def test_cell_of_100_000_alike_against_the_binomial(p: float) -> None:
    people = np.zeros(100_000, dtype=np.int64)
    found = lower_quantiles(np.array([[p]]), people, people, 1, 0.9)[0, 0, 0]
    assert binom.sf(found - 1, people.size, p) >= 0.9 > binom.sf(found, people.size, p)


def test_large_cell_of_two_kinds_against_scipy() -> None:
    # Two binomials of 2,000 and 1,000 people with a shift of 500 certain leavers.
    rows = np.array([[0.02], [0.3], [1.0], [0.0]])
    types = np.repeat([0, 1, 2, 3], [2000, 1000, 500, 700])
    found = lower_quantiles(rows, types, np.zeros_like(types), 1, 0.95)[0, 0, 0]
    k = np.arange(3001)
    mass = np.convolve(binom.pmf(k[:2001], 2000, 0.02), binom.pmf(k[:1001], 1000, 0.3))
    assert found == 500 + quantile_by_definition(mass, 0.95)


def test_large_cell_of_zeros_and_ones_is_a_count() -> None:
    types = np.repeat([0, 1], [3000, 17])
    rows = np.array([[0.0, 0.0], [0.0, 1.0]])
    found = lower_quantiles(rows, types, np.zeros_like(types), 1, 0.9)[0]
    assert found.tolist() == [[0, 17], [0, 17]]


@pytest.mark.parametrize("people", [2000, 100_000])
def test_sums_that_are_1_on_paper_are_certain(people: int) -> None:
    # 0.7 + 0.2 + 0.1 falls short of 1 by 1.1e-16 in binary: times 100,000 people that
    # is more than the tolerance, so each sum must be taken as 1.
    types = np.zeros(people, dtype=np.int64)
    found = lower_quantiles(np.array([[0.7, 0.2, 0.1]]), types, types, 1, 1.0)[0]
    assert found[0, 2] == people


def test_large_cell_with_one_uncertain_year() -> None:
    # 3,000 times 0.001 in year 1: P(K>=1) = 1 - 0.999**3000 = 0.950, P(K>=2) = 0.801.
    types = np.zeros(3000, dtype=np.int64)
    found = lower_quantiles(np.array([[0.0, 0.001]]), types, types, 1, 0.9)[0]
    assert found.tolist() == [[0, 1], [0, 1]]


def test_blocks_of_people_do_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    rows, types, cell = yearly(rng, 9, 2), rng.integers(0, 9, 200), rng.integers(0, 12, 200)
    expected = lower_quantiles(rows, types, cell, 12, 0.8)
    monkeypatch.setattr(poisson_binomial, "_BLOCK_ENTRIES", 40)
    monkeypatch.setattr(small_cells, "_BATCH_ENTRIES", 8)
    monkeypatch.setattr(small_cells, "_FEW_ENTRIES", 2)
    assert lower_quantiles(rows, types, cell, 12, 0.8).tolist() == expected.tolist()


def plain_quantiles(
    rows: Probabilities,
    types: npt.NDArray[np.int64],
    cell: npt.NDArray[np.int64],
    confidence: float,
) -> npt.NDArray[np.int64]:
    """The quantiles of ten cells, one cell and window after the other, by the same sums."""
    years = rows.shape[1]
    found = np.zeros((10, years, years), dtype=np.int64)
    for c, (a, b) in product(range(10), combinations_with_replacement(range(years), 2)):
        leaving = np.cumsum(rows[types[cell == c], a:], axis=1)[:, b - a]
        certain = leaving >= 1 - 1e-14
        below_next = np.cumsum(pmf(leaving[~certain].clip(0, 1)))
        found[c, a, b] = certain.sum() + np.sum(below_next <= 1 - confidence + TOLERANCE)
    return found


@settings(deadline=None)
@given(
    seed=st.integers(0, 10_000),
    years=st.integers(1, 4),
    confidence=st.floats(0.01, 1),
    few=st.sampled_from([1, 60, 1 << 14]),
    at_once=st.sampled_from([1, 7, 16]),
    starts=st.integers(1, 4),
)
def test_cells_together_are_as_cells_alone(
    seed: int, years: int, confidence: float, few: int, at_once: int, starts: int
) -> None:
    rng = np.random.default_rng(seed)
    sizes = rng.geometric(0.06, 10) - 1
    cell = rng.permutation(np.repeat(np.arange(10), sizes))
    rows = np.vstack((yearly(rng, 12, years), np.eye(years)))
    types = rng.integers(0, len(rows), cell.size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small_cells, "_FEW_ENTRIES", few)
        patch.setattr(small_cells, "_PEOPLE_AT_ONCE", at_once)
        found = lower_quantiles(rows, types, cell, 10, confidence)
        first = lower_quantiles(rows, types, cell, 10, confidence, min(starts, years))
    expected = plain_quantiles(rows, types, cell, confidence)
    assert found.tolist() == expected.tolist()
    expected[:, starts:] = 0
    assert first.tolist() == expected.tolist()


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), confidence=st.floats(0.01, 1))
def test_order_of_people_changes_nothing(seed: int, confidence: float) -> None:
    rng = np.random.default_rng(seed)
    rows, types, cell = yearly(rng, 10, 3), rng.integers(0, 10, 60), rng.integers(0, 4, 60)
    shuffled = rng.permutation(60)
    found = lower_quantiles(rows, types, cell, 4, confidence)
    again = lower_quantiles(rows, types[shuffled], cell[shuffled], 4, confidence)
    assert found.tolist() == again.tolist()


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), confidence=st.floats(0.01, 1))
def test_wider_windows_and_lower_confidence_never_lower_the_quantile(
    seed: int, confidence: float
) -> None:
    rng = np.random.default_rng(seed)
    rows = yearly(rng, 12, 4)
    found = quantiles_of_one_cell(rows, confidence)
    for a, b in combinations_with_replacement(range(3), 2):
        assert found[a, b] <= found[a, b + 1]
        assert found[a + 1, b + 1] <= found[a, b + 1]
    assert (found <= quantiles_of_one_cell(rows, confidence / 2)).all()


def test_no_people() -> None:
    nobody = np.zeros(0, dtype=np.int64)
    found = lower_quantiles(np.zeros((0, 3)), nobody, nobody, 2, 0.9)
    assert found.tolist() == np.zeros((2, 3, 3)).tolist()


@pytest.mark.parametrize("confidence", [0.0, -1.0, 1.5, float("nan")])
def test_confidence_out_of_range_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        quantiles_of_one_cell(np.array([[0.5]]), confidence)


@pytest.mark.parametrize("row", [[-0.1, 0.0], [1.2, 0.0], [0.6, 0.6], [float("nan"), 0.0]])
def test_improper_probabilities_are_refused(row: list[float]) -> None:
    with pytest.raises(ValueError, match="expected 0 to 1"):
        quantiles_of_one_cell(np.array([row]), 0.9)


def test_pmf_refuses_improper_probabilities() -> None:
    with pytest.raises(ValueError, match=r"probability of leaving 1\.5: expected 0 to 1"):
        pmf(np.array([1.5]))
