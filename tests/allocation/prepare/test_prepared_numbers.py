"""Prepared numbers of loans, pools, units and requests."""

from fractions import Fraction

import pytest

from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.numbers import Deposit, PeopleCeiling, StaffingStandard

CELL = ("U1", "public")


def numbers(world):
    return prepare(world.scenario())


@pytest.fixture
def book(world):
    """One loan from 2025, due in the base year, in a policy that renews for a year."""
    world.unit("U1", tier=2, sector="health").pool("B1", 5)
    world.loan("L1", "U1", "B1", 2, due=2026, purpose="talent")
    return world.policy(
        recall={"renewal": {"years": 1, "tiers": [1, 2]}, "renewal_value": 0.5},
        lending={"terms": [1, 2], "max_total_term": 3},
        priority={"purposes": {"talent": 1.3}, "sectors": {"health": 1.1}, "tiers": {"2": 0.9}},
    )


def test_renewal_value(book):
    loan = numbers(book).loans["L1"]
    assert loan.renewable
    # 0.5 × 1.3 × 1.1 × 0.9 = 0.6435.
    assert loan.renewal_value == 6_435
    assert numbers(book).renewed_due() == 2027


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("loans.L1.due_year", 2027),
        ("loans.L1.due_year", 2025),
        ("loans.L1.renewable", "false"),
        ("loans.L1.start_year", 2024),  # 2024 to 2027 would be four years
        ("grades.U1.tier", 3),
        ("grades.U1.colour", "yellow"),
        ("policy.recall.renewal.years", 0),
        ("policy.recall.renewal.years", 2),  # 2025 to 2028 likewise
    ],
)
def test_what_is_not_renewable(book, place, value):
    book.policy(response={"yellow": {"lending": "suspended"}})
    assert not numbers(book.put(place, value)).loans["L1"].renewable


@pytest.mark.parametrize(
    ("due", "repayment", "expected"),
    [
        (2024, "at_term", (2026, True, False)),
        (2024, "as_vacated", (2026, True, False)),
        (2026, "as_vacated", (2026, False, False)),
        (2027, "as_vacated", (2027, False, True)),
        (2027, "at_term", (2027, False, False)),
    ],
)
def test_due_years(world, due, repayment, expected):
    world.unit("U1").pool("B1", 5)
    world.loan("L1", "U1", "B1", 2, due=due, start=2024, repayment=repayment)
    loan = numbers(world).loans["L1"]
    assert (loan.due, loan.overdue, loan.as_vacated) == expected


def test_posts_due_by_a_year(book):
    book.loan("L2", "U1", "B1", 1, due=2028).loan("L3", "U1", "B1", 1, due=2024, start=2023)
    found = numbers(book)
    assert [found.due_by(CELL, year) for year in found.years] == [3, 3, 4, 4]
    book.put("policy.lending.limit_exempt_purposes", ["talent"])
    found = numbers(book)
    assert [found.due_by(CELL, year) for year in found.years] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("share", "approved", "cap"),
    [(0.3, 10, 1), (0.29, 100, 27), (0.2, 10, 0), (0.1, 10, 0), (0, 10, 0)],
)
def test_lending_caps_are_floors_less_old_loans(book, share, approved, cap):
    # 2 old posts: ⌊0.3 × 10⌋ − 2 = 1; 0.29 × 100 = 29 exactly; never below 0.
    book.put("grades.U1.colour", "blue").put("posts.U1.approved", approved)
    book.policy(response={"blue": {"lending": "capped", "max_loans_share": share}})
    assert numbers(book).lending_caps == {"U1": cap}


def test_suspended_and_blocked_units(book):
    assert numbers(book).lending_caps == {}
    book.put("grades.U1.colour", "yellow")
    book.policy(response={"yellow": {"lending": "suspended"}})
    found = numbers(book)
    assert (found.suspended, found.blocked, found.lending_caps) == ({"U1"}, set(), {"U1": 0})
    book.put("grades.U1.colour", "green").put("loans.L1.due_year", 2025)
    assert numbers(book).blocked == set()
    book.put("policy.lending.overdue_blocks", True).request("R1", "U1", 2)
    found = numbers(book)
    assert (found.suspended, found.blocked, found.lending_caps) == (set(), {"U1"}, {})
    assert found.lending_cap(found.requests["R1"]) == 0


@pytest.mark.parametrize(
    ("share", "capital", "reserve", "kept"),
    [("0.29", 100, "", 29), ("0.291", 100, "", 30), ("0", 7, "", 0), ("0.5", 7, 1, 1)],
)
def test_reserves_are_rounded_up_exactly(world, share, capital, reserve, kept):
    world.unit("U1").pool("B1", capital, reserve).policy(reserve={"share": float(share)})
    assert numbers(world).pools["B1"].reserve == kept


@pytest.mark.parametrize(("share", "most"), [(0.29, 29), (0.2899, 28), (0.57, 57), (1, 100)])
def test_crossing_floors_are_exact(world, share, most):
    # 0.29 × 100 = 28.999… and 0.57 × 100 = 56.999… in binary.
    world.unit("U1").pool("B1", 100, region="T").policy(lending={"cross_region": share})
    found = numbers(world).crossing
    assert found["B1", "region"] == most
    assert found["B1", "level"] == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # 10 − 4 − 0 vacant, 1 kept: 5 above the line; ⌊0.6 × 5⌋ = 3.
        ({}, Deposit("B1", 0, 3)),
        ({"posts.U1.reserved": 1}, Deposit("B1", 0, 2)),
        ({"posts.U1.keep": 6}, None),
        ({"policy.deposit.share": 0.2}, Deposit("B1", 0, 1)),
        ({"policy.deposit.share": 0.19}, None),
        ({"policy.deposit.mode": "all", "policy.deposit.share": 1}, Deposit("B1", 5, 5)),
        ({"policy.deposit.mode": "share"}, Deposit("B1", 3, 3)),
        # Since 2024 empty for 2 years on 1 January 2026.
        ({"policy.deposit.idle_years": 2, "posts.U1.vacant_since": 2024}, Deposit("B1", 0, 3)),
        ({"policy.deposit.idle_years": 2, "posts.U1.vacant_since": 2025}, None),
        ({"policy.deposit.idle_years": 1}, None),
        # ⌊0.4 × 6⌋ = 2 are cut of the 6 vacancies; ⌊0.9 × 6⌋ = 5, beyond share and line.
        ({"policy.response": {"green": {"cut_share": 0.4}}}, Deposit("B1", 2, 3)),
        ({"policy.response": {"green": {"cut_share": 0.9}}}, Deposit("B1", 5, 5)),
        ({"policy.response": {"green": {"cut_share": 0.1}}}, Deposit("B1", 0, 3)),
        ({"policy.deposit.mode": "none"}, None),
        ({"policy.deposit.exempt_sectors": ["health"]}, None),
        ({"policy.deposit.exempt_types": ["public"]}, None),
        ({"pools.B1.purpose": "talent"}, Deposit("B2", 0, 3)),
        ({"pools.B1.region": "T"}, Deposit("B2", 0, 3)),
        ({"pools.B1.quota_type": "administrative"}, Deposit("B2", 0, 3)),
        ({"pools.B1.level": "city", "pools.B2.department": "D9"}, None),
        # ⌈0.1 × 10⌉ = 1, ⌈0.11 × 10⌉ = 2.
        ({"posts.U1.keep": "", "policy.deposit.keep_share": 0.1}, Deposit("B1", 0, 3)),
        ({"posts.U1.keep": "", "policy.deposit.keep_share": 0.11}, Deposit("B1", 0, 2)),
    ],
)
def test_deposits(world, changes, expected):
    world.unit("U1", filled=4, keep=1, sector="health").pool("B1", 0).pool("B2", 0)
    world.policy(deposit={"mode": "as_needed", "share": 0.6})
    for place, value in changes.items():
        world.put(place, value)
    assert numbers(world).deposits.get(CELL) == expected


def test_collected_shares_are_exact(world):
    # 0.29 × 100.
    world.unit("U1", approved=200, filled=100).pool("B1", 0)
    world.policy(deposit={"mode": "as_needed", "share": 0.29})
    assert numbers(world).deposits[CELL].most == 29


def test_positions_count_through_requests_terms_and_pools(world):
    # R1: terms 1, 2 × pools B1, B3; R2 (elsewhere): term 3 × B2, B3; R0 fits no term.
    world.unit("U1").unit("U2", region="T")
    world.pool("B3", 1).pool("B1", 1, region="S").pool("B2", 1, region="T")
    world.request("R2", "U2", 1, min_term=3, max_term=3).request("R1", "U1", 1, max_term=2)
    world.request("R0", "U1", 1, min_term=5, max_term=5)
    found = numbers(world).requests
    places = {
        (j, term, pool): request.position(term, pool)
        for j, request in found.items()
        for term in request.terms
        for pool in request.pools
    }
    assert places == {
        ("R1", 1, "B1"): 1,
        ("R1", 1, "B3"): 2,
        ("R1", 2, "B1"): 3,
        ("R1", 2, "B3"): 4,
        ("R2", 3, "B2"): 5,
        ("R2", 3, "B3"): 6,
    }
    assert found["R0"].terms == ()


def test_limits_of_counted_leavers(world):
    # 1, 2, 0 and 3 leave; 1 too many in post: the first leaver's post is gone.
    world.unit("U1", filled=11, leave=(1, 2, 0, 3)).pool("B1", 5).request("R1", "U1", 1)
    limits = numbers(world).limits[CELL]
    assert [limits[2026, year] for year in range(2026, 2030)] == [0, 2, 2, 5]
    assert [limits[2027, year] for year in range(2027, 2030)] == [2, 2, 5]
    assert limits[2028, 2028] == 0
    assert len(limits) == 10
    world.policy(lending={"limit_multiplier": {"2": 0.5}})
    limits = numbers(world).limits[CELL]
    assert [limits[2026, year] for year in range(2026, 2030)] == [0, 1, 1, 2]


def test_limits_are_for_cells_that_count_only(world):
    world.unit("U1").unit("U2").pool("B1", 5).request("R1", "U1", 1, purpose="talent")
    world.policy(lending={"limit_exempt_purposes": ["talent"]})
    found = numbers(world)
    assert (found.limits, found.requests["R1"].limited) == ({}, False)
    world.loan("L1", "U2", "B1", 1, due=2026)
    assert set(numbers(world).limits) == {("U2", "public")}


def test_people_ceilings(world):
    # 10 and 7 in post, 1 recruited for; a ceiling without people is passed over.
    world.unit("U1").unit("U2", region="T", filled=7, reserved=1).pool("B1", 5)
    world.request("R1", "U1", 1).request("R2", "U2", 1).people(20).people(9, region="T")
    assert numbers(world).people_ceilings == (
        PeopleCeiling("*", "*", "public", 20, 2, ("R1", "R2")),
        PeopleCeiling("T", "*", "public", 9, 1, ("R2",)),
    )
    assert len(numbers(world.put("ceilings.*.people", "")).people_ceilings) == 1


def test_people_ceilings_of_departments(world):
    world.unit("U1").unit("U2", region="T", department="D1", filled=7).pool("B1", 5)
    world.unit("U3", department="D2")
    world.request("R1", "U1", 1).request("R2", "U2", 1).request("R3", "U3", 1)
    world.people(20, department="D1").people(9, region="T", department="D1")
    assert set(numbers(world).people_ceilings) == {
        PeopleCeiling("*", "D1", "public", 20, 3, ("R1", "R2")),
        PeopleCeiling("T", "D1", "public", 9, 2, ("R2",)),
    }


def test_staffing_standards(world):
    # U1: 338 ÷ 26 + 1.4 ÷ 0.5 = 13 + 2.8, less 10 people and 1 recruited for. U2 has 10 on 9.
    world.unit("U1", approved=12, reserved=1).unit("U2").pool("B1", 5)
    world.request("R1", "U1", 1).request("R2", "U1", 1)
    world.standard("U1", 338, 26).standard("U1", 1.4, 0.5, driver="beds").standard("U2", 9)
    assert numbers(world).staffing_standards == {
        "U1": StaffingStandard(15, 4, ("R1", "R2")),
        "U2": StaffingStandard(9, 0, ()),
    }


def test_frozen_units(world):
    world.unit("U1").unit("U2", tier=3, colour="yellow").unit("U3").pool("B1", 5)
    world.grade("U1", 2025, 3, "yellow").grade("U3", 2024, 3, "yellow")
    world.policy(response={"yellow": {"freeze_years": 2}})
    found = numbers(world)
    assert found.frozen == {"U1": 2026, "U2": 2027}
    assert found.suspended == {"U1", "U2"}
    assert found.lending_caps == {"U1": 0, "U2": 0}


@pytest.mark.parametrize(
    ("shares", "kept"),
    [
        # The pool collects from U1 alone (6 vacancies, 5 above the line): ⌈0.34 × 6⌉ = 3.
        ({"vacancy_share": 0.33}, 2),
        ({"vacancy_share": 0.34}, 3),
        ({"vacancy_share": 0.34, "share": 0.1}, 4),
        # At most 2 + 5.
        ({"vacancy_share": 1, "share": 1}, 7),
    ],
)
def test_reserves_for_vacancies(world, shares, kept):
    world.unit("U1", filled=4, keep=1).unit("U2", filled=4, sector="health")
    world.unit("U3", filled=4, region="T").pool("B1", 2, "", region="S").pool("B2", 2, 1)
    world.policy(deposit={"mode": "all", "exempt_sectors": ["health"]}, reserve=shares)
    found = numbers(world).pools
    assert (found["B1"].reserve, found["B2"].reserve) == (kept, 1)


def test_shares_are_exact_fractions(world):
    world.unit("U1").pool("B1", 5)
    found = numbers(world)
    assert (found.purpose_share, found.department_share) == (None, None)
    world.policy(
        shares={
            "min_purpose_share": {"purposes": ["talent"], "share": 0.1},
            "max_department_share": 0.3,
        }
    )
    found = numbers(world)
    assert found.purpose_share == Fraction(1, 10)
    assert found.department_share == Fraction(3, 10)
    assert found.favoured_purposes == {"talent"}
