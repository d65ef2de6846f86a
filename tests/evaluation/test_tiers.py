"""Scores become tiers within each group: by shares, by lowest scores, by both, by named grades."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored import ONE, TREE, placed, policy_with, scores_of_points, tiers

from allocator.evaluation.tiers import heaviest_first_level
from allocator.scenario.policy import Policy


def by_shares(*shares: str, group: str = "A") -> Policy:
    return policy_with(ONE, tier_shares={group: [Decimal(share) for share in shares]})


def counts(found: dict[str, int]) -> tuple[int, int, int]:
    own = list(found.values())
    return own.count(1), own.count(2), own.count(3)


@pytest.mark.parametrize(
    ("units", "parts", "expected"),
    [
        # S County, table 3 of the paper: A 8/10/7 of 25, B 4/6/4 of 14, C 5/6/5 of 16.
        (25, ("0.32", "0.40", "0.28"), (8, 10, 7)),
        (14, ("0.2857", "0.4286", "0.2857"), (4, 6, 4)),
        (16, ("0.3125", "0.375", "0.3125"), (5, 6, 5)),
        # Halves go up: 0.25 × 2 = 0.5 → 1, then 0.75 × 2 = 1.5 → 2.
        (2, ("0.25", "0.5", "0.25"), (1, 1, 0)),
        (1, ("0.3", "0.4", "0.3"), (0, 1, 0)),
        (3, ("1", "0", "0"), (3, 0, 0)),
        (3, ("0", "0", "1"), (0, 0, 3)),
        (0, ("0.3", "0.4", "0.3"), (0, 0, 0)),
    ],
)
def test_shares(units: int, parts: tuple[str, ...], expected: tuple[int, int, int]) -> None:
    totals = {f"U{place:02d}": 100 - place for place in range(units)}
    found = tiers(by_shares(*parts), totals)
    assert counts(found) == expected
    assert list(found.values()) == sorted(found.values())


def test_thresholds_are_reached_from_below() -> None:
    policy = policy_with(ONE, tier_thresholds={"A": [80, Decimal("60.5")]})
    totals = {"U1": 80, "U2": "79.99", "U3": 60, "U4": "60.5", "U5": "60.49"}
    assert tiers(policy, totals) == {"U1": 1, "U2": 2, "U3": 3, "U4": 2, "U5": 3}


def test_with_thresholds_and_shares_the_worse_of_both_counts() -> None:
    # Before, thresholds won over shares; now neither can lift a unit above what the other
    # says: the shares 1/1/1 of three by rank, the lines 90 and 50 by score.
    parts = [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]
    policy = policy_with(ONE, tier_shares={"A": parts}, tier_thresholds={"A": [90, 50]})
    # By rank 1, 2, 3; by score 1, 1, 1.
    assert tiers(policy, {"U1": 99, "U2": 98, "U3": 97}) == {"U1": 1, "U2": 2, "U3": 3}
    # By score 2, 2, 3.
    assert tiers(policy, {"U1": 80, "U2": 70, "U3": 40}) == {"U1": 2, "U2": 2, "U3": 3}
    # By score 3, 3, 3.
    assert tiers(policy, {"U1": 9, "U2": 8, "U3": 7}) == {"U1": 3, "U2": 3, "U3": 3}


def test_thresholds_lower_what_shares_would_give() -> None:
    policy = policy_with(ONE, tier_shares={"A": [1, 0, 0]}, tier_thresholds={"A": [90, 80]})
    assert tiers(policy, {"U1": 50}) == {"U1": 3}


def test_shares_lower_what_thresholds_would_give() -> None:
    policy = policy_with(ONE, tier_shares={"A": [0, 0, 1]}, tier_thresholds={"A": [90, 80]})
    assert tiers(policy, {"U1": 95}) == {"U1": 3}


def test_a_group_without_shares_or_thresholds_is_in_the_middle() -> None:
    assert tiers(by_shares("1", "0", "0"), {"U1": 50, "U2": 90}, "B") == {"U1": 2, "U2": 2}


def test_a_star_is_for_the_groups_that_are_not_named() -> None:
    shares = {"A": [1, 0, 0], "*": [0, 0, 1]}
    policy = policy_with(ONE, tier_shares=shares)
    assert tiers(policy, {"U1": 50}, "A") == {"U1": 1}
    assert tiers(policy, {"U1": 50}, "B") == {"U1": 3}
    lowest = policy_with(ONE, tier_thresholds={"B": [40, 30], "*": [90, 80]})
    assert tiers(lowest, {"U1": 50}, "B") == {"U1": 1}
    assert tiers(lowest, {"U1": 50}, "C") == {"U1": 3}


GRADES = [
    {"id": "excellent", "least": 90, "tier": 1, "colour": "green"},
    {"id": "good", "least": 75, "tier": 2, "colour": "green"},
    {"id": "fair", "least": 60, "tier": 2, "colour": "blue"},
    {"id": "poor", "least": 30, "tier": 3, "colour": "yellow"},
]


@pytest.mark.parametrize(
    ("score", "grade", "tier"),
    [
        *((100, "excellent", 1), (90, "excellent", 1), ("89.99", "good", 2), (75, "good", 2)),
        *((60, "fair", 2), ("59.9", "poor", 3), (30, "poor", 3)),
        # Below the least of the last grade it is the last grade still.
        (0, "poor", 3),
    ],
)
def test_named_grades(score: object, grade: str, tier: int) -> None:
    found = placed(policy_with(ONE, grades=GRADES), {"U1": {"savings": score}}).loc["U1"]
    assert (found["grade"], found["tier"]) == (grade, tier)


def test_the_heaviest_first_level_is_that_of_the_group() -> None:
    # A: output 35 + 25 = 60, savings 40. B: output 20, savings 80.
    policy = policy_with(TREE)
    points = {"U1": {"cases": 1}, "U2": {"cases": 1}}
    scores = scores_of_points(policy, points, {"U1": "A", "U2": "B"})
    assert heaviest_first_level(scores, policy.evaluation, "A") == "output"
    assert heaviest_first_level(scores, policy.evaluation, "B") == "savings"


def test_of_equally_heavy_first_levels_the_first_by_id_is_taken() -> None:
    tree: list[dict[str, Any]] = [{"id": name, "weight": {"*": 50}} for name in ("b", "a")]
    policy = policy_with(tree)
    found = placed(policy, {"U1": {"a": 10, "b": 20}, "U2": {"a": 20, "b": 10}})
    assert found["rank"].to_dict() == {"U1": 2, "U2": 1}


def test_ties_go_to_the_heaviest_first_level_and_then_to_the_id() -> None:
    # All 60 in total. Output: U1 20, U2 40 (20 + 20), U3 40 (30 + 10), U4 39.
    points = {
        "U1": {"cases": 20, "visits": 0, "savings": 40},
        "U3": {"cases": 30, "visits": 10, "savings": 20},
        "U2": {"cases": 20, "visits": 20, "savings": 20},
        "U4": {"cases": 35, "visits": 4, "savings": 21},
    }
    found = placed(policy_with(TREE), points)
    assert found["rank"].sort_values().index.tolist() == ["U2", "U3", "U4", "U1"]


def test_the_same_points_rank_otherwise_where_another_first_level_weighs_most() -> None:
    # For B savings weighs most: of 30 in total U1 has 25 there, U2 20.
    points = {"U2": {"cases": 10, "savings": 20}, "U1": {"cases": 5, "savings": 25}}
    found = placed(policy_with(TREE), points, "B")
    assert found["rank"].to_dict() == {"U1": 1, "U2": 2}


@given(st.dictionaries(st.sampled_from([f"U{i}" for i in range(30)]), st.integers(0, 5)))
def test_nobody_is_in_a_better_tier_than_someone_with_more(totals: dict[str, int]) -> None:
    policy = by_shares("0.3", "0.4", "0.3")
    found = tiers(policy, totals)
    assert found == tiers(policy, dict(reversed(totals.items())))
    for unit, tier in found.items():
        assert not any(totals[other] > totals[unit] and found[other] > tier for other in found)
