"""Retirement, leaving and its quantiles, against the law's tables and sums by hand."""

import pytest

from allocator.allocation.audit.leaving import leaving_chances
from allocator.allocation.audit.quantiles import counted, likely
from allocator.allocation.audit.retirement_law import last_months
from allocator.scenario.policy.people import Flexible


def month(text: str) -> int:
    year, in_year = text.split("-")
    return 12 * int(year) + int(in_year) - 1


# Birth, class, last month: from the comparison tables of the decision of 2024.
TABLE = [
    ("men60", "1964-12", "2024-12"),
    ("men60", "1965-01", "2025-02"),
    ("men60", "1965-04", "2025-05"),
    ("men60", "1965-05", "2025-07"),
    ("men60", "1976-09", "2039-09"),
    ("men60", "1980-01", "2043-01"),
    ("women55", "1969-12", "2024-12"),
    ("women55", "1970-01", "2025-02"),
    ("women55", "1981-09", "2039-09"),
    ("women50", "1974-12", "2024-12"),
    ("women50", "1975-01", "2025-02"),
    ("women50", "1975-03", "2025-05"),
    ("women50", "1984-11", "2039-11"),
]


@pytest.mark.parametrize(("group", "birth", "last"), TABLE)
def test_statutory_months_are_those_of_the_law(group, birth, last):
    found = last_months(month(birth), group, "decision_2024", Flexible())
    assert found.statutory == found.early == found.late == month(last)


def test_before_2025_the_old_ages_hold():
    flexible = Flexible(early_months=12, late_months=12)
    found = last_months(month("1980-01"), "men60", "before_2025", flexible)
    assert found.statutory == found.early == found.late == month("2040-01")


def test_early_is_not_before_the_old_age():
    # Born 1965-05: 60 in 2025-05, statutory 2025-07, so at most two months early.
    flexible = Flexible(early_months=36, late_months=36)
    found = last_months(month("1965-05"), "men60", "decision_2024", flexible)
    assert (found.early, found.late) == (month("2025-05"), month("2028-07"))


def test_whoever_is_past_the_last_month_leaves_at_once(world):
    scenario = world.scenario()
    assert leaving_chances(scenario, month("1960-01"), "men60", can_extend=False) == (1, 0, 0, 0)


def test_attrition_comes_before_retirement(world):
    # Born 1968-01, before 2025: 60 in January 2028. On 1 January 2026 he is 58, in 2027 59;
    # 0.1 leave at 58, 0.2 of those left at 59, the rest (0.9 × 0.8) in 2028.
    bands = [
        {"from_age": 58, "to_age": 58, "rate": 0.1},
        {"from_age": 59, "to_age": 60, "rate": 0.2},
    ]
    scenario = world.put("policy.attrition", {"bands": bands}).scenario()
    chances = leaving_chances(scenario, month("1968-01"), "men60", can_extend=False)
    assert chances == pytest.approx((0.1, 0.18, 0.72, 0))


@pytest.mark.parametrize(
    ("can_extend", "expected"), [(False, (0.3, 0.7, 0, 0)), (True, (0.3, 0.2, 0.5, 0))]
)
def test_flexible_shares_leave_earlier_or_later(world, can_extend, expected):
    # Born 1966-11: 60 in 2026-11, delay 22 // 4 + 1 = 6, statutory 2027-05; 12 months early
    # is cut to 2026-11; 12 months late is 2028-05, for those who may.
    flexible = {"early_share": 0.3, "early_months": 12, "late_share": 0.5, "late_months": 12}
    scenario = world.put(
        "policy.retirement", {"law": "decision_2024", "flexible": flexible}
    ).scenario()
    chances = leaving_chances(scenario, month("1966-11"), "men60", can_extend=can_extend)
    assert chances == pytest.approx(expected)


# Two people leave in the first year with 0.9 and 0.8, in the second with 0.1 and 0.
# Year 1: P(K ≥ 1) = 0.98, P(K ≥ 2) = 0.72. Both years: 1 and 0.8, so P(K ≥ 2) = 0.8.
PEOPLE = [(0.9, 0.1), (0.8, 0.0)]


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (0.72, {(0, 0): 2, (0, 1): 2, (1, 1): 0}),
        (0.73, {(0, 0): 1, (0, 1): 2, (1, 1): 0}),
        (0.98, {(0, 0): 1, (0, 1): 1, (1, 1): 0}),
        (0.99, {(0, 0): 0, (0, 1): 1, (1, 1): 0}),
        (0.1, {(0, 0): 2, (0, 1): 2, (1, 1): 1}),
    ],
)
def test_quantiles_by_hand(confidence, expected):
    assert likely(PEOPLE, range(2), confidence, most=5) == expected


def test_counts_above_the_most_do_not_matter():
    assert likely([(1.0,)] * 9, range(1), 1.0, most=3) == {(0, 0): 3}


def test_nobody_leaves_where_there_is_nobody():
    assert likely([], range(2), 0.5, most=4) == {(0, 0): 0, (0, 1): 0, (1, 1): 0}


def test_counted_leavers_are_summed():
    assert counted({1: 2, 9: 7}, range(2)) == {(0, 0): 0, (0, 1): 2, (1, 1): 2}
