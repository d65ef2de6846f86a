"""What stops a request: each rule alone, two together, either of two, or none."""

import pytest
from explaining import explain, explainer_of, ways

from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.explain.explanation import Kind
from allocator.allocation.plan.decisions import Decisions

# What holds R1 (3 posts asked for) at 2 or fewer, and nothing else does.
ALONE = {
    # None of the terms 1 to 3 is 4 years.
    "one_term": {"requests.R1.min_term": 4, "requests.R1.max_term": 4},
    # ⌊0.2 × 10⌋ = 2.
    "response": {"policy.response": {"green": {"lending": "capped", "max_loans_share": 0.2}}},
    # 2 people leave in 2026.
    "borrowing_limit": {"leavers.U1/2026.posts": 2},
    # 5 − 3 = 2.
    "pool_balance": {"pools.B1.reserve": 3},
    # ⌊0.4 × 5⌋ = 2.
    "crossing": {"pools.B1.department": "D9", "policy.lending.cross_department": 0.4},
    # ⌊0.4 × 5⌋ = 2.
    "department_share": {"policy.shares": {"max_department_share": 0.4}},
}


@pytest.mark.parametrize("rule", ALONE)
def test_a_rule_alone(one, rule):
    for place, value in ALONE[rule].items():
        one.put(place, value)
    assert ways(one) == [rule]


def test_efficiency_threshold_alone(one):
    # δ = 10, γ = 25: 2 posts pay; the third would be worth 25 ÷ 3 ÷ 10 = 0.8333.
    one.put("policy.efficiency.apply", True).request("R2", "U1", 3, gains=((25, 3),))
    assert ways(one, "R2") == ["efficiency_threshold"]


def test_overdue_alone(one):
    one.loan("L1", "U1", "B1", 1, due=2025).put("policy.lending.overdue_blocks", True)
    assert ways(one) == ["overdue"]


def test_staffing_standard_alone(one):
    assert ways(one.standard("U1", 12)) == ["staffing_standard"]


def test_people_ceiling_alone(one):
    assert ways(one.people(12)) == ["people_ceiling"]


def test_purpose_share_alone(one):
    # 1 post for talent lets 1 other be lent.
    one.request("R2", "U1", 1, purpose="talent")
    one.put("policy.shares", {"min_purpose_share": {"purposes": ["talent"], "share": 0.5}})
    assert ways(one) == ["purpose_share"]


def test_a_pool_elsewhere_that_the_policy_does_not_let_serve(one):
    # Without the pool's balance, nobody could serve it either.
    assert ways(one.put("pools.B1.region", "T")) == ["crossing"]


def test_no_pool_at_all(one):
    assert ways(one.put("pools.B1.purpose", "talent")) == ["pool_balance"]


def test_no_pool_of_its_type(one):
    # Pools of other types stay closed, whatever is waived.
    assert ways(one.put("pools.B1.quota_type", "other")) == ["pool_balance"]


def test_two_caps_at_the_same_number_are_named_together(one):
    # 5 − 3 = 2 in the pool, 12 − 10 = 2 under the ceiling.
    one.put("pools.B1.reserve", 3).people(12)
    stop = explain(one).stops[0]
    assert [[reason.rule for reason in way] for way in stop.ways] == [
        ["pool_balance", "people_ceiling"]
    ]
    assert stop.kind is Kind.CAP
    assert stop.reason.rule == "pool_balance"
    assert stop.reason.detail == "; and: ".join(reason.detail for reason in stop.ways[0])


def test_a_cap_and_competition_are_named_together(rivals):
    # 1 leaves, so that R1 can be lent 1; and R2 has the pool's other posts, worth 2 each.
    rivals.put("leavers.U1/2026.posts", 1)
    assert ways(rivals) == ["borrowing_limit+pool_balance"]
    assert explain(rivals).stops[0].kind is Kind.CAP


def test_competition_alone(rivals):
    explanation = explain(rivals)
    assert explanation.granted == 1
    assert ways(rivals) == ["pool_balance"]
    assert explanation.stops[0].kind is Kind.COMPETITION
    assert explanation.reason.detail == "posts free in pool B1 in 2026: 0"


def test_old_loans_of_pools_that_do_not_serve_it_change_nothing(rivals):
    rivals.pool("B2", 5, purpose="reform")
    rivals.loan("L1", "U2", "B2", 2, due=2028, purpose="reform", repayment="as_vacated")
    assert ways(rivals) == ["pool_balance"]


def test_a_balance_that_a_goal_wants_large(one):
    # Every post lent is one less in the pool; those that are in no balance are not.
    one.put("policy.objective", {"goals": ["long_reserve", "priority_value"]})
    assert ways(one) == ["pool_balance"]


def test_the_least_of_use_or_the_limit(one):
    # 2 leave, and fewer than 3 posts are of no use: 2 would be lent, or 3.
    one.put("requests.R1.min_posts", 3).put("leavers.U1/2026.posts", 2)
    assert ways(one) == ["request_size", "borrowing_limit"]
    explanation = explain(one)
    sentences = [way[0].detail for way in explanation.stops[0].ways]
    assert explanation.reason.detail == "; or: ".join(sentences)


def test_the_least_of_use_or_two_caps_together(one):
    one.put("requests.R1.min_posts", 3).put("leavers.U1/2026.posts", 2).put("pools.B1.reserve", 3)
    assert ways(one) == ["request_size", "borrowing_limit+pool_balance"]


def test_a_longer_term_or_the_limit(one):
    # 1 leaves in 2026, 99 in 2027; the policy's only term is 1 year, asked for are up to 2.
    one.put("leavers.U1/2026.posts", 1).put("requests.R1.max_term", 2)
    one.put("policy.lending.terms", [1])
    assert ways(one) == ["one_term", "borrowing_limit"]
    # A term of the policy does lie between 1 and 2 years.
    assert "none of the policy's terms" not in explain(one).reason.detail


def test_another_pool_or_more_in_its_own(one):
    # Its pool has 1 post; another region's has 5, and may not serve it.
    one.put("pools.B1.capital", 1).pool("B2", 5, region="T")
    assert ways(one) == ["pool_balance", "crossing"]


def test_a_pool_elsewhere_that_is_empty_too(one):
    one.put("pools.B1.capital", 0).put("pools.B1.region", "T")
    assert ways(one) == ["pool_balance+crossing"]


def test_vacancies_that_are_collected_or_what_keeps_it_from_borrowing(one):
    # 8 of 10 posts are filled, and 2 vacancies collected; nobody leaves.
    one.put("posts.U1.filled", 8).put("policy.deposit", {"mode": "all"})
    one.put("leavers.U1/2026.posts", 0)
    assert ways(one) == ["borrowing_limit", "deposit"]
    sentences = explain(one).reason.detail.split("; or: ")
    assert sentences[1] == "2 of the unit's own vacancies must go to pool B1"
    one.put("policy.response", {"green": {"lending": "suspended"}})
    assert ways(one) == ["deposit", "response+borrowing_limit"]


def test_vacancies_that_the_bank_cannot_do_without(one):
    # The pool has what is collected, keeps back 2 as they are, and L1 has 2.
    one.put("posts.U1.filled", 8).put("policy.deposit", {"mode": "all"})
    one.put("leavers.U1/2026.posts", 0).put("pools.B1.capital", 2).put("pools.B1.reserve", 2)
    one.unit("U2").loan("L1", "U2", "B1", 2, due=2027)
    assert ways(one) == ["borrowing_limit+pool_balance"]


def test_own_vacancies_that_serve_another_request(world):
    # 3 vacancies: R2 needs all of them and is worth 3, R1 would use 2; nobody leaves, no pool.
    world.unit("U1", filled=7, leave=()).pool("B1", 0, purpose="talent")
    world.request("R1", "U1", 2, min_posts=2).request("R2", "U1", 3, min_posts=3)
    assert ways(world) == ["borrowing_limit+pool_balance"]


def test_nothing_stops_a_request_whose_posts_add_no_value(world):
    # The only item needs 1 post.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3, gains=(15,))
    stop = explain(world).stops[0]
    assert (stop.kind, stop.ways, stop.first, stop.last) == (Kind.GOALS, (), 2, 3)
    assert stop.reason.rule == "priority_value"


def test_nothing_stops_a_request_that_other_goals_refuse(one):
    # Fewest years out come first: nothing is lent, whatever is waived.
    one.put("policy.objective", {"goals": ["post_years", "priority_value"]})
    stop = explain(one).stops[0]
    assert (stop.kind, stop.ways, stop.first, stop.last) == (Kind.GOALS, (), 1, 3)


def test_a_fixed_order_that_comes_first_is_a_goal_like_others(one):
    # Every post lent has a place, so that nothing is lent.
    one.put("policy.objective", {"goals": ["canonical", "priority_value"]})
    stop = explain(one).stops[0]
    assert (stop.kind, stop.ways) == (Kind.GOALS, ())


def test_caps_that_later_posts_would_meet(one):
    # Posts 3 and 4 meet the response, ⌊0.2 × 10⌋ = 2; posts 5 and 6 the ceiling, 14 − 10, too.
    one.put("requests.R1.posts", 6).put("pools.B1.capital", 9).people(14)
    one.put("policy.response", {"green": {"lending": "capped", "max_loans_share": 0.2}})
    stops = explain(one).stops
    assert [(s.first, s.last, s.kind) for s in stops] == [(3, 4, Kind.CAP), (5, 6, Kind.CAP)]
    rules = [[[reason.rule for reason in way] for way in stop.ways] for stop in stops]
    assert rules == [[["response"]], [["response", "people_ceiling"]]]


def test_a_plan_that_is_not_the_best(one):
    # The best plan grants all 3; the one in hand nothing.
    outcome = one.solve()
    nothing = Decisions({}, {}, {}, {}, {}, {}, {})
    stop = Explainer(outcome.scenario, nothing, proven=False).explain("R1").stops[0]
    assert (stop.kind, stop.ways, stop.first, stop.last) == (Kind.UNPROVEN, (), 1, 3)
    # What stops it in the best plan, too, is named.
    one.put("policy.response", {"green": {"lending": "suspended"}})
    outcome = one.solve()
    explainer = Explainer(outcome.scenario, outcome.plan.decisions, proven=False)
    assert explainer.explain("R1").stops[0].reason.rule == "response"


def test_nothing_is_missing(one):
    explanation = explain(one)
    assert (explanation.missing, explanation.stops, explanation.options) == (0, (), ())
    assert explanation.next_post is None


def test_an_unknown_request(one):
    with pytest.raises(KeyError):
        explainer_of(one).explain("R9")
