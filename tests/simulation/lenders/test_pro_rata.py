"""The same share for everyone, by hand."""

from rounds import given

from allocator.simulation.lenders.pro_rata import pro_rata


def granted(world, capital):
    return given(world.put("pools.B1.capital", capital), pro_rata).granted


def test_everyone_gets_the_same_share_rounded_to_whole_posts(world):
    world.unit("U1").unit("U2").pool("B1", 0).request("R1", "U1", 8).request("R2", "U2", 4)
    # 6 of 12 are a half: 4 and 2.
    assert granted(world, 6) == {"R1": 4, "R2": 2}
    # 7 of 12 would be 4.67 and 2.33. R1's k-th post comes at share (2k − 1) ÷ 16, R2's at
    # (2k − 1) ÷ 8: up to 9/16, R1's fifth, there are 5 of the one and 2 (1/8, 3/8) of the other.
    assert granted(world, 7) == {"R1": 5, "R2": 2}
    assert granted(world, 12) == {"R1": 8, "R2": 4}


def test_at_the_same_share_the_first_by_id_goes_first(world):
    world.unit("U1").unit("U2").pool("B1", 0).request("R1", "U1", 3).request("R2", "U2", 3)
    assert granted(world, 3) == {"R1": 2, "R2": 1}


def test_where_a_rule_stops_one_the_others_go_on(world):
    # Only 1 person of U1 leaves in the year of the loan: R1 can have 1.
    world.unit("U1", leave=(1, 0, 0, 0)).unit("U2").pool("B1", 0)
    world.request("R1", "U1", 4).request("R2", "U2", 4)
    assert granted(world, 5) == {"R1": 1, "R2": 4}


def test_all_or_nothing_is_rounded_to_the_nearest_too(world):
    world.unit("U1").unit("U2").pool("B1", 0)
    world.request("R1", "U1", 4, min_posts=4).request("R2", "U2", 4)
    # R2's posts come at 1/8, 3/8, 5/8, 7/8; R1's four at a share of one half, when R2 has 2.
    # Of 5 posts 3 are left then, too few, and R2 goes on; of 6 posts 4 are left.
    assert granted(world, 5) == {"R2": 4}
    assert granted(world, 6) == {"R1": 4, "R2": 2}


def test_the_share_rises_again_where_named_purposes_make_room(world):
    world.unit("U1").unit("U2").pool("B1", 9)
    world.request("R1", "U1", 4).request("R2", "U2", 2, purpose="talent")
    world.policy(shares={"min_purpose_share": {"purposes": ["talent"], "share": 0.5}})
    # Talent gets its 2, and as many again may be lent for other purposes.
    assert granted(world, 9) == {"R1": 2, "R2": 2}
