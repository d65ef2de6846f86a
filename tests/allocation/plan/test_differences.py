"""How two plans differ, on worlds that differ by one number."""

from fractions import Fraction

import pytest
from generated import scenario_of
from worlds import Outcome, World

from allocator.allocation.plan.differences import PlanDifferences, plan_differences
from allocator.allocation.plan.plan import Plan
from allocator.allocation.solve import solve


def between(before: Outcome, after: Outcome) -> PlanDifferences:
    return plan_differences(before.plan, after.plan)


@pytest.fixture
def rivals(world: World) -> World:
    """R1 and R2 ask for 2 posts each; the pool has 3. R1 comes first: a larger gain."""
    world.unit("U1").unit("U2").pool("B1", 3)
    return world.request("R1", "U1", 2, gains=(9, 8)).request("R2", "U2", 2, gains=(4, 3))


def test_the_same_plan_has_no_differences(rivals: World) -> None:
    found = between(rivals.solve(), rivals.solve())
    assert found.nothing_differs
    assert found.decisions_same
    assert all(goal.difference == 0 for goal in found.goals)


def test_a_larger_pool_gives_one_post_more(rivals: World) -> None:
    before = rivals.solve()
    after = rivals.put("pools.B1.capital", 4).solve()
    found = between(before, after)
    (request,) = found.requests
    assert (request.request, request.unit, request.less) == ("R2", "U2", "before")
    assert (request.before.granted, request.after.granted) == (1, 2)  # 3 − 2, 4 − 2
    assert request.on("before").reason == "pool_balance"
    assert request.on("after").reason == ""
    totals = {total.name: total.difference for total in found.totals}
    assert totals["posts_lent"] == 1
    assert totals["requests_granted"] == 0
    # Capital is 3 → 4 in all four years; the loans are out in the first alone.
    pools = found.rows["pools"]
    assert [row.key for row in pools] == [("B1", str(year)) for year in range(2026, 2030)]
    assert [row.after["out"] - row.before["out"] for row in pools] == [1, 0, 0, 0]
    # Looked at from the other side, the same request gets less afterwards.
    (reverse,) = between(after, before).requests
    assert reverse.less == "after"


def test_the_goals_tell_before_and_after(rivals: World) -> None:
    before = rivals.solve()
    after = rivals.put("pools.B1.capital", 4).solve()
    for goal in between(before, after).goals:
        assert (goal.before, goal.after) == (before.goals[goal.name], after.goals[goal.name])
        assert goal.difference == after.goals[goal.name] - before.goals[goal.name]


def test_more_capital_that_nobody_needs_changes_pools_alone(rivals: World) -> None:
    before = rivals.put("pools.B1.capital", 4).solve()
    found = between(before, rivals.put("pools.B1.capital", 5).solve())
    assert found.decisions_same
    assert not found.nothing_differs
    assert [row.after["free"] - row.before["free"] for row in found.rows["pools"]] == [1] * 4


def test_a_request_that_one_scenario_does_not_have(world: World) -> None:
    world.unit("U1").pool("B1", 3).request("R1", "U1", 1, gains=(9,))
    before = world.solve()
    found = between(before, world.request("R2", "U1", 1, gains=(4,)).solve())
    (request,) = found.requests
    assert (request.request, request.before, request.less) == ("R2", None, "before")


def test_another_term_is_a_difference_though_the_posts_are_the_same(world: World) -> None:
    world.unit("U1").pool("B1", 3).request("R1", "U1", 1, gains=(9,), max_term=2)
    before = world.solve()
    (request,) = between(before, world.put("requests.R1.min_term", 2).solve()).requests
    assert request.less is None
    terms = [side.loans[0].term for side in (request.before, request.after)]
    assert terms == [1, 2]  # fewest years out, but at least the shortest that is of use


def test_collected_posts_differ_by_row(world: World) -> None:
    world.policy(deposit={"mode": "all"}).unit("U1", approved=10, filled=8).pool("B1", 1)
    before = world.unit("U2").request("R1", "U2", 2, gains=(9, 8)).solve()
    found = between(before, world.put("posts.U1.filled", 10).solve())
    (row,) = found.rows["deposits"]
    assert row.key == ("U1", "public")
    assert row.after is None
    assert row.before["posts"] == 2  # 10 approved, 8 filled


def applied(plan: Plan, found: PlanDifferences) -> dict[str, int]:
    """Posts granted by the plan, with the differences applied."""
    table = plan.tables["decisions"]
    granted = dict(zip(table["request_id"], table["granted"], strict=True))
    return granted | {each.request: each.after.granted for each in found.requests if each.after}


@pytest.mark.parametrize("seed", range(4))
def test_the_plan_and_the_differences_give_the_other_plan(seed: int) -> None:
    scenario = scenario_of(seed)
    pools = scenario.tables["pools"]
    richer = scenario.replace(
        tables=dict(scenario.tables) | {"pools": pools.assign(capital=pools["capital"] + 2)}
    )
    before, after = solve(scenario), solve(richer)
    found = plan_differences(before, after)
    table = after.tables["decisions"]
    assert applied(before, found) == dict(zip(table["request_id"], table["granted"], strict=True))
    lent = next(total for total in found.totals if total.name == "posts_lent")
    assert lent.difference == Fraction(
        int(after.tables["schedule"]["posts"].sum() - before.tables["schedule"]["posts"].sum())
    )
