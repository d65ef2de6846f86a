"""What the next post costs, and who gives it up."""

from fractions import Fraction

from explaining import explain

from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.explain.resolving import Demand, resolve
from allocator.allocation.explain.words import explained
from allocator.allocation.plan.decisions import Decisions


def test_the_price_is_what_others_lose_less_what_the_request_gains(rivals):
    # Its second post, worth 1, is one of R2's two, worth 2 each: 1 + 4 before, 2 + 2 after.
    trade = explain(rivals).next_post
    assert trade is not None
    assert (trade.request.before, trade.request.after, trade.request.value) == (1, 2, 1)
    assert [(s.id, s.unit, s.before, s.after, s.value) for s in trade.losers] == [
        ("R2", "U2", 2, 1, 2)
    ]
    assert (trade.goals[0].goal, trade.goals[0].before, trade.goals[0].after) == (
        "priority_value", 5, 4,
    )  # fmt: skip
    assert (trade.price, trade.given_up, trade.moved) == (1, 2, 0)


def test_a_request_that_needs_several_gets_them_together(rivals):
    # 3 at once, worth 3, in place of R2's two, worth 4; the third was free.
    trade = explain(rivals.put("requests.R1.min_posts", 3)).next_post
    assert trade is not None
    assert (trade.request.before, trade.request.after) == (0, 3)
    assert (trade.price, trade.given_up) == (1, 4)


def test_a_renewal_is_given_up(one):
    # 3 in the pool: L1's 3 posts are renewed to 2027, worth 0.5 each; R1 from 2027 would be
    # worth 0.4 each.
    one.put("pools.B1.capital", 3).put("requests.R1.start_year", 2027)
    one.unit("U2").loan("L1", "U2", "B1", 3, due=2026)
    one.put("policy.recall", {"renewal": {"years": 1}})
    one.put("policy.priority", {"purposes": {"little": 0.4}}).put("requests.R1.purpose", "little")
    trade = explain(one).next_post
    assert trade is not None
    assert [(s.id, s.before, s.after, s.value) for s in trade.renewals] == [
        ("L1", 3, 2, Fraction(1, 2))
    ]
    assert trade.price == Fraction(1, 10)


def test_no_plan_grants_it(one):
    one.put("policy.response", {"green": {"lending": "suspended"}})
    assert explain(one).next_post is None


def test_no_plan_grants_it_though_no_cap_says_so(world):
    # Each of the vacancies of U1 is an own one: R1 and R2 each need 2 of 3, and none leaves. R2
    # is kept from giving way by nothing, so that a plan there is; but 3 of R1 there are not.
    world.unit("U1", filled=7, leave=()).pool("B1", 0)
    world.request("R1", "U1", 2, min_posts=2).request("R2", "U1", 2, min_posts=2)
    trade = explain(world, "R2").next_post
    assert trade is not None
    assert (trade.price, [s.id for s in trade.losers]) == (0, ["R1"])


def test_what_others_get_in_that_plan_is_not_said_to_come_of_it(one):
    # There are posts for all; the plan in hand grants none. The best plan that grants R1 a post
    # gives R2 its 2, as does the best one that grants R1 none: they do not come of R1's.
    one.unit("U2").request("R2", "U2", 2)
    outcome = one.solve()
    nothing = Decisions({}, {}, {}, {}, {}, {}, {})
    explainer = Explainer(outcome.scenario, nothing, proven=False)
    without = resolve(explainer.forms, explainer.numbers, Demand("R1", most=0))
    assert without is not None
    assert without.granted() == {"R2": 2}
    said = explained(explainer.explain("R1"), {})
    assert "The best plan that grants it gives others: R2 2 more." in said
