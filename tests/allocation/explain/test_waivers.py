"""Numbers in which one request is exempt from rules."""

from dataclasses import replace

import pytest

from allocator.allocation.explain.waivers import NO_POOL, SHARED, WAIVABLE, waive
from allocator.allocation.model.build import RULES, build
from allocator.allocation.prepare import prepare
from allocator.allocation.strengthen import NONE


def test_waivable_rules_are_rules_of_the_model():
    assert set(WAIVABLE) <= set(RULES)
    assert set(WAIVABLE) >= SHARED


def test_an_unknown_rule_or_request(one):
    numbers = prepare(one.scenario())
    with pytest.raises(KeyError, match="repayment"):
        waive(numbers, "R1", ["pool_balance", "repayment"])
    with pytest.raises(KeyError):
        waive(numbers, "R9", ["pool_balance"])


def test_nothing_waived_changes_nothing(one):
    numbers = prepare(one.scenario())
    assert waive(numbers, "R1", []) == numbers


def test_one_term_is_any_in_whole_years_within_the_plan(one):
    # Asked for are 2 to 9 years, and the plan has 4.
    one.put("requests.R1.min_term", 2).put("requests.R1.max_term", 9)
    one.put("policy.lending.terms", [1, 3])
    numbers = prepare(one.scenario())
    assert numbers.requests["R1"].terms == (3,)
    assert waive(numbers, "R1", ["one_term"]).requests["R1"].terms == (2, 3, 4)


def test_rules_of_the_request_alone(one):
    one.put("requests.R1.min_posts", 2).put("policy.efficiency.apply", True)
    numbers = prepare(one.scenario())
    rules = ["request_size", "efficiency_threshold", "borrowing_limit"]
    request = waive(numbers, "R1", rules).requests["R1"]
    assert (request.min_posts, request.efficiency_cap, request.limited) == (1, None, False)
    assert request == replace(
        numbers.requests["R1"], min_posts=1, efficiency_cap=None, limited=False
    )


def test_the_waivers_of_one_request_are_its_own(one):
    numbers = prepare(one.request("R2", "U1", 1).people(12).scenario())
    waived = waive(numbers, "R1", WAIVABLE)
    assert waived.requests["R2"] is numbers.requests["R2"]
    assert waived.requests["R1"].waived == SHARED
    model = build(waived, NONE)
    row = str(model.pyomo.people_ceiling["*", "*", "public"].expr)
    assert ("R1" in row, "R2" in row) == (False, True)


def test_crossing_opens_pools_elsewhere_but_none_of_another_type(one):
    one.pool("B2", 5, region="T").pool("B3", 5, department="D9", level="city")
    one.pool("B4", 5, quota_type="other").pool("B5", 5, purpose="talent")
    numbers = prepare(one.scenario())
    assert numbers.requests["R1"].pools == {"B1": ()}
    assert numbers.requests["R1"].barred == {"B2": ("region",), "B3": ("level", "department")}
    assert waive(numbers, "R1", ["crossing"]).requests["R1"].pools == {"B1": (), "B2": (), "B3": ()}


def test_crossing_keeps_pools_of_another_type_where_the_policy_lets_types_cross(one):
    one.pool("B4", 5, quota_type="other").pool("B5", 5, quota_type="other", region="T")
    one.put("policy.lending.cross_type", 0.4)
    numbers = prepare(one.scenario())
    assert numbers.requests["R1"].pools == {"B1": (), "B4": ("type",)}
    assert numbers.requests["R1"].barred == {"B5": ("region", "type")}
    assert waive(numbers, "R1", ["crossing"]).requests["R1"].pools == {"B1": (), "B4": ()}


def test_pool_balance_where_no_pool_could_serve(one):
    one.put("pools.B1.purpose", "talent")
    numbers = waive(prepare(one.scenario()), "R1", ["pool_balance"])
    assert numbers.requests["R1"].pools == {NO_POOL: ()}
    # Where another region's pool could, it is its balance that counts once crossing is waived.
    one.put("pools.B1.purpose", "*").put("pools.B1.region", "T")
    numbers = waive(prepare(one.scenario()), "R1", ["pool_balance"])
    assert numbers.requests["R1"].pools == {}


def test_deposit_leaves_the_units_vacancies_alone(one):
    one.unit("U2", filled=9).put("posts.U1.filled", 8).put("policy.deposit", {"mode": "all"})
    numbers = prepare(one.scenario())
    assert set(numbers.deposits) == {("U1", "public"), ("U2", "public")}
    assert set(waive(numbers, "R1", ["deposit"]).deposits) == {("U2", "public")}
