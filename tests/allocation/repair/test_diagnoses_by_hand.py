"""Each kind of contradiction in a world small enough to see what must give, and what mends it."""

from decimal import Decimal

import pytest
from diagnosed import contradiction, diagnosis, giving, mends, sets

from allocator.allocation.repair.words import must_give, said_together
from allocator.allocation.solve import Options, solve
from allocator.scenario.changes import changed


@pytest.fixture
def overdrawn(world):
    """3 of 5 posts are out until 2027, and 4 are to be kept back: 2 are missing in both years."""
    return world.unit("U1").pool("B1", 5, 4).loan("L1", "U1", "B1", 3, due=2027)


@pytest.fixture
def lacking(world):
    """B1 lacks 2 posts in 2026 and 2027; B2 has 5 to spare but may give 1."""
    world.unit("U1").pool("B1", 5, 4).loan("L1", "U1", "B1", 3, due=2027)
    return world.pool("B2", 5).transfer("B2", "B1", 1)


def test_a_reserve_that_old_loans_have_taken(overdrawn):
    found = diagnosis(overdrawn)
    assert giving(found) == {("pool_balance", "B1", 2026): 2, ("pool_balance", "B1", 2027): 2}
    assert found.total == 4
    # Each year contradicts by itself; both are about B1, so that one mend is for both.
    assert sets(found) == [[{("pool_balance", "B1", 2026)}, {("pool_balance", "B1", 2027)}]]
    assert mends(found) == [
        (2, "pools[B1].reserve=2"),  # 5 − 3 out
        (2, "pools[B1].capital=7"),  # 4 + 3 out
        (2, "loans[L1].posts=1"),  # 5 − 4 kept back
    ]


def test_a_ceiling_on_people_that_is_exceeded(world):
    """20 people in post, 17 allowed."""
    world.unit("U1").unit("U2", region="T").pool("B1", 5).people(17)
    found = diagnosis(world)
    assert giving(found) == {("people_ceiling", "*", "*"): 3}
    assert sets(found) == [[{("people_ceiling", "*", "*")}]]
    assert mends(found) == [(3, "ceilings[*,*,public].people=20")]


def test_two_contradictions_are_mended_together(overdrawn):
    """2 posts are missing in each of two years; 10 people in post, 7 allowed."""
    found = diagnosis(overdrawn.people(7))
    assert found.total == 2 + 2 + 3
    assert sets(found) == [
        [{("people_ceiling", "*", "*")}],
        [{("pool_balance", "B1", 2026)}, {("pool_balance", "B1", 2027)}],
    ]
    ceiling = "ceilings[*,*,public].people=10"
    assert mends(found) == [
        (5, ceiling, "pools[B1].reserve=2"),
        (5, ceiling, "pools[B1].capital=7"),
        (5, ceiling, "loans[L1].posts=1"),
    ]


def test_two_pools_without_a_link_are_two_contradictions(overdrawn):
    overdrawn.unit("U2").pool("B2", 4, 4).loan("L2", "U2", "B2", 1, due=2026)
    found = diagnosis(overdrawn)
    assert [len(cause) for cause in sets(found)] == [2, 1]
    assert giving(found)["pool_balance", "B2", 2026] == 1
    assert mends(found)[0] == (3, "pools[B1].reserve=2", "pools[B2].reserve=3")
    # Of L2 the one post must stay, or there were no loan: it cannot mend.
    assert mends(found)[1:] == [
        (3, "pools[B1].reserve=2", "pools[B2].capital=5"),
        (3, "pools[B1].capital=7", "pools[B2].reserve=3"),
        (3, "loans[L1].posts=1", "pools[B2].reserve=3"),
    ]


def test_a_transfer_that_is_too_small(lacking):
    """One more post transferred is one post of rule; the pool would lack 1 in each of 2 years."""
    found = diagnosis(lacking)
    assert giving(found) == {("transfer", "B2", "B1"): 1}
    assert {("pool_balance", "B1", 2026), ("transfer", "B2", "B1")} in sets(found)[0]
    assert mends(found) == [
        (1, "pools[B1].reserve=3"),
        (1, "transfers[B2,B1].posts=2"),
        (1, "pools[B1].capital=6"),
        (1, "loans[L1].posts=2"),
    ]


def test_weights_decide_which_rule_gives(lacking):
    lacking.policy(repair={"weights": {"transfer": 3}})
    found = diagnosis(lacking)
    assert giving(found) == {("pool_balance", "B1", 2026): 1, ("pool_balance", "B1", 2027): 1}
    assert found.total == 2
    assert mends(found)[-1] == (3, "transfers[B2,B1].posts=2")


def test_weights_may_be_fractions(lacking):
    lacking.policy(repair={"weights": {"pool_balance": 0.4}})
    found = diagnosis(lacking)
    assert found.total == Decimal("0.8")  # 0.4 in each of 2 years, less than 1 of the transfer
    assert mends(found)[0] == (Decimal("0.4"), "pools[B1].reserve=3")


def test_a_pool_that_cannot_give_what_it_may(world):
    """B1 lacks 2; B2 may give 5 but owns 1."""
    world.unit("U1").pool("B1", 5, 4).loan("L1", "U1", "B1", 3, due=2026)
    found = diagnosis(world.pool("B2", 1).transfer("B2", "B1", 5))
    assert giving(found) == {("pool_balance", "B1", 2026): 1}
    assert sets(found) == [[{("pool_balance", "B1", 2026), ("pool_balance", "B2", 2026)}]]
    assert mends(found) == [
        (1, "pools[B1].reserve=3"),
        (1, "pools[B1].capital=6"),
        (1, "pools[B2].capital=2"),
        (1, "loans[L1].posts=2"),
    ]


def test_two_linked_pools_that_both_lack(world):
    """Each lacks 1 and may give to the other: no single reserve is enough for both."""
    world.unit("U1")
    for pool, other in (("B1", "B2"), ("B2", "B1")):
        world.pool(pool, 5, 4).loan(f"L{pool}", "U1", pool, 2, due=2026)
        world.transfer(pool, other, 5)
    found = diagnosis(world)
    assert sets(found) == [[{("pool_balance", "B1", 2026), ("pool_balance", "B2", 2026)}]]
    assert found.total == 2
    # Either pool's reserve can be lowered by 2, one of which goes to the other pool.
    assert mends(found)[:2] == [(2, "pools[B1].reserve=2"), (2, "pools[B2].reserve=2")]


def test_linked_pools_with_too_small_a_transfer(world):
    """B1 lacks 2 and B2 lacks 2, nothing may be transferred: both reserves must be lowered."""
    world.unit("U1").pool("B3", 0).transfer("B3", "B1", 1).transfer("B3", "B2", 1)
    for pool in ("B1", "B2"):
        world.pool(pool, 5, 4).loan(f"L{pool}", "U1", pool, 3, due=2026)
    found = diagnosis(world)
    assert found.total == 4
    assert len(found.causes) == 1
    assert mends(found)[0] == (4, "pools[B1].reserve=2", "pools[B2].reserve=2")


def test_a_pool_that_lacks_posts_and_may_give_some(world):
    """B2 lacks 1, and may give 2 to B1, which lacks 2: only once B2 gives, B1 must too.

    Were B2 to give by 3 it would be 3 in all as well; ties go to the first pool.
    """
    world.unit("U1").pool("B1", 3, 3).loan("L1", "U1", "B1", 2, due=2026)
    world.pool("B2", 3, 1).loan("L2", "U1", "B2", 3, due=2026).transfer("B2", "B1", 2)
    found = diagnosis(world)
    assert giving(found) == {("pool_balance", "B1", 2026): 2, ("pool_balance", "B2", 2026): 1}
    assert sets(found) == [
        [
            {("pool_balance", "B2", 2026)},
            {("pool_balance", "B1", 2026), ("pool_balance", "B2", 2026)},
        ]
    ]
    assert [(price, set(changes)) for price, *changes in mends(found)] == [
        (3, {"pools[B1].reserve=1", "pools[B2].reserve=0"}),
        (3, {"pools[B2].capital=6"}),
        (3, {"pools[B1].capital=5", "pools[B2].capital=4"}),
    ]


def test_early_return_against_the_borrowing_limit(world):
    """3 out as vacated until 2027, 2 may be: 1 is missing in 2026.

    In 2027 it is missing too, since nobody leaves in 2026; were 1 post to come back then, above
    the limit of 0, it would not be. Either way 2 in all; ties go to the first rule.
    """
    world.unit("U1", leave=(0, 0, 0, 0)).pool("B1", 5, 3)
    world.loan("L1", "U1", "B1", 3, due=2027, repayment="as_vacated")
    found = diagnosis(world)
    assert giving(found) == {("pool_balance", "B1", 2026): 1, ("borrowing_limit", "U1", 2026): 1}
    assert sets(found) == [
        [
            {("pool_balance", "B1", 2027), ("borrowing_limit", "U1", 2026)},
            {("pool_balance", "B1", 2026)},
        ]
    ]
    # What mends 2026 mends 2027.
    assert [price for price, *_changes in mends(found)] == [1, 1, 1]
    world.policy(repair={"weights": {"borrowing_limit": 2}})
    found = diagnosis(world)
    assert giving(found) == {("pool_balance", "B1", 2026): 1, ("pool_balance", "B1", 2027): 1}


def test_early_return_as_people_leave(world):
    """As before, but 1 person leaves in 2026: 2027 is no matter."""
    world.unit("U1", leave=(1, 0, 0, 0)).pool("B1", 5, 3)
    world.loan("L1", "U1", "B1", 3, due=2027, repayment="as_vacated")
    assert giving(diagnosis(world)) == {("pool_balance", "B1", 2026): 1}


def test_what_can_be_collected_counts(overdrawn):
    """Of 2 missing posts 1 can be collected."""
    overdrawn.unit("U2", filled=9).policy(deposit={"mode": "as_needed", "share": 1})
    raised = contradiction(overdrawn)
    assert set(giving(raised.diagnosis).values()) == {1}
    ((_rule, says),) = said_together(raised.diagnosis.causes[0].limits, raised.numbers)
    assert says == ("pool B1, 2026 and 2027: owns 5, keeps back 4, has 3 out; collects at most 1")


def test_a_transfer_that_is_listed_but_not_allowed(lacking):
    """The table lets B2 give nothing; 2 posts would do."""
    lacking.put("transfers.B2/B1.posts", 0)
    assert mends(diagnosis(lacking))[1] == (2, "transfers[B2,B1].posts=2")


def test_a_unit_that_keeps_vacancies_may_keep_fewer(overdrawn):
    """U2 has 4 vacancies and keeps 3: 1 is collected, 2 are missing."""
    overdrawn.unit("U2", filled=6, keep=3).policy(deposit={"mode": "all"})
    assert mends(diagnosis(overdrawn)) == [
        (1, "pools[B1].reserve=3"),
        (1, "posts[U2,public].keep=2"),
        (1, "pools[B1].capital=6"),
        (1, "loans[L1].posts=2"),
    ]


def test_a_unit_that_keeps_all_its_vacancies(overdrawn):
    """U2 keeps its 2 vacancies; by half, 1 more is collected of 2 less kept."""
    overdrawn.unit("U2", filled=8, keep=2).policy(deposit={"mode": "share", "share": 0.5})
    found = mends(diagnosis(overdrawn.put("pools.B1.reserve", 3)))
    assert (2, "posts[U2,public].keep=0") in found


def test_a_reserve_by_the_policy_takes_part_of_new_capital(world):
    """⌈0.5 × 4⌉ = 2 are kept back and 3 out. Of 6 posts 3 are kept back: the first that do."""
    world.unit("U1").pool("B1", 4, "").loan("L1", "U1", "B1", 3, due=2026)
    found = diagnosis(world.policy(reserve={"share": 0.5}))
    assert mends(found) == [
        (1, "pools[B1].reserve=1"),
        (1, "loans[L1].posts=2"),
        (2, "pools[B1].capital=6"),
    ]


def test_posts_come_back_early_from_the_loans_that_are_out_longest(world):
    """3 missing; one post of each loan stays out."""
    world.unit("U1").pool("B1", 6, 3)
    for loan, posts, due in (("L1", 2, 2026), ("L2", 2, 2028), ("L3", 2, 2027)):
        world.loan(loan, "U1", "B1", posts, due=due)
    assert mends(diagnosis(world))[-1] == (
        3, "loans[L2].posts=1", "loans[L3].posts=1", "loans[L1].posts=1",
    )  # fmt: skip


def test_total_control_keeps_a_pool_from_more_capital(overdrawn):
    """10 approved posts and 5 of the pool are all the titles there are."""
    overdrawn.people(99).put("ceilings.*.people", 99)
    overdrawn._rows["ceilings"]["*"]["titles"] = 16
    assert [change for _price, change in mends(diagnosis(overdrawn))] == [
        "pools[B1].reserve=2",
        "loans[L1].posts=1",
    ]


def test_every_mend_gives_a_plan(lacking):
    lacking.people(7).request("R1", "U1", 1)
    scenario = lacking.scenario()
    found = diagnosis(lacking)
    assert len(found.mends) == 4
    for mend in found.mends:
        assert solve(changed(scenario, mend.changes), Options(threads=1)).status == "optimal"


def test_words_put_years_together(world):
    """Out of 9 posts 9 are out until 2028, one of them until 2026 alone; 1 is kept back."""
    world.unit("U1").pool("B1", 9, 1)
    world.loan("L1", "U1", "B1", 8, due=2029).loan("L2", "U1", "B1", 1, due=2026)
    assert must_give(diagnosis(world).giving) == ["pool B1 lacks 1 post(s) in 2026"]
    world.put("pools.B1.reserve", 2)
    assert must_give(diagnosis(world).giving) == [
        "pool B1 lacks 2 post(s) in 2026",
        "pool B1 lacks 1 post(s) in 2027–2029",
    ]
    assert str(contradiction(world)).startswith("pool B1 lacks 2 post(s) in 2026")
