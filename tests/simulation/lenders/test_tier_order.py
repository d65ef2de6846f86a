"""The best units first, by hand."""

from rounds import given

from allocator.simulation.lenders.tier_order import tier_order


def test_the_best_tier_first_whatever_the_value(world):
    world.unit("U1", tier=2).unit("U2", tier=1).pool("B1", 3)
    world.request("R1", "U1", 2, purpose="talent").request("R2", "U2", 2)
    world.policy(priority={"purposes": {"talent": 3}})
    assert given(world, tier_order).granted == {"R1": 1, "R2": 2}


def test_within_a_tier_the_first_posts_worth_most_go_first(world):
    world.unit("U1", tier=1).unit("U2", tier=1).pool("B1", 2)
    # δ = 100 ÷ 10 = 10 points a post. R1's first post serves 10 points, R2's 20: value 1 and 2.
    # R1 as a whole is worth more, 3 against 2; its first post is not.
    world.request("R1", "U1", 3, gains=(10, 10, 10)).request("R2", "U2", 1, gains=(20,))
    assert given(world, tier_order).granted == {"R1": 1, "R2": 1}


def test_the_fewest_posts_of_use_are_valued_together(world):
    world.unit("U1", tier=1).unit("U2", tier=1).pool("B1", 2)
    # R1 can only use both posts: (20 + 0) ÷ 2 = 10 points a post; R2's are 12 each.
    world.request("R1", "U1", 2, gains=(20,), min_posts=2)
    world.request("R2", "U2", 2, gains=(12, 12))
    assert given(world, tier_order).granted == {"R2": 2}


def test_equals_go_by_id(world):
    world.unit("U1", tier=1).unit("U2", tier=1).pool("B1", 1)
    world.request("R1", "U1", 1).request("R2", "U2", 1)
    assert given(world, tier_order).granted == {"R1": 1}
