"""Rules on loans: when posts come back, what may be renewed."""

import pytest
from worlds import bound


def test_repayment_as_people_leave_frees_posts_for_others(world):
    # One of U1 leaves in 2026, one in 2027. As vacated R1 gives a post back after 2026 and
    # R2 has it in 2027: post-years 1 + 2 + 1. At term, 2 posts for two years shut R2 out
    # (worth 2, 4 post-years); 1 for one year each (worth 2, 2 post-years) is better.
    world.unit("U1", leave=(1, 1, 0)).unit("U2").pool("B1", 2)
    world.request("R1", "U1", 2, max_term=2, repayment="as_vacated")
    world.request("R2", "U2", 1, start_year=2027)
    free, tight = bound(
        world,
        "repayment",
        "requests.R1.repayment",
        "at_term",
        {"R1": 2, "R2": 1},
        {"R1": 1, "R2": 1},
    )
    assert free.back == {("R1", 2026): 1, ("R1", 2027): 1, ("R2", 2027): 1}
    assert (free.goals["post_years"], tight.goals["post_years"]) == (4, 2)
    assert free.free("B1") == [0, 0, 2, 2]


def test_repayment_is_refused_when_late_or_short(world):
    world.unit("U1").pool("B1", 2).request("R1", "U1", 2)
    outcome = world.solve()
    assert outcome.back == {("R1", 2026): 2}
    assert "repayment" in outcome.with_cell("repayments", 0, "year", +1)
    assert "repayment" in outcome.with_cell("repayments", 0, "posts", -1)
    # A term of no year at all is refused too, not an error of the audit.
    assert "one_term" in outcome.with_cell("schedule", 0, "term", -1)


def test_repayment_of_old_loans_as_people_leave(world):
    # L1 is due in 2027. As vacated its 2 posts are back after 2026, when 2 leave.
    world.unit("U1", leave=(2, 0, 0)).unit("U2").pool("B1", 2)
    world.loan("L1", "U1", "B1", 2, due=2027, repayment="as_vacated")
    world.request("R2", "U2", 2, start_year=2027)
    free, tight = bound(world, "repayment", "loans.L1.repayment", "at_term", {"R2": 2}, {})
    assert (free.back, tight.back) == (
        {("L1", 2026): 2, ("R2", 2027): 2},
        {("L1", 2027): 2},
    )


def test_repayment_of_old_loans_waits_for_leavers(world):
    # Only 1 leaves in 2026: 1 of the 2 posts waits until 2027, its due year.
    world.unit("U1", leave=(1, 0, 0)).unit("U2").pool("B1", 2)
    world.loan("L1", "U1", "B1", 2, due=2027, repayment="as_vacated")
    world.request("R2", "U2", 2, start_year=2027)
    outcome = world.solve()
    assert outcome.granted == {"R2": 1}
    assert outcome.back == {("L1", 2026): 1, ("L1", 2027): 1, ("R2", 2027): 1}


@pytest.mark.parametrize("repayment", ["at_term", "as_vacated"])
def test_repayment_of_overdue_loans_is_at_the_end_of_the_first_year(world, repayment):
    world.unit("U1", leave=(0, 0, 0)).unit("U2").pool("B1", 2)
    world.loan("L1", "U1", "B1", 2, due=2024, start=2023, repayment=repayment)
    world.request("R1", "U2", 2).request("R2", "U2", 2, start_year=2027)
    outcome = world.solve()
    assert outcome.granted == {"R2": 2}
    assert outcome.back == {("L1", 2026): 2, ("R2", 2027): 2}


@pytest.fixture
def due(world):
    """A loan of 2 posts from 2025 that is due in 2026 and may be renewed for a year."""
    world.unit("U1", tier=2).pool("B1", 2).loan("L1", "U1", "B1", 2, due=2026)
    return world.policy(recall={"renewal": {"years": 1}, "renewal_value": 0.5})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("loans.L1.renewable", "false"),
        ("policy.recall.renewal.tiers", [1, 3]),
        # 2025 to 2026 + 1 are three years; the terms allowed are cut to fit.
        ("policy.lending.max_total_term", 2),
    ],
)
def test_renewal(due, place, value):
    due.policy(lending={"terms": [1, 2], "max_total_term": 3})
    free, tight = bound(due, "renewal", place, value, {}, {})
    assert free.renewed == {"L1": 2}
    assert free.back == {("L1", 2027): 2}
    assert free.goals == {
        "priority_value": 1,
        "post_years": 2,
        "disruption": 0,
        "canonical": 0,
    }
    assert tight.renewed == {}
    assert tight.back == {("L1", 2026): 2}
    assert tight.goals["disruption"] == 0
    assert "renewal" in free.with_cell("renewals", 0, "posts", +1)


def test_renewal_is_for_loans_due_in_the_base_year(due):
    due.put("loans.L1.due_year", 2027)
    assert due.solve().renewed == {}


def test_renewal_years_of_none(due):
    assert due.put("policy.recall.renewal.years", 0).solve().renewed == {}


def test_renewal_competes_with_requests(due):
    # In 2027 the 2 posts serve R1 (1 each) rather than L1's renewal (0.5 each); 1 is left.
    due.unit("U2").request("R1", "U2", 1, start_year=2027)
    outcome = due.solve()
    assert (outcome.granted, outcome.renewed) == ({"R1": 1}, {"L1": 1})
    assert outcome.goals["priority_value"] == 1.5
    assert outcome.goals["disruption"] == 1
    assert outcome.back == {("L1", 2026): 1, ("L1", 2027): 1, ("R1", 2027): 1}


def test_old_loans_come_back_early_even_where_nobody_waits_for_their_posts(world):
    # Nobody asks for the pool's posts, so no goal of the policy speaks of when L1's 3 posts
    # come back; 2 leave in 2026 and 1 in 2028, which is the soonest they can.
    world.unit("U1", leave=(2, 0, 1)).unit("U2").pool("B1", 3)
    world.loan("L1", "U1", "B1", 3, due=2028, repayment="as_vacated")
    world.request("R2", "U2", 1)
    outcome = world.solve()
    assert {key: posts for key, posts in outcome.back.items() if key[0] == "L1"} == {
        ("L1", 2026): 2,
        ("L1", 2028): 1,
    }
    assert "old_returns" not in outcome.goals
