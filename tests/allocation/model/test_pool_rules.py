"""Rules on pools: balance, crossing, transfers, deposits."""

import pytest
from worlds import bound


def test_pool_balance(world):
    world.unit("U1").pool("B1", 3).request("R1", "U1", 3)
    free, tight = bound(world, "pool_balance", "pools.B1.reserve", 1, {"R1": 3}, {"R1": 2})
    assert free.free("B1") == [0, 3, 3, 3]
    assert tight.free("B1") == [0, 2, 2, 2]
    assert tight.reason("R1") == ("pool_balance", [2])
    assert "pool_balance" in tight.with_cell("schedule", 0, "posts", +1)


def test_pool_balance_reserves_the_policys_share_rounded_up(world):
    # ⌈0.2 × 5⌉ = 1, ⌈0.21 × 5⌉ = 2.
    world.unit("U1").pool("B1", 5, reserve="").request("R1", "U1", 5)
    place = "policy.reserve.share"
    world.put(place, 0.2)
    bound(world, "pool_balance", place, 0.21, {"R1": 4}, {"R1": 3})


def test_pool_balance_holds_in_every_year_of_a_loan(world):
    # R1 must borrow for two years; R2 has the posts of 2027 by its greater value.
    world.years(5).unit("U1").pool("B1", 3).request("R1", "U1", 3, min_term=2, max_term=2)
    world.request("R2", "U1", 2, start_year=2028, purpose="talent")
    world.policy(priority={"purposes": {"talent": 2}})
    place = "requests.R2.start_year"
    free, tight = bound(world, "pool_balance", place, 2027, {"R1": 3, "R2": 2}, {"R1": 1, "R2": 2})
    assert free.free("B1") == [0, 0, 1, 3, 3]
    assert tight.free("B1") == [2, 0, 3, 3, 3]


def test_pool_balance_counts_old_loans_to_their_due_year(world):
    world.unit("U1").unit("U2").pool("B1", 3).loan("L1", "U2", "B1", 2, due=2026)
    world.request("R1", "U1", 3, start_year=2027)
    bound(world, "pool_balance", "requests.R1.start_year", 2026, {"R1": 3}, {"R1": 1})


def test_pool_balance_of_several_pools_together(world):
    world.unit("U1").pool("B1", 1).pool("B2", 1).request("R1", "U1", 3)
    outcome = world.solve()
    assert outcome.lent == {("R1", "B1", 1): 1, ("R1", "B2", 1): 1}


@pytest.mark.parametrize(
    ("attribute", "column", "away"),
    [("region", "region", "T"), ("level", "level", "city"), ("department", "department", "D9")],
)
def test_crossing(world, attribute, column, away):
    # ⌊0.6 × 5⌋ = 3, ⌊0.59 × 5⌋ = 2 for units outside.
    world.unit("U1").pool("B1", 5, **{column: away}).request("R1", "U1", 3)
    place = f"policy.lending.cross_{attribute}"
    world.put(place, 0.6)
    _, tight = bound(world, "crossing", place, 0.59, {"R1": 3}, {"R1": 2})
    assert tight.reason("R1") == ("crossing", [2])
    assert attribute in tight.detail("R1")
    assert "crossing" in tight.with_cell("schedule", 0, "posts", +1)
    assert world.put(place, 0).solve().granted == {}
    assert world.put(f"pools.B1.{column}", "*").solve().granted == {"R1": 3}


def test_crossing_of_quota_types(world):
    world.unit("U1").pool("B1", 5, quota_type="administrative").request("R1", "U1", 3)
    place = "policy.lending.cross_type"
    world.put(place, 0.6)
    bound(world, "crossing", place, 0.59, {"R1": 3}, {"R1": 2})


def test_crossing_counts_each_attribute_by_itself(world):
    # B1 lies in another region and department: ⌊0.6 × 5⌋ = 3 and ⌊0.4 × 5⌋ = 2.
    world.unit("U1").unit("U2", region="T").pool("B1", 5, region="T", department="D9")
    world.request("R1", "U1", 3).request("R2", "U2", 3)
    world.policy(lending={"cross_region": 0.6, "cross_department": 0.4})
    assert sum(world.solve().granted.values()) == 2
    world.put("policy.lending.cross_department", 1)
    outcome = world.solve()
    # R1 may have 3; both together the 5 posts of the pool.
    assert sum(outcome.granted.values()) == 5
    assert outcome.granted["R1"] <= 3


def test_crossing_never_opens_an_earmarked_pool(world):
    world.unit("U1").pool("B1", 5, purpose="talent").request("R1", "U1", 3)
    outcome = world.solve()
    assert outcome.granted == {}
    assert outcome.reason("R1") == ("pool_balance", [])
    free = world.put("requests.R1.purpose", "talent").solve()
    assert free.granted == {"R1": 3}
    assert "crossing" in free.broken(outcome.scenario)


@pytest.fixture
def regions(world):
    """A pool without capital at home, one with 3 posts elsewhere."""
    world.unit("U1").pool("B1", 0, region="S").pool("B2", 3, region="T")
    return world.request("R1", "U1", 3)


def test_transfer(regions):
    regions.transfer("B2", "B1", 3)
    free, tight = bound(regions, "transfer", "transfers.B2/B1.posts", 2, {"R1": 3}, {"R1": 2})
    assert (free.moved, tight.moved) == ({("B2", "B1"): 3}, {("B2", "B1"): 2})
    assert (free.goals["disruption"], tight.goals["disruption"]) == (3, 2)
    # A transfer holds for the whole plan.
    assert (tight.free("B1"), tight.free("B2")) == ([0, 2, 2, 2], [1, 1, 1, 1])
    assert "transfer" in tight.with_cell("transfers", 0, "posts", +1)


def test_transfer_has_a_direction(regions):
    regions.transfer("B1", "B2", 3)
    assert regions.solve().moved == {}


def test_transfer_between_quota_types_within_the_share_for_them(world):
    # ⌊0.6 × 5⌋ = 3 of B2's administrative posts may go to the institutions of B1, ⌊0.59 × 5⌋ = 2,
    # whatever the table allows. B2 itself is elsewhere and lends nothing to U1.
    world.unit("U1").pool("B1", 0).pool("B2", 5, quota_type="administrative", region="T")
    world.request("R1", "U1", 3).transfer("B2", "B1", 5)
    place = "policy.lending.cross_type"
    world.put(place, 0.6)
    free, tight = bound(world, "transfer", place, 0.59, {"R1": 3}, {"R1": 2})
    assert (free.moved, tight.moved) == ({("B2", "B1"): 3}, {("B2", "B1"): 2})


def test_transfer_leaves_the_reserve(regions):
    regions.transfer("B2", "B1", 3).put("pools.B2.reserve", 2)
    assert regions.solve().granted == {"R1": 1}


@pytest.fixture
def idle(world):
    """U2 has 4 vacancies and keeps 1; U1 asks for 3 posts of a pool without capital."""
    world.unit("U1").unit("U2", filled=6, keep=1, sector="health").pool("B1", 0)
    return world.request("R1", "U1", 3).policy(deposit={"mode": "as_needed", "share": 1})


@pytest.mark.parametrize(
    ("place", "value", "granted"),
    [
        ("policy.deposit.share", 0.67, {"R1": 2}),  # ⌊0.67 × 3⌋
        ("policy.deposit.share", 0.66, {"R1": 1}),
        ("posts.U2.keep", 2, {"R1": 2}),
        ("posts.U2.reserved", 1, {"R1": 2}),
        ("posts.U2.filled", 7, {"R1": 2}),
        ("policy.deposit.mode", "none", {}),
        ("policy.deposit.exempt_sectors", ["health"], {}),
        ("policy.deposit.exempt_types", ["public"], {}),
        ("pools.B1.purpose", "routine", {}),
    ],
)
def test_deposit(idle, place, value, granted):
    free, tight = bound(idle, "deposit", place, value, {"R1": 3}, granted)
    assert free.collected == {"U2": 3}
    assert tight.collected == ({"U2": granted["R1"]} if granted else {})
    assert "deposit" in free.with_cell("deposits", 0, "posts", +1)


def test_deposit_as_needed_takes_no_more_than_is_needed(idle):
    idle.put("requests.R1.posts", 1)
    outcome = idle.solve()
    assert outcome.collected == {"U2": 1}
    assert outcome.goals["disruption"] == 1


def test_deposit_of_all_takes_everything_above_the_line(idle):
    # Even so: 3 are collected though 1 is asked for; all counts as disruption.
    idle.put("requests.R1.posts", 1).put("policy.deposit.mode", "all")
    outcome = idle.solve()
    assert outcome.collected == {"U2": 3}
    assert outcome.goals["disruption"] == 3
    assert "deposit" in outcome.with_cell("deposits", 0, "posts", -1)
    assert outcome.free("B1") == [2, 3, 3, 3]


def test_deposit_of_a_share_must_be_collected(idle):
    # ⌊0.67 × 3⌋ = 2 are collected though 1 is asked for; ⌊0.66 × 3⌋ = 1.
    idle.put("requests.R1.posts", 1)
    idle.put("policy.deposit", {"mode": "share", "share": 0.67})
    outcome = idle.solve()
    assert outcome.collected == {"U2": 2}
    assert "deposit" in outcome.with_cell("deposits", 0, "posts", -1)
    assert "deposit" in outcome.with_cell("deposits", 0, "posts", +1)
    after = idle.put("policy.deposit.share", 0.66).solve()
    assert after.collected == {"U2": 1}
    assert "deposit" in outcome.broken(after.scenario)


@pytest.mark.parametrize("mode", ["all", "share", "as_needed"])
def test_deposit_takes_only_what_has_long_stood_empty(idle, mode):
    # On 1 January 2026 what stands empty since 2024 has done so for 2 years.
    idle.put("policy.deposit", {"mode": mode, "idle_years": 2})
    idle.put("posts.U2.vacant_since", 2024)
    free, tight = bound(idle, "deposit", "posts.U2.vacant_since", 2025, {"R1": 3}, {})
    assert (free.collected, tight.collected) == ({"U2": 3}, {})
    # Vacancies of which it is not known are new.
    assert idle.put("posts.U2.vacant_since", "").solve().collected == {}


@pytest.fixture
def cut(idle):
    """Yellow cuts a share of the 4 vacancies of U2, of which 1 is to be kept."""
    idle.put("requests.R1.posts", 1).grade("U2", 2026, 3, "yellow")
    return idle.put("policy.response", {"yellow": {"cut_share": 1}})


@pytest.mark.parametrize(
    ("mode", "share", "collected"),
    [
        # ⌊0.5 × 4⌋ = 2 at least; all takes 3 above the line, and as needed no more than that.
        *(("none", 0.5, 2), ("as_needed", 0.5, 2), ("all", 0.5, 3)),
        # The guarantee line of 1 notwithstanding.
        *(("none", 1, 4), ("as_needed", 1, 4), ("all", 1, 4), ("none", 0.99, 3)),
        # ⌊0.24 × 4⌋ = 0; as needed R1 takes its 1 post.
        *(("none", 0.24, 0), ("as_needed", 0.24, 1), ("all", 0.24, 3)),
    ],
)
def test_deposit_of_what_a_colour_cuts(cut, mode, share, collected):
    cut.put("policy.deposit.mode", mode).put("policy.response.yellow.cut_share", share)
    outcome = cut.solve()
    assert outcome.collected == ({"U2": collected} if collected else {})


def test_deposit_of_a_cut_leaves_less_for_the_units_own_requests(cut):
    # Of 4 vacancies 2 are cut; U2's own request has the others.
    cut.put("policy.deposit.mode", "none").put("policy.response.yellow.cut_share", 0.5)
    cut.put("requests.R1.unit_id", "U2").put("requests.R1.posts", 3)
    outcome = cut.solve()
    assert (outcome.own, outcome.collected) == ({"R1": 2}, {"U2": 2})
    assert "deposit" in outcome.with_cell("deposits", 0, "posts", -1)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("policy.deposit.exempt_sectors", ["health"]),
        ("policy.deposit.exempt_types", ["public"]),
        ("pools.B1.purpose", "routine"),  # nobody there to take what is cut
        ("grades.U2/2026.colour", "green"),
        ("grades.U2/2026.year", 2025),  # an earlier grade freezes only
    ],
)
def test_deposit_cuts_nothing_from_the_exempt(cut, place, value):
    cut.put("policy.deposit.mode", "none")
    free = cut.solve()
    assert free.collected == {"U2": 4}
    tight = cut.put(place, value).solve()
    assert tight.collected == {}
    assert "deposit" in free.broken(tight.scenario)


def test_deposit_of_a_cut_is_whatever_stands_empty_however_long(cut):
    cut.put("policy.deposit", {"mode": "all", "idle_years": 9})
    cut.put("policy.response.yellow.cut_share", 0.5)
    assert cut.solve().collected == {"U2": 2}


def test_pool_balance_reserves_a_share_of_the_vacancies_collected_from(idle):
    # ⌈0.25 × 4⌉ = 1 of the 3 that are collected, ⌈0.26 × 4⌉ = 2.
    idle.put("pools.B1.reserve", "").put("policy.deposit.mode", "all")
    place = "policy.reserve.vacancy_share"
    idle.put(place, 0.25)
    bound(idle, "pool_balance", place, 0.26, {"R1": 2}, {"R1": 1})


def test_pool_balance_reserves_no_more_than_a_pool_can_have(idle):
    # ⌈1 × 4⌉ = 4 and ⌈1 × 0⌉ are more than the 3 that can be collected.
    idle.put("pools.B1.reserve", "").put("policy.reserve", {"vacancy_share": 1, "share": 1})
    outcome = idle.solve()
    assert outcome.granted == {}
    assert outcome.plan.tables["pools"]["reserve"].tolist() == [3] * 4


def test_pool_balance_adds_both_reserves_of_the_policy(idle):
    # ⌈0.1 × 5⌉ + ⌈0.25 × 4⌉ = 2 of 5 + 3.
    idle.put("pools.B1.reserve", "").put("pools.B1.capital", 5).put("requests.R1.posts", 9)
    idle.put("policy.reserve", {"vacancy_share": 0.25, "share": 0.1})
    assert idle.solve().granted == {"R1": 6}


def test_pool_balance_keeps_a_reserve_that_is_given(idle):
    # 1 of 1 + 3.
    idle.put("pools.B1.capital", 1).put("pools.B1.reserve", 1).put("requests.R1.posts", 9)
    idle.put("policy.reserve", {"vacancy_share": 1, "share": 1})
    assert idle.solve().granted == {"R1": 3}


def test_deposit_keeps_the_policys_line_where_none_is_given(idle):
    # ⌈0.11 × 10⌉ = 2.
    idle.put("posts.U2.keep", "").put("policy.deposit.keep_share", 0.11)
    assert idle.solve().collected == {"U2": 2}


def test_deposit_takes_vacancies_from_the_units_own_requests(idle):
    # R2 of U2 may use the 4 vacancies that are not collected: 3 + 3 asked, 4 there.
    idle.request("R2", "U2", 3, purpose="talent").policy(priority={"purposes": {"talent": 2}})
    outcome = idle.solve()
    assert outcome.granted == {"R1": 1, "R2": 3}
    assert (outcome.collected, outcome.own) == ({"U2": 1}, {"R2": 3})


def test_deposit_goes_to_the_first_pool_that_covers_the_unit(idle):
    idle.pool("A1", 0, region="T").pool("A2", 0, purpose="talent").pool("A3", 0, region="S")
    idle.put("policy.deposit.mode", "all")
    outcome = idle.solve()
    assert outcome.plan.tables["deposits"]["pool_id"].tolist() == ["A3"]
    assert outcome.lent == {("R1", "A3", 1): 3}
