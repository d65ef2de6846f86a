"""Scores become tiers within each class: by shares, by thresholds, ties broken as promised."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.evaluation.scores import heaviest_first_level, total
from allocator.evaluation.tiers import ranked, tiers_of_class
from allocator.scenario.policy import Evaluation

TREE = [
    {"id": "output"},
    {"id": "cases", "parent": "output", "weight": {"A": 35, "B": 10}},
    {"id": "visits", "parent": "output", "weight": {"A": 25, "B": 10}},
    {"id": "savings", "weight": {"A": 40, "B": 80}},
]


def evaluation(**more: Any) -> Evaluation:
    return Evaluation.model_validate({"indicators": TREE, **more})


def shares(*values: str) -> dict[str, list[Decimal]]:
    return {"A": [Decimal(value) for value in values]}


def points(scores: dict[str, int]) -> dict[str, dict[str, Fraction]]:
    return {unit: {"savings": Fraction(score)} for unit, score in scores.items()}


def counts(tiers: dict[str, int]) -> tuple[int, int, int]:
    own = list(tiers.values())
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
    scored = points({f"U{place:02d}": 100 - place for place in range(units)})
    tiers = tiers_of_class(evaluation(tier_shares=shares(*parts)), "A", scored)
    assert counts(tiers) == expected
    assert list(tiers.values()) == sorted(tiers.values())


def test_thresholds_are_reached_from_below() -> None:
    model = evaluation(tier_thresholds={"A": [Decimal(80), Decimal("60.5")]})
    scored = points({"U1": 80, "U2": 79, "U3": 60})
    scored["U4"] = {"savings": Fraction(121, 2)}
    assert tiers_of_class(model, "A", scored) == {"U1": 1, "U2": 2, "U3": 3, "U4": 2}


def test_thresholds_win_over_shares() -> None:
    model = evaluation(
        tier_thresholds={"A": [Decimal(90), Decimal(80)]}, tier_shares=shares("1", "0", "0")
    )
    assert tiers_of_class(model, "A", points({"U1": 50})) == {"U1": 3}


def test_a_class_without_shares_or_thresholds_is_in_the_middle() -> None:
    model = evaluation(tier_shares=shares("1", "0", "0"))
    assert tiers_of_class(model, "B", points({"U1": 50, "U2": 90})) == {"U1": 2, "U2": 2}


def test_the_heaviest_first_level_is_that_of_the_class() -> None:
    # A: output 35 + 25 = 60, savings 40. B: output 20, savings 80.
    assert heaviest_first_level(evaluation(), "A") == "output"
    assert heaviest_first_level(evaluation(), "B") == "savings"
    assert heaviest_first_level(Evaluation(), "A") == ""


def test_ties_go_to_the_heaviest_first_level_and_then_to_the_id() -> None:
    def own(cases: int, visits: int, savings: int) -> dict[str, Fraction]:
        return {"cases": Fraction(cases), "visits": Fraction(visits), "savings": Fraction(savings)}

    # All 60 in total. Output: U1 20, U2 40 (20 + 20), U3 40 (30 + 10), U4 39.
    scored = {"U1": own(20, 0, 40), "U3": own(30, 10, 20), "U2": own(20, 20, 20)}
    scored["U4"] = own(39, 0, 21)
    assert ranked(evaluation(), "A", scored) == ["U2", "U3", "U4", "U1"]
    # For B savings weighs most.
    assert ranked(evaluation(), "B", scored) == ["U1", "U4", "U2", "U3"]


@given(st.dictionaries(st.sampled_from([f"U{i}" for i in range(30)]), st.integers(0, 5)))
def test_the_order_in_which_units_come_does_not_matter(scores: dict[str, int]) -> None:
    model = evaluation(tier_shares=shares("0.3", "0.4", "0.3"))
    backwards = dict(reversed(scores.items()))
    tiers = tiers_of_class(model, "A", points(scores))
    assert tiers == tiers_of_class(model, "A", points(backwards))
    for unit, tier in tiers.items():
        assert not any(scores[other] > scores[unit] and tiers[other] > tier for other in tiers)


def test_a_total_is_exact() -> None:
    assert total({"a": Fraction(1, 3), "b": Fraction(1, 6)}) == Fraction(1, 2)
    assert total({}) == 0
