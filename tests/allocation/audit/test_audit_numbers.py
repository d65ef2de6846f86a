"""Tiers, values of posts and efficiency caps, by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from allocator.allocation.audit.records import Request
from allocator.allocation.audit.rounding import half_up, written
from allocator.allocation.audit.standing import Standing, standings
from allocator.allocation.audit.worth import (
    Item,
    efficiency_cap,
    value_per_post,
    values_of_posts,
)

REQUEST = Request("R", "U", "public", 4, "routine", 2026, 1, 3, 1, "at_term", duties_grew=False)
SICHUAN = [Item(Fraction("7.17"), 2)]


@pytest.fixture
def policy(world):
    return world.scenario().policy


def test_halves_are_rounded_up():
    assert half_up(Fraction(5, 2)) == 3
    assert half_up(Fraction(-5, 2)) == -3
    assert half_up(Fraction("0.00005"), 4) == Fraction("0.0001")


def test_exact_values_are_written_as_decimals_or_fractions():
    assert [written(Fraction(v)) for v in ("7.50", "10", "-3", "2/3")] == ["7.5", "10", "-3", "2/3"]


def test_the_published_example_of_efficiency(policy):
    # Sichuan: 30 approved posts, 3.33 each; 7.17 points support 2 posts (107.66 %), not 3.
    assert value_per_post(policy, 30) == Fraction("3.33")
    assert efficiency_cap(policy, REQUEST, SICHUAN, 30) == 2


def test_exempt_requests_have_no_cap(policy):
    assert efficiency_cap(policy, replace(REQUEST, duties_grew=True), SICHUAN, 30) is None
    assert efficiency_cap(policy, REQUEST, [], 30) == 0
    assert efficiency_cap(policy, REQUEST, SICHUAN, 0) == 0


def test_posts_serve_the_best_items_first(policy):
    # δ = 10: a gain of 50 for 1 post is worth 5, capped at 3; 12 for 2 posts 0.6 each.
    items = [Item(Fraction(12), 2), Item(Fraction(50), 1)]
    expected = [3, Fraction("0.6"), Fraction("0.6"), 0]
    assert values_of_posts(policy, REQUEST, items, 10) == expected
    assert values_of_posts(policy, REQUEST, [], 10) == [0] * 4
    assert values_of_posts(policy, REQUEST, items, 0) == [0] * 4
    assert values_of_posts(policy, replace(REQUEST, duties_grew=True), [], 10) == [1] * 4


SCORES = """
unit_id,indicator,source,score,full_score
U1,x,office,80,100
U1,y,office,40,50
U1,z,office,0,100
U2,x,self,60,100
U2,x,peer,90,100
U2,y,office,30,50
U3,x,office,10,10
"""
INDICATORS = [
    {"id": "x", "parent": "a", "weight": {"B": 40}},
    {"id": "a"},
    {"id": "y", "weight": {"B": 40}},
    {"id": "z", "weight": {"B": 20, "C": 90}},
]
# A missing score is an error by default; here it brings 0 points, as it did before.
GAPS = {"missing": "zero"}
SHARES = {"tier_shares": {"B": [0.34, 0.33, 0.33]}}
# U1 40 × 0.8 + 40 × 0.8 = 64; U2 x: (60 + 2 × 90) ÷ 3 = 80 %, 32 + 24 = 56; U3 40 + 0.


def scored(world, evaluation):
    world.tables["grades"].clear()
    world.add("scores", SCORES.strip())
    sources = {"self": 1, "peer": 2}
    world.put(
        "policy.evaluation", {"indicators": INDICATORS, "sources": sources} | GAPS | evaluation
    )
    found = standings(world.scenario())
    return {unit: standing.tier for unit, standing in found.items()}


def test_tiers_by_shares(world):
    # 0.34 × 3 = 1.02 → 1; 0.67 × 3 = 2.01 → 2.
    assert scored(world, SHARES) == {"U1": 1, "U2": 2, "U3": 3}


def test_tiers_by_thresholds(world):
    thresholds = {"tier_thresholds": {"B": [56, 40]}}
    assert scored(world, thresholds) == {"U1": 1, "U2": 1, "U3": 2}


def test_the_worse_of_shares_and_thresholds(world):
    # By shares 1, 2, 3; by thresholds 2 (64), 2 (56) and 3 (40).
    thresholds = {"tier_thresholds": {"B": [65, 41]}}
    assert scored(world, SHARES | thresholds) == {"U1": 2, "U2": 2, "U3": 3}


def test_named_grades(world):
    grades = [
        {"id": "fine", "least": 64, "tier": 1, "colour": "blue"},
        {"id": "fair", "least": 56.01, "tier": 2, "colour": "blue"},
        {"id": "poor", "least": 50, "tier": 3, "colour": "yellow"},
    ]
    scored(world, {"grades": grades})
    assert standings(world.scenario()) == {
        "U1": Standing(1, "blue"),
        "U2": Standing(3, "yellow"),
        "U3": Standing(3, "yellow"),  # below the last grade's score it is the last grade still
    }


def test_gaps_that_spread_their_weight(world):
    # Of 100: U1 lacks none, 64; U2 lacks z: 56 × 100 ÷ 80 = 70; U3 has x alone: 40 × 100 ÷ 40.
    thresholds = {"tier_thresholds": {"B": [70.01, 65]}}
    assert scored(world, thresholds | {"missing": "reweight"}) == {"U1": 3, "U2": 2, "U3": 1}


def test_a_source_without_weight_marks_nothing(world):
    # Without self U2 has 90 % on x: 36 + 24 = 60; U3 is scored by the office.
    thresholds = {"tier_thresholds": {"B": [64, 60]}, "sources": {"self": 0}}
    assert scored(world, thresholds) == {"U1": 1, "U2": 2, "U3": 3}


@pytest.mark.parametrize(
    ("grade", "years", "frozen"),
    [
        *(("2026,3,yellow", 0, False), ("2026,3,yellow", 1, True)),
        *(("2025,3,yellow", 1, False), ("2025,3,yellow", 2, True), ("2025,3,", 2, False)),
    ],
)
def test_freezes(world, grade, years, frozen):
    # The year of the grade counts as the first; tier 3 is green where the policy says nothing.
    world.tables["grades"].clear()
    world.add("grades", f"unit_id,year,tier,colour\nU1,{grade}")
    world.put("policy.response", {"yellow": {"freeze_years": years}})
    assert standings(world.scenario())["U1"].frozen == frozen


def test_without_shares_or_thresholds_everyone_is_in_the_middle(world):
    assert scored(world, {}) == {"U1": 2, "U2": 2, "U3": 2}


def test_ties_go_to_the_heaviest_first_level_indicator(world):
    # y scored so that U2 has 32 + 32 = 64 as U1, with the same x; U3 full marks on x and 30
    # of 50 on y: 40 + 24 = 64 too. a and y weigh 40 each, a comes first by id: x decides, for
    # U3; U1 and U2 are alike and come by id.
    text = SCORES.replace("U2,y,office,30", "U2,y,office,40").strip() + "\nU3,y,office,30,50"
    world.tables["grades"].clear()
    world.add("scores", text)
    world.put(
        "policy.evaluation",
        {"indicators": INDICATORS, "sources": {"self": 1, "peer": 2}} | GAPS | SHARES,
    )
    found = standings(world.scenario())
    assert {unit: standing.tier for unit, standing in found.items()} == {"U3": 1, "U1": 2, "U2": 3}


def test_graded_units_are_not_ranked_with_the_scored(world):
    world.add("scores", SCORES.strip())
    colours = {"1": "blue", "3": "yellow"}
    evaluation = {"indicators": INDICATORS, "colour_by_tier": colours}
    world.put("policy.evaluation", evaluation | GAPS | SHARES)
    # U1 and U2 have grades; of one scored unit 0.34 rounds to 0 and 0.67 to 1: tier 2.
    assert standings(world.scenario()) == {
        "U1": Standing(1, "blue"),
        "U2": Standing(2, "green"),
        "U3": Standing(2, "green"),
    }
