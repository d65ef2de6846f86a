"""Rules over many units: people, purposes, departments."""

from worlds import bound


def test_people_ceiling(world):
    # 10 people in post; a ceiling of 13 leaves room for 3.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3).people(13)
    _, tight = bound(world, "people_ceiling", "ceilings.*.people", 12, {"R1": 3}, {"R1": 2})
    assert tight.reason("R1") == ("people_ceiling", [2])
    assert "people_ceiling" in tight.with_cell("schedule", 0, "posts", +1)


def test_people_ceiling_counts_own_vacancies_and_recruitment(world):
    world.unit("U1", filled=6).pool("B1", 0).request("R1", "U1", 3).people(9)
    bound(world, "people_ceiling", "posts.U1.reserved", 1, {"R1": 3}, {"R1": 2})


def test_people_ceiling_of_a_region(world):
    # U2 and its 10 people are elsewhere.
    world.unit("U1").unit("U2", region="T").pool("B1", 9)
    world.request("R1", "U1", 3).request("R2", "U2", 3).people(12, region="S")
    bound(world, "people_ceiling", "ceilings.S.region", "T", {"R1": 2, "R2": 3}, {"R1": 3, "R2": 2})


def test_people_ceiling_of_a_department(world):
    # 10 people in each; D1's total of 12 leaves 2, and says nothing of D2.
    world.unit("U1").unit("U2", department="D2").pool("B1", 9)
    world.request("R1", "U1", 3).request("R2", "U2", 3).people(13, department="D1")
    place = "ceilings.*/D1.people"
    _, tight = bound(world, "people_ceiling", place, 12, {"R1": 3, "R2": 3}, {"R1": 2, "R2": 3})
    assert tight.reason("R1") == ("people_ceiling", [2])
    assert "D1" in tight.detail("R1")


def test_people_ceiling_of_a_department_in_a_region(world):
    # U2 is of the same department elsewhere: its people do not count, nor does its request.
    world.unit("U1").unit("U2", region="T").pool("B1", 9)
    world.request("R1", "U1", 3).request("R2", "U2", 3).people(12, region="S", department="D1")
    place = "ceilings.S/D1.region"
    bound(world, "people_ceiling", place, "T", {"R1": 2, "R2": 3}, {"R1": 3, "R2": 2})


def test_people_ceilings_hold_side_by_side(world):
    # The region has room for 5 more, the department for 2.
    world.unit("U1").unit("U2", department="D2").pool("B1", 9)
    world.request("R1", "U1", 3).request("R2", "U2", 4)
    world.people(25, region="S").people(12, department="D1")
    granted = world.solve().granted
    assert sum(granted.values()) == 5
    assert granted["R1"] <= 2


def test_purpose_share(world):
    # 1 of at most 2 posts (50 %) or of 3 (33 %) is for livelihood.
    world.unit("U1").pool("B1", 9).request("R1", "U1", 3)
    world.request("R2", "U1", 1, purpose="livelihood")
    world.policy(shares={"min_purpose_share": {"purposes": ["livelihood"], "share": 0.33}})
    _free, tight = bound(
        world,
        "purpose_share",
        "policy.shares.min_purpose_share.share",
        0.34,
        {"R1": 2, "R2": 1},
        {"R1": 1, "R2": 1},
    )
    # 34 %: 1 of 2 posts, of 1 asked for.
    assert tight.reason("R1") == ("purpose_share", [1, 1, 2, 34])
    assert "purpose_share" in tight.with_cell("schedule", 0, "posts", +1)


def test_purpose_share_is_exact(world):
    # 29 of 100 are just 29 %, though 0.29 × 100 is below 29 in binary.
    world.unit("U1", approved=200, filled=200, leave=(200,)).pool("B1", 200)
    world.request("R1", "U1", 90).request("R2", "U1", 29, purpose="livelihood")
    world.policy(shares={"min_purpose_share": {"purposes": ["livelihood"], "share": 0.29}})
    assert world.solve().granted == {"R1": 71, "R2": 29}


def test_purpose_share_leaves_own_vacancies_alone(world):
    world.unit("U1", filled=8).pool("B1", 9).request("R1", "U1", 3)
    world.policy(shares={"min_purpose_share": {"purposes": ["livelihood"], "share": 0.5}})
    outcome = world.solve()
    assert (outcome.own, outcome.lent) == ({"R1": 2}, {})


def test_department_share(world):
    # ⌊0.6 × 5⌋ = 3, ⌊0.59 × 5⌋ = 2 for D1.
    world.unit("U1").unit("U2", department="D2").pool("B1", 5)
    world.request("R1", "U1", 3).policy(shares={"max_department_share": 0.6})
    _, tight = bound(
        world, "department_share", "policy.shares.max_department_share", 0.59, {"R1": 3}, {"R1": 2}
    )
    assert tight.reason("R1") == ("department_share", [2, 2])
    assert "department_share" in tight.with_cell("schedule", 0, "posts", +1)


def test_department_share_is_exact(world):
    # 0.29 × 100 is 28.999… in binary; 29 posts are allowed.
    world.unit("U1").pool("B1", 100).request("R1", "U1", 40)
    world.policy(shares={"max_department_share": 0.29})
    assert world.solve().granted == {"R1": 29}


def test_department_share_is_of_what_all_pools_can_lend(world):
    # 0.5 × (4 − 1 + 3): one department may have 3 posts, from whichever pool.
    world.unit("U1").unit("U2").pool("B1", 4, 1).pool("B2", 3)
    world.request("R1", "U1", 3).request("R2", "U2", 3)
    world.policy(shares={"max_department_share": 0.5})
    bound(world, "department_share", "pools.B1.reserve", 2, {"R1": 3}, {"R1": 2})


def test_department_share_grows_with_collected_posts(world):
    # ⌊0.5 × (2 + 4)⌋ = 3; ⌊0.49 × (2 + 4)⌋ = 2 = ⌊0.49 × (2 + 3)⌋, and fewer give 1.
    world.unit("U1").unit("U2", filled=6).pool("B1", 2).request("R1", "U1", 3)
    world.policy(shares={"max_department_share": 0.5}, deposit={"mode": "as_needed", "share": 1})
    free, tight = bound(
        world, "department_share", "policy.shares.max_department_share", 0.49, {"R1": 3}, {"R1": 2}
    )
    assert (free.collected, tight.collected) == ({"U2": 4}, {"U2": 3})


def test_department_share_with_deposits_is_exact(world):
    # 0.29 × (98 + 2) = 29, reached by collecting 2.
    world.unit("U1").unit("U2", filled=7).pool("B1", 98).request("R1", "U1", 40)
    world.policy(shares={"max_department_share": 0.29}, deposit={"mode": "as_needed", "share": 1})
    outcome = world.solve()
    assert (outcome.granted, outcome.collected) == ({"R1": 29}, {"U2": 2})
