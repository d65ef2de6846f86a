"""Where no rule stands in the way, the goals are the reason, as far as they are proven to be."""

from dataclasses import replace

from worlds import World

from allocator.allocation.plan.reasons import BY_GOALS, Reasons
from allocator.allocation.plan.tables import plan_tables
from allocator.allocation.prepare import prepare


def test_what_an_unfinished_search_did_not_grant_is_no_decision_of_the_goals(world: World) -> None:
    solved = world.unit("U1", leave=(1, 0, 0, 0)).pool("B1", 1).request("R1", "U1", 1).solve()
    numbers = prepare(solved.scenario)
    # The search had not come to R1: it is lent nothing, though nothing speaks against it.
    early = replace(solved.plan.decisions, lent={})
    for proven, said in ((True, "are served better without"), (False, "search ended early")):
        reason = Reasons(numbers, early, proven=proven).of("R1")
        assert reason.rule == BY_GOALS
        assert said in reason.detail
        table = plan_tables(numbers, early, {"U1": "U1"}, proven=proven)["decisions"]
        assert table["detail"].tolist() == [reason.detail]
