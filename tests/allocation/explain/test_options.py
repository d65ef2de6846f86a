"""What would meet a request in full: every kind of option, and their order."""

from explaining import explain

from allocator.allocation.explain.options import Kind


def told(world, j="R1"):
    """Kind, changes and waived rules of each option, in order."""
    return [
        (option.kind, ", ".join(map(str, option.changes)), option.waived)
        for option in explain(world, j).options
    ]


def test_others_give_up_posts(rivals):
    # 2 more for R1 take R2's two, worth 2 each: 5 before, 3 after.
    explanation = explain(rivals)
    option = next(o for o in explanation.options if o.kind is Kind.GRANT)
    assert (option.changes, option.waived) == ((), ())
    assert (option.trade.request.before, option.trade.request.after) == (1, 3)
    assert (option.trade.price, option.trade.given_up) == (2, 4)


def test_as_few_posts_of_others_as_can_be(rivals):
    # The pool has 4: R2 and R3 have one worth 2 each, R1 has 2 of 3, and needs only one of them.
    rivals.put("requests.R2.posts", 1).put("pools.B1.capital", 4)
    rivals.unit("U3").request("R3", "U3", 1, purpose="talent")
    option = next(o for o in explain(rivals).options if o.kind is Kind.GRANT)
    assert (option.trade.price, len(option.trade.losers)) == (1, 1)


def test_a_reserve_or_capital_spares_the_others(rivals):
    # The pool keeps back 2 of 5.
    rivals.put("pools.B1.capital", 5).put("pools.B1.reserve", 2)
    assert told(rivals) == [
        (Kind.RESERVE, "pools[B1].reserve=0", ()),
        (Kind.CAPITAL, "pools[B1].capital=7", ()),
        (Kind.GRANT, "", ()),
    ]
    assert [o.trade.given_up for o in explain(rivals).options] == [0, 0, 4]


def test_capital_only_where_total_control_leaves_titles(rivals):
    # Units own 10 + 10 posts, the pool 3: 24 titles leave 1, 25 the 2 that are missing.
    rivals.titles(24)
    assert told(rivals) == [(Kind.GRANT, "", ())]
    rivals.put("ceilings.*.titles", 25)
    assert told(rivals) == [(Kind.CAPITAL, "pools[B1].capital=5", ()), (Kind.GRANT, "", ())]


def test_no_more_capital_than_is_missing(rivals):
    # All or nothing: 3 are needed, and one of the pool is free.
    rivals.put("requests.R1.min_posts", 3)
    assert (Kind.CAPITAL, "pools[B1].capital=5", ()) in told(rivals)


def test_capital_of_which_the_pool_keeps_a_share(rivals):
    # Of 4 posts ⌈0.25 × 4⌉ = 1 is kept back; 5 to lend take 7, of which 2 are kept back.
    rivals.put("pools.B1.capital", 4).put("pools.B1.reserve", "")
    rivals.put("policy.reserve", {"share": 0.25})
    assert (Kind.CAPITAL, "pools[B1].capital=7", ()) in told(rivals)


def test_a_longer_term(one):
    # 1 leaves in each of the first three years: 3 years make 3.
    for year in (2026, 2027, 2028):
        one.put(f"leavers.U1/{year}.posts", 1)
    assert told(one) == [
        (Kind.TERM, "requests[R1].max_term=3", ()),
        (Kind.WAIVER, "", ("borrowing_limit",)),
    ]


def test_a_later_start(one):
    # Nobody leaves in 2026; 3 in 2027, the last start from which 3 years end in time.
    one.put("leavers.U1/2026.posts", 0).put("leavers.U1/2027.posts", 3)
    assert told(one) == [
        (Kind.TERM, "requests[R1].max_term=2", ()),
        (Kind.START, "requests[R1].start_year=2027", ()),
        (Kind.WAIVER, "", ("borrowing_limit",)),
    ]


def test_a_term_of_the_policy(one):
    # Asked for are 4 years, where the policy has 1, 2 and 3.
    one.put("requests.R1.min_term", 4).put("requests.R1.max_term", 4)
    assert told(one) == [(Kind.WAIVER, "", ("one_term",))]


def test_a_better_tier_for_the_limit(world):
    # 4 leave; a unit of tier 2 can be lent half of that, one of tier 1 all.
    world.unit("U1", leave=(4, 0, 0, 0), tier=2).pool("B1", 5).request("R1", "U1", 4)
    world.put("policy.lending.limit_multiplier", {"2": 0.5})
    assert told(world) == [
        (Kind.TIER, "grades[U1].tier=1", ()),
        (Kind.WAIVER, "", ("borrowing_limit",)),
    ]


def test_a_better_tier_for_the_response(world):
    # Tier 3 suspends; tier 2 is capped at ⌊0.2 × 10⌋ = 2; tier 1 lends as usual.
    world.unit("U1", tier=3).pool("B1", 5).request("R1", "U1", 3)
    world.put("policy.evaluation", {"colour_by_tier": {"1": "green", "2": "blue", "3": "yellow"}})
    world.policy(response={"blue": {"lending": "capped", "max_loans_share": 0.2},
                           "yellow": {"lending": "suspended"}})  # fmt: skip
    assert told(world) == [
        (Kind.TIER, "grades[U1].tier=1", ()),
        (Kind.WAIVER, "", ("response",)),
    ]


def test_a_higher_ceiling_on_people(one):
    # 12 − 10 = 2, and 3 are asked for.
    assert told(one.people(12)) == [
        (Kind.CEILING, "ceilings[*,*,public].people=13", ()),
        (Kind.WAIVER, "", ("people_ceiling",)),
    ]


def test_room_under_a_ceiling_that_others_have(rivals):
    # The pool has enough; 23 − 20 = 3 people more, of which R2 has 2 and R1 1 of 3.
    rivals.put("pools.B1.capital", 9).people(23)
    assert told(rivals) == [
        (Kind.CEILING, "ceilings[*,*,public].people=25", ()),
        (Kind.WAIVER, "", ("people_ceiling",)),
        (Kind.GRANT, "", ()),
    ]


def test_rules_that_bind_together_are_lifted_together(one):
    # 2 leave; the ceiling leaves room for 2.
    one.put("leavers.U1/2026.posts", 2).people(12)
    assert told(one) == [
        (Kind.TERM, "requests[R1].max_term=2", ("people_ceiling",)),
        (Kind.START, "requests[R1].start_year=2027", ("people_ceiling",)),
        (Kind.CEILING, "ceilings[*,*,public].people=13", ("borrowing_limit",)),
        (Kind.WAIVER, "", ("borrowing_limit", "people_ceiling")),
    ]


def test_a_waiver_where_nothing_else_lifts_the_rule(one):
    one.loan("L1", "U1", "B1", 1, due=2025).put("policy.lending.overdue_blocks", True)
    assert told(one) == [(Kind.WAIVER, "", ("overdue",))]


def test_what_others_give_up_ranks_before_what_is_waived(rivals):
    # R1 is capped at 1 and has the pool's last post: a waiver takes R2's two.
    rivals.put("leavers.U1/2026.posts", 1).put("pools.B1.reserve", 0)
    ranks = [option.rank for option in explain(rivals).options]
    assert ranks == sorted(ranks)
    assert ranks[0][0] <= ranks[-1][0]
