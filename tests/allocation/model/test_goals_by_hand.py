"""Goals, one hand-sized world each, and what their order decides."""

from fractions import Fraction
from itertools import permutations

import pytest


def in_order(world, *goals):
    """The plan for goals in this order."""
    return world.put("policy.objective", {"goals": list(goals)}).solve()


def test_priority_value_weighs_purpose_tier_and_sector(world):
    # One post: R1 is worth 1.5 × 1, R2 1 × 1.2 × 1.2 = 1.44, R3 1.
    world.unit("U1", tier=2).unit("U2", tier=1, sector="health").unit("U3").pool("B1", 1)
    world.request("R1", "U1", 1, purpose="talent").request("R2", "U2", 1).request("R3", "U3", 1)
    world.policy(
        priority={"purposes": {"talent": 1.5}, "tiers": {"1": 1.2}, "sectors": {"health": 1.2}}
    )
    outcome = world.solve()
    assert (outcome.granted, outcome.goals["priority_value"]) == ({"R1": 1}, Fraction("1.5"))
    outcome = world.put("policy.priority.sectors", {"health": 1.3}).solve()
    # 1.2 × 1.3 = 1.56.
    assert (outcome.granted, outcome.goals["priority_value"]) == ({"R2": 1}, Fraction("1.56"))


def test_priority_value_takes_the_best_items_of_each_request_first(world):
    # δ = 100 ÷ 10 = 10. R1: 25 with one post (2.5), 8 with one (0.8); R2: 18 with two (0.9
    # each). Of 3 posts R1's first, then R2's two: 2.5 + 0.9 + 0.9.
    world.unit("U1").pool("B1", 3)
    world.request("R1", "U1", 2, gains=(8, 25)).request("R2", "U1", 2, gains=((18, 2),))
    outcome = world.solve()
    assert outcome.granted == {"R1": 1, "R2": 2}
    assert outcome.goals["priority_value"] == Fraction("4.3")


def test_priority_value_counts_renewals(world):
    # In 2027 one post: L1's renewal is worth 0.5 × 1.8 = 0.9, R1 0.8.
    world.unit("U1", tier=1).unit("U2", sector="culture").pool("B1", 1)
    world.loan("L1", "U1", "B1", 1, due=2026).request("R1", "U2", 1, start_year=2027)
    world.policy(
        recall={"renewal": {"years": 1}, "renewal_value": 0.5},
        priority={"tiers": {"1": 1.8}, "sectors": {"culture": 0.8}},
    )
    outcome = world.solve()
    assert (outcome.renewed, outcome.granted) == ({"L1": 1}, {})
    assert outcome.goals["priority_value"] == Fraction("0.9")
    outcome = world.put("policy.recall.renewal_value", 0.4).solve()
    # 0.4 × 1.8 = 0.72.
    assert (outcome.renewed, outcome.granted) == ({}, {"R1": 1})


def test_post_years(world):
    # One post, worth the same to both: R1 needs it for two years, R2 for one.
    world.unit("U1").pool("B1", 1)
    world.request("R1", "U1", 1, min_term=2, max_term=2).request("R2", "U1", 1, max_term=3)
    outcome = world.solve()
    assert outcome.lent == {("R2", "B1", 1): 1}
    assert outcome.goals["post_years"] == 1
    # Canonical before it: R1 comes first.
    outcome = in_order(world, "priority_value", "canonical", "post_years")
    assert outcome.lent == {("R1", "B1", 2): 1}
    assert (outcome.goals["canonical"], outcome.goals["post_years"]) == (1, 2)


def test_post_years_bring_vacated_posts_back_early(world):
    # 3 posts for up to 3 years; 1 leaves a year: 1 + 2 + 3 post-years.
    world.unit("U1", leave=(1, 1, 1)).pool("B1", 3)
    world.request("R1", "U1", 3, max_term=3, repayment="as_vacated")
    outcome = world.solve()
    assert outcome.goals["post_years"] == 6
    assert outcome.back == {("R1", 2026): 1, ("R1", 2027): 1, ("R1", 2028): 1}


def test_disruption(world):
    # B1 of U1's region lacks a post; 1 from B2, or 1 of U2's vacancies. R1's own pool B3 is
    # not open to it. Nothing more is moved than needed.
    world.unit("U1").unit("U2", filled=5).pool("B1", 1, region="S").pool("B2", 5, region="T")
    world.request("R1", "U1", 3).transfer("B2", "B1", 5)
    world.policy(deposit={"mode": "as_needed", "share": 1})
    outcome = world.solve()
    assert outcome.granted == {"R1": 3}
    assert outcome.goals["disruption"] == 2
    assert sum(outcome.collected.values()) + sum(outcome.moved.values()) == 2


def test_disruption_before_or_after_post_years(world):
    # Renewing L1 is worth 0: post_years would rather have it back, disruption would not.
    world.unit("U1").pool("B1", 2).loan("L1", "U1", "B1", 2, due=2026)
    world.policy(recall={"renewal": {"years": 2}, "renewal_value": 0})
    outcome = in_order(world, "priority_value", "post_years", "disruption")
    assert (outcome.renewed, outcome.goals["disruption"]) == ({}, 2)
    outcome = in_order(world, "priority_value", "disruption", "post_years")
    assert (outcome.renewed, outcome.goals["post_years"]) == ({"L1": 2}, 4)


def test_canonical(world):
    # Two requests alike, one post; two pools alike: the first of each.
    world.unit("U1").pool("B1", 1).pool("B2", 1)
    world.request("R1", "U1", 1).request("R2", "U1", 1, min_posts=1)
    outcome = world.put("pools.B2.capital", 0).solve()
    assert outcome.lent == {("R1", "B1", 1): 1}
    # Places: (R1, 1, B1), (R1, 1, B2), (R2, 1, B1), (R2, 1, B2).
    assert outcome.goals["canonical"] == 1
    outcome = world.put("pools.B2.capital", 1).put("pools.B1.capital", 0).solve()
    assert outcome.lent == {("R1", "B2", 1): 1}
    assert outcome.goals["canonical"] == 2


@pytest.fixture
def rivals(world):
    """Two posts: D1 asks for 2 (worth 1 each), D2 for 4 (worth 0.5 each)."""
    world.unit("U1").unit("U2", department="D2", sector="culture").pool("B1", 2)
    world.request("R1", "U1", 2).request("R2", "U2", 4)
    return world.policy(priority={"sectors": {"culture": 0.5}})


def test_least_served(rivals):
    # Value first: R1 2 of 2, R2 0 of 4. Else one each: 1/2 and 1/4.
    outcome = in_order(rivals, "priority_value", "least_served")
    assert (outcome.granted, outcome.goals["least_served"]) == ({"R1": 2}, 0)
    outcome = in_order(rivals, "least_served", "priority_value")
    assert outcome.granted == {"R1": 1, "R2": 1}
    assert outcome.goals == {"least_served": Fraction(1, 4), "priority_value": Fraction("1.5")}


def test_least_served_counts_departments_not_requests(rivals):
    # D2's second request of 2 makes its share 1 of 6, whichever of the two gets it.
    rivals.request("R3", "U2", 2)
    outcome = in_order(rivals, "least_served", "priority_value", "canonical")
    assert outcome.goals["least_served"] == Fraction(1, 6)
    assert outcome.granted == {"R1": 1, "R2": 1}


def test_least_served_counts_own_vacancies_and_requests_that_get_nothing(rivals):
    # D2 uses 1 own vacancy and borrows 1, 2 of 4; D1 1 of 2. A third department that can
    # get nothing is the least served.
    rivals.put("posts.U2.filled", 9)
    assert in_order(rivals, "least_served", "priority_value").goals == {
        "least_served": Fraction(1, 2),
        "priority_value": 2,
    }
    rivals.unit("U3", department="D3", leave=(0,)).request("R3", "U3", 1)
    assert in_order(rivals, "least_served").goals == {"least_served": 0}


def test_least_served_without_requests_is_everyone(world):
    world.unit("U1").pool("B1", 2)
    assert in_order(world, "least_served").goals == {"least_served": 1}


def test_long_reserve(world):
    # Of 5 posts 1 is reserve; R1 takes 2. First of all, nothing is lent.
    world.unit("U1").pool("B1", 5, 1).request("R1", "U1", 2)
    outcome = in_order(world, "long_reserve", "priority_value")
    assert (outcome.granted, outcome.goals["long_reserve"]) == ({}, 4)
    outcome = in_order(world, "priority_value", "long_reserve")
    assert (outcome.granted, outcome.goals["long_reserve"]) == ({"R1": 2}, 2)


def test_long_reserve_is_of_the_scarcest_pool_and_year(world):
    # B1 and B2 have 3 and 2; 3 posts for R1 leave 1 and 1 at best; 3 from B1 would leave 0.
    world.unit("U1").pool("B1", 3).pool("B2", 2).request("R1", "U1", 3)
    outcome = in_order(world, "priority_value", "long_reserve")
    assert outcome.lent == {("R1", "B1", 1): 2, ("R1", "B2", 1): 1}
    assert outcome.goals["long_reserve"] == 1


GOALS = ("priority_value", "post_years", "disruption", "canonical", "least_served", "long_reserve")


@pytest.fixture
def contested(world):
    """Every goal wants something else: renewals, deposits, transfers, departments, terms."""
    world.unit("U1", tier=1, leave=(1, 2, 1)).unit("U2", department="D2", filled=7, tier=3)
    world.pool("B1", 3, region="S", reserve="").pool("B2", 2, region="T").transfer("B2", "B1", 2)
    world.loan("L1", "U2", "B1", 1, due=2026)
    world.request("R1", "U1", 3, max_term=3, repayment="as_vacated")
    world.request("R2", "U2", 5, max_term=2, min_posts=2).request(
        "R3", "U1", 2, min_term=2, max_term=2
    )
    return world.policy(
        deposit={"mode": "as_needed", "share": 1},
        recall={"renewal": {"years": 1}, "renewal_value": 0.3},
        priority={"tiers": {"1": 1.2, "3": 0.8}},
        reserve={"share": 0.1},
    )


@pytest.mark.parametrize("first", GOALS)
def test_a_later_goal_never_gives_up_an_earlier_one(contested, first):
    # A goal alone reaches its best; with goals after it, in any order, it still does.
    alone = in_order(contested, first).goals[first]
    others = [goal for goal in GOALS if goal != first]
    for rest in list(permutations(others, 2))[::4]:
        values = in_order(contested, first, *rest).goals
        assert list(values) == [first, *rest]
        assert values[first] == alone
        assert in_order(contested, first, rest[0]).goals[rest[0]] == values[rest[0]]
