"""Rules on single requests: term, size, own vacancies, efficiency.

Every case is a pair of worlds that differ in one number. ``bound`` solves both; the plan of
the free world must be refused in the bound world, by the rule's id.
"""

import pytest
from worlds import bound


def test_one_term_keeps_to_terms_of_policy_and_request(world):
    # One person leaves in 2026 and one in 2027: for 1 year 1 post may be lent, for 2 years 2.
    world.unit("U1", leave=(1, 1, 0)).pool("B1", 5).request("R1", "U1", 2, max_term=2)
    free, tight = bound(world, "one_term", "requests.R1.max_term", 1, {"R1": 2}, {"R1": 1})
    assert free.lent == {("R1", "B1", 2): 2}
    assert tight.lent == {("R1", "B1", 1): 1}
    # Of the terms 1 to 3 only 3 is left: two years later the same.
    world.put("requests.R1.max_term", 3).put("policy.lending.terms", [3])
    assert world.solve().lent == {("R1", "B1", 3): 2}
    world.put("requests.R1.max_term", 2)
    assert world.solve().granted == {}


def test_one_term_holds_for_all_pools_together(world):
    # Two posts for two years are 4 post-years; split over two terms they would be 3.
    world.unit("U1", leave=(1, 1, 0)).pool("B1", 1).pool("B2", 1)
    world.request("R1", "U1", 2, max_term=2)
    outcome = world.solve()
    assert outcome.lent == {("R1", "B1", 2): 1, ("R1", "B2", 2): 1}
    assert outcome.goals["post_years"] == 4
    assert "one_term" in outcome.with_cell("schedule", 0, "term", -1)


def test_request_size_least(world):
    # The pool has 2 posts of 3 asked for; all or nothing is nothing.
    world.unit("U1").pool("B1", 2).request("R1", "U1", 3)
    bound(world, "request_size", "requests.R1.min_posts", 3, {"R1": 2}, {})


def test_request_size_most(world):
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3)
    _, tight = bound(world, "request_size", "requests.R1.posts", 2, {"R1": 3}, {"R1": 2})
    assert "request_size" in tight.with_cell("decisions", 0, "own_vacancies", +1)


def test_request_size_counts_own_and_lent(world):
    # 1 own vacancy and 2 from the pool make the 3 without which the request is of no use.
    world.unit("U1", filled=9).pool("B1", 2).request("R1", "U1", 3, min_posts=3)
    outcome = world.solve()
    assert (outcome.own, outcome.lent) == ({"R1": 1}, {("R1", "B1", 1): 2})


def test_own_vacancies_first(world):
    # 10 approved: with 10 in post all 3 are lent, with 8 in post 2 are the unit's own.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3)
    free, tight = bound(world, "own_vacancies_first", "posts.U1.filled", 8, {"R1": 3}, {"R1": 3})
    assert (free.own, free.lent) == ({}, {("R1", "B1", 1): 3})
    assert (tight.own, tight.lent) == ({"R1": 2}, {("R1", "B1", 1): 1})
    assert "own_vacancies_first" in tight.with_cell("decisions", 0, "own_vacancies", -1)


def test_own_vacancies_first_leaves_reserved_posts(world):
    # Recruitment approved for 1 of the 2 vacancies.
    world.unit("U1", filled=8).pool("B1", 0).request("R1", "U1", 3)
    bound(world, "own_vacancies_first", "posts.U1.reserved", 1, {"R1": 2}, {"R1": 1})


def test_own_vacancies_first_over_all_requests_of_the_cell(world):
    # R1 (worth 1) and R2 (worth 2) share 2 vacancies and 1 post of the pool; R2 may not
    # borrow while R1's use leaves a vacancy: 2 own + 1 lent serve R2 (2) and R1 (1).
    world.unit("U1", filled=8).pool("B1", 1)
    world.request("R1", "U1", 2).request("R2", "U1", 2, purpose="livelihood")
    outcome = world.policy(priority={"purposes": {"livelihood": 2}}).solve()
    assert outcome.granted == {"R1": 1, "R2": 2}
    assert sum(outcome.own.values()) == 2
    assert sum(outcome.lent.values()) == 1


def test_efficiency_threshold(world):
    # Sichuan: 30 approved posts, 3.33 each, 7.17 points: 107.66 % for 2 posts, 71.77 % for 3.
    world.unit("U1", approved=30, filled=30).pool("B1", 5)
    world.request("R1", "U1", 3, gains=(("7.17", 3),)).policy(efficiency={"apply": True})
    world.put("policy.efficiency.threshold", 0.7177)
    _, tight = bound(
        world, "efficiency_threshold", "policy.efficiency.threshold", 0.7178, {"R1": 3}, {"R1": 2}
    )
    # 2 posts pay: each takes 0.7178 × 3.33 = 2.39 points of 7.17.
    assert tight.reason("R1") == ("efficiency_threshold", [2, 2, 7, 17, 39])
    world.put("policy.efficiency.threshold", 1)
    assert world.solve().granted == {"R1": 2}


def test_efficiency_threshold_binds_own_vacancies_too(world):
    # δ = 10, γ = 20: 2 posts pay, whoever they belong to.
    world.unit("U1", filled=7).pool("B1", 5)
    world.request("R1", "U1", 3, gains=((20, 3),)).policy(efficiency={"apply": True})
    outcome = world.solve()
    assert (outcome.own, outcome.lent) == ({"R1": 2}, {})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("policy.efficiency.exempt_purposes", ["routine"]),
        ("requests.R1.duties_grew", "true"),
        ("policy.efficiency.apply", False),
    ],
)
def test_efficiency_threshold_leaves_exempt_requests_alone(world, place, value):
    # Without benefits and not exempt, nothing pays.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3).policy(efficiency={"apply": True})
    assert world.solve().granted == {}
    assert world.put(place, value).solve().granted == {"R1": 3}


def test_request_whose_least_is_more_than_pays_gets_nothing(world):
    # γ ÷ δ = 2 posts pay and 3 are the least of use; 2 own vacancies and 2 of the pool are
    # there. With value as the only goal nothing else keeps idle posts at home.
    world.unit("U1", filled=8).pool("B1", 2).request("R1", "U1", 4, min_posts=3, gains=((20, 4),))
    world.policy(efficiency={"apply": True}, objective={"goals": ["priority_value"]})
    outcome = world.solve()
    assert (outcome.own, outcome.lent, outcome.back) == ({}, {}, {})
