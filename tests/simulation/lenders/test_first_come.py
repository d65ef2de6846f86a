"""First come, first served, by hand."""

from rounds import given

from allocator.simulation.lenders.first_come import first_come

JANUARY = 12.0 * 2026


def test_the_earlier_request_is_served_first_then_the_lower_id(world):
    for unit in ("U1", "U2", "U3"):
        world.unit(unit)
    world.pool("B1", 5).request("R1", "U1", 2).request("R2", "U2", 2).request("R3", "U3", 2)
    arrived = {"R1": JANUARY, "R2": JANUARY, "R3": JANUARY - 1}
    # 5 posts: 2 for R3, a month earlier; of the two others R1 is first; 1 is left for R2.
    assert given(world, first_come, arrived).granted == {"R1": 2, "R2": 1, "R3": 2}


def test_named_purposes_that_come_later_make_room_for_those_before(world):
    world.unit("U1").unit("U2").pool("B1", 10)
    world.request("R1", "U1", 6).request("R2", "U2", 2, purpose="talent")
    world.policy(shares={"min_purpose_share": {"purposes": ["talent"], "share": 0.4}})
    arrived = {"R1": JANUARY - 1}
    # First R1 gets nothing: nothing is lent for talent. Then R2 gets 2, and 2 ÷ (2 + 3) = 0.4
    # lets R1 have 3.
    assert given(world, first_come, arrived).granted == {"R1": 3, "R2": 2}


def test_a_department_gets_more_once_more_has_been_collected(world):
    world.unit("U1").unit("U2", department="D2").unit("U3", department="D3", filled=6)
    world.pool("B1", 4).request("R1", "U1", 4).request("R2", "U2", 4)
    world.policy(shares={"max_department_share": 0.5}, deposit={"mode": "as_needed"})
    # Half of 4 is 2 for R1. R2 takes the other 2. Half of 4 + 0 collected stays 2: the pool is
    # not short, so nothing is collected.
    assert given(world, first_come).granted == {"R1": 2, "R2": 2}
    world.put("policy.shares.max_department_share", 0.75)
    # Three quarters of 4 are 3 for R1, 1 is left. R2 takes it and 2 collected. Of 6 posts three
    # quarters are 4: R1 gets its fourth, collected too, and then R2.
    shown = given(world, first_come)
    assert shown.granted == {"R1": 4, "R2": 4}
    assert shown.collected == {"U3": 4}
