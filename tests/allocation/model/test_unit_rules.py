"""Rules on units: response, freezes, overdue loans, standards, borrowing limits."""

import pytest
from worlds import bound

CAPPED = {"blue": {"lending": "capped", "max_loans_share": 0.3}}


@pytest.fixture
def asking(world):
    """A unit of 10 people that asks for 3 posts; the pool has 5."""
    return world.unit("U1", tier=2, colour="blue").pool("B1", 5).request("R1", "U1", 3)


def test_response_caps_new_loans(asking):
    # ⌊0.3 × 10⌋ = 3, ⌊0.29 × 10⌋ = 2.
    asking.policy(response=CAPPED)
    place = "policy.response.blue.max_loans_share"
    _, tight = bound(asking, "response", place, 0.29, {"R1": 3}, {"R1": 2})
    assert tight.reason("R1") == ("response", [2])
    assert "response" in tight.with_cell("schedule", 0, "posts", +1)


def test_response_counts_old_loans(asking):
    # ⌊0.3 × 10⌋ = 3 less 1 old post; the pool has 5 − 1 left.
    asking.policy(response=CAPPED).loan("L1", "U1", "B1", 1, due=2027)
    place = "policy.response.blue.lending"
    asking.put(place, "normal")
    bound(asking, "response", place, "capped", {"R1": 3}, {"R1": 2})


def test_response_suspends_lending_but_not_own_vacancies(asking):
    asking.put("posts.U1.filled", 9)
    asking.policy(response={"blue": {"lending": "normal"}})
    free, tight = bound(
        asking, "response", "policy.response.blue.lending", "suspended", {"R1": 3}, {"R1": 1}
    )
    assert free.own == tight.own == {"R1": 1}
    assert tight.lent == {}
    assert tight.reason("R1") == ("response", [])


def test_response_suspends_renewals(world):
    world.unit("U1", tier=2, colour="yellow").pool("B1", 2).loan("L1", "U1", "B1", 2, due=2026)
    world.policy(response={"yellow": {"lending": "normal"}}, recall={"renewal": {"years": 1}})
    free = world.solve()
    assert free.renewed == {"L1": 2}
    tight = world.put("policy.response.yellow.lending", "suspended").solve()
    assert tight.renewed == {}
    assert "response" in free.broken(tight.scenario)
    assert (free.goals["disruption"], tight.goals["disruption"]) == (0, 0)


@pytest.mark.parametrize(
    ("year", "years"),
    # A freeze of one year is the year of the grade; of two, the next one too.
    [(2026, 1), (2025, 2), (2024, 3)],
)
def test_response_freezes_after_a_low_grade(world, year, years):
    world.unit("U1", filled=9).pool("B1", 5).request("R1", "U1", 3).grade("U1", year, 3, "yellow")
    place = "policy.response"
    world.put(place, {"yellow": {"freeze_years": years - 1}})
    tight = {"yellow": {"freeze_years": years}}
    _, frozen = bound(world, "response", place, tight, {"R1": 3}, {"R1": 1})
    assert (frozen.own, frozen.lent) == ({"R1": 1}, {})
    assert frozen.reason("R1") == ("response", [2026])
    # One year more lasts beyond this round.
    assert world.put(place, {"yellow": {"freeze_years": years + 1}}).solve().reason("R1") == (
        "response",
        [2027],
    )


def test_response_is_that_of_this_years_colour_while_the_freeze_is_last_years(world):
    # Green this year, yellow last year: what yellow cuts and caps is over, the freeze is not.
    world.unit("U1", tier=1, colour="green", filled=8).pool("B1", 5).request("R1", "U1", 3)
    world.grade("U1", 2025, 3, "yellow")
    world.policy(response={"yellow": {"freeze_years": 2, "cut_share": 1}})
    outcome = world.solve()
    assert (outcome.own, outcome.lent, outcome.collected) == ({"R1": 2}, {}, {})


def test_response_freezes_renewals(world):
    world.unit("U1").pool("B1", 2).loan("L1", "U1", "B1", 2, due=2026)
    world.grade("U1", 2025, 3, "yellow").policy(recall={"renewal": {"years": 1}})
    world.put("policy.response", {"yellow": {"freeze_years": 1}})
    free = world.solve()
    assert free.renewed == {"L1": 2}
    tight = world.put("policy.response.yellow.freeze_years", 2).solve()
    assert tight.renewed == {}
    assert "response" in free.broken(tight.scenario)


def test_staffing_standard(world):
    # 10 people; 338 pupils ÷ 26 make 13 posts, 337 make 12.96….
    world.unit("U1", approved=20).pool("B1", 0).request("R1", "U1", 4).standard("U1", 338, 26)
    place = "standards.U1/pupils.quantity"
    _, tight = bound(world, "staffing_standard", place, 337, {"R1": 3}, {"R1": 2})
    # The standard's 12 posts leave room for 2.
    assert tight.reason("R1") == ("staffing_standard", [2, 12])
    assert "staffing_standard" in tight.with_cell("decisions", 0, "own_vacancies", +1)


def test_staffing_standard_stops_lent_posts_too(world):
    world.unit("U1").pool("B1", 5).request("R1", "U1", 4).standard("U1", 13)
    place = "standards.U1/pupils.quantity"
    _, tight = bound(world, "staffing_standard", place, 12, {"R1": 3}, {"R1": 2})
    assert "staffing_standard" in tight.with_cell("schedule", 0, "posts", +1)


def test_staffing_standard_adds_up_its_drivers_before_rounding(world):
    # 25 ÷ 2 + 1 ÷ 2 = 13: 3 above the 10 people. Rounded one by one it would be 12.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 4)
    world.standard("U1", 25, 2).standard("U1", 1, 2, driver="beds")
    place = "standards.U1/beds.quantity"
    bound(world, "staffing_standard", place, 0.9, {"R1": 3}, {"R1": 2})


def test_staffing_standard_counts_reserved_posts(world):
    world.unit("U1", approved=20).pool("B1", 0).request("R1", "U1", 4).standard("U1", 13)
    bound(world, "staffing_standard", "posts.U1.reserved", 1, {"R1": 3}, {"R1": 2})


def test_staffing_standard_counts_all_requests_of_the_unit(world):
    world.unit("U1").pool("B1", 9).request("R1", "U1", 2).standard("U1", 13)
    world.request("R2", "U1", 2, purpose="talent").policy(priority={"purposes": {"talent": 2}})
    place = "standards.U1/pupils.quantity"
    bound(world, "staffing_standard", place, 11, {"R1": 1, "R2": 2}, {"R2": 1})


def test_staffing_standard_gives_nothing_more_to_a_unit_above_it(world):
    # 10 people on a standard of 9: nothing is taken away, and nothing granted.
    world.unit("U1").unit("U2").pool("B1", 9).request("R1", "U1", 2).request("R2", "U2", 2)
    world.standard("U1", 12)
    place = "standards.U1/pupils.quantity"
    bound(world, "staffing_standard", place, 9, {"R1": 2, "R2": 2}, {"R2": 2})


def test_overdue_loans_block_new_ones(world):
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3).loan("L1", "U1", "B1", 1, due=2025)
    place = "policy.lending.overdue_blocks"
    _, tight = bound(world, "overdue", place, True, {"R1": 3}, {})
    assert tight.reason("R1") == ("overdue", [1])  # the posts of L1


def test_overdue_begins_after_the_due_year(world):
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3).loan("L1", "U1", "B1", 1, due=2026)
    world.policy(lending={"overdue_blocks": True})
    bound(world, "overdue", "loans.L1.due_year", 2025, {"R1": 3}, {})


def test_borrowing_limit(world):
    # 2 leave in 2026, 1 in 2027: 2 posts can be lent for a year, 3 for two.
    world.unit("U1", leave=(2, 1, 0)).pool("B1", 5).request("R1", "U1", 3, max_term=2)
    free, tight = bound(world, "borrowing_limit", "leavers.U1/2027.posts", 0, {"R1": 3}, {"R1": 2})
    assert (free.lent, tight.lent) == ({("R1", "B1", 2): 3}, {("R1", "B1", 1): 2})
    # For up to 2 years: 2 leave in 2026–2027, 3 would have to.
    assert tight.reason("R1") == ("borrowing_limit", [2, 2, 3, 2026, 2027])
    assert "borrowing_limit" in tight.with_cell("repayments", 0, "posts", +1)


def test_borrowing_limit_needs_leavers_after_the_start(world):
    # Who leaves in 2026 gives no post back to a loan that starts in 2027.
    world.unit("U1", leave=(3, 0, 0)).pool("B1", 5).request("R1", "U1", 3)
    bound(world, "borrowing_limit", "requests.R1.start_year", 2027, {"R1": 3}, {})


def test_borrowing_limit_gives_every_post_a_leaver_of_its_own(world):
    # Hall: 2 leave in 2026, 2 in 2027. R1 (2026, one year) and R2 (2027, one year) take 2
    # each; R3, over both years, is left with none, though 4 leave within its term.
    world.unit("U1", leave=(2, 2, 0)).pool("B1", 9)
    world.request("R1", "U1", 2).request("R2", "U1", 2, start_year=2027)
    world.request("R3", "U1", 4, min_term=2, max_term=2)
    world.policy(priority={"purposes": {"talent": 0.5}}).put("requests.R3.purpose", "talent")
    outcome = world.solve()
    assert outcome.granted == {"R1": 2, "R2": 2}
    # 4 leave in 2026–2027; R1 and R2 take 2 each, 4 together; a post of R3 would make 5.
    assert outcome.reason("R3") == ("borrowing_limit", [2, 2, 4, 4, 5, 2026, 2027])


def test_borrowing_limit_first_absorbs_overstaffing(world):
    # 11 people on 10 posts: the first leaver's post is gone.
    world.unit("U1", leave=(2, 0, 0)).pool("B1", 5).request("R1", "U1", 3)
    bound(world, "borrowing_limit", "posts.U1.filled", 11, {"R1": 2}, {"R1": 1})


def test_borrowing_limit_times_the_tiers_multiplier(world):
    # ⌊3 × 0.67⌋ = 2, ⌊3 × 0.66⌋ = 1.
    world.unit("U1", leave=(3, 0, 0), tier=3).pool("B1", 5).request("R1", "U1", 3)
    place = "policy.lending.limit_multiplier"
    world.put(place, {"3": 0.67})
    bound(world, "borrowing_limit", place, {"3": 0.66}, {"R1": 2}, {"R1": 1})


def test_borrowing_limit_counts_old_loans(world):
    # 3 leave in 2026, one of them for an old loan that is due then.
    world.unit("U1", leave=(3, 0, 0)).pool("B1", 9).request("R1", "U1", 3)
    world.loan("L1", "U1", "B1", 1, due=2026)
    bound(world, "borrowing_limit", "leavers.U1/2026.posts", 2, {"R1": 2}, {"R1": 1})


def test_borrowing_limit_old_loans_beyond_it_are_no_contradiction(world):
    # 3 old posts are due in 2026, when 1 leaves; nothing new may come back by then.
    world.unit("U1", leave=(1, 3, 0)).pool("B1", 9).request("R1", "U1", 3, max_term=2)
    world.loan("L1", "U1", "B1", 3, due=2026)
    outcome = world.solve()
    # By 2027 4 leave, 3 of them for L1: 1 post, for 2 years.
    assert outcome.lent == {("R1", "B1", 2): 1}


def test_borrowing_limit_spares_exempt_purposes(world):
    world.unit("U1", leave=(0, 0, 0)).pool("B1", 5).request("R1", "U1", 3)
    place = "policy.lending.limit_exempt_purposes"
    world.put(place, ["routine"])
    bound(world, "borrowing_limit", place, ["talent"], {"R1": 3}, {})


def test_borrowing_limit_lets_renewed_posts_come_back_later(world):
    # L1 (2 posts) is due in 2026, when 2 leave; renewed for a year it waits for the 2 of 2027,
    # and R1 gets those of 2026.
    world.unit("U1", leave=(2, 2, 0)).pool("B1", 5).request("R1", "U1", 2)
    world.loan("L1", "U1", "B1", 2, due=2026)
    world.policy(recall={"renewal": {"years": 1}})
    free, tight = bound(world, "borrowing_limit", "leavers.U1/2027.posts", 0, {"R1": 2}, {})
    assert (free.renewed, tight.renewed) == ({"L1": 2}, {"L1": 2})
