"""What every rule leaves, by hand: requests are served in the order of their ids."""

import pytest
from rounds import given

from allocator.simulation.lenders.first_come import first_come


def test_own_vacancies_come_first_and_only_then_a_loan(world):
    world.unit("U1", filled=8).pool("B1", 9).request("R1", "U1", 1).request("R2", "U1", 3)
    # 2 own vacancies: one for R1, one for R2, which borrows the other 2.
    shown = given(world, first_come)
    assert shown.own == {"R1": 1, "R2": 1}
    assert shown.lent == {("R2", 1, "B1"): 2}


def test_nothing_is_lent_while_own_vacancies_are_left(world):
    # 3 own vacancies; the standard of 9 posts leaves room for 2 more than the 7 people.
    world.unit("U1", filled=7).pool("B1", 9).request("R1", "U1", 5).standard("U1", 9)
    shown = given(world, first_come)
    assert shown.granted == {"R1": 2}
    assert shown.lent == {}


def test_a_request_that_cannot_have_its_fewest_posts_gets_none(world):
    world.unit("U1").unit("U2").pool("B1", 3)
    world.request("R1", "U1", 5, min_posts=4).request("R2", "U2", 2)
    assert given(world, first_come).granted == {"R2": 2}


def test_of_terms_that_lend_as_much_the_longest(world):
    world.unit("U1").pool("B1", 3).request("R1", "U1", 3, max_term=3)
    assert given(world, first_come).lent == {("R1", 3, "B1"): 3}


def test_a_shorter_term_where_it_lends_more(world):
    # R1 has 2 of the 3 posts in 2028: for up to two years from 2026 there are 3, for three 1.
    world.unit("U1").unit("U2").pool("B1", 3).years(5)
    world.request("R1", "U1", 2, start_year=2028).request("R2", "U2", 3, max_term=3)
    assert given(world, first_come).lent == {("R1", 1, "B1"): 2, ("R2", 2, "B1"): 3}


def test_a_longer_term_where_more_people_leave_in_it(world):
    # Leavers by the end of 2026, 2027, 2028: 0, 1, 3.
    world.unit("U1", leave=(0, 1, 2, 0)).pool("B1", 9).request("R1", "U1", 5, max_term=3)
    assert given(world, first_come).lent == {("R1", 3, "B1"): 3}


def test_two_requests_share_the_leavers_of_their_cell(world):
    # 1 leaves in 2026, 2 more in 2027. R1 for one year gets 1; R2 for two years the other 2.
    world.unit("U1", leave=(1, 2, 0, 0)).pool("B1", 9)
    world.request("R1", "U1", 3).request("R2", "U1", 3, min_term=2, max_term=2)
    assert given(world, first_come).granted == {"R1": 1, "R2": 2}


def test_old_loans_count_against_the_leavers(world):
    # 3 leave in 2026, and 2 posts are due then.
    world.unit("U1", leave=(3, 0, 0, 0)).pool("B1", 9).loan("L1", "U1", "B1", 2, due=2026)
    assert given(world.request("R1", "U1", 3), first_come).granted == {"R1": 1}


def test_as_vacated_posts_come_back_at_the_end_of_the_term(world):
    # Two of three posts are out for 2 years: R2, for 2027, finds one.
    world.unit("U1").unit("U2").pool("B1", 3)
    world.request("R1", "U1", 2, min_term=2, max_term=2, repayment="as_vacated")
    world.request("R2", "U2", 2, start_year=2027)
    assert given(world, first_come).granted == {"R1": 2, "R2": 1}


def test_pools_of_the_units_own_region_come_first(world):
    world.unit("U1").pool("B1", 4, region="T").pool("B2", 1, region="S").request("R1", "U1", 5)
    world.policy(lending={"cross_region": 0.5})
    # 1 of its own region's pool; half of the 4 of the other region's may cross.
    assert given(world, first_come).lent == {("R1", 1, "B1"): 2, ("R1", 1, "B2"): 1}


def test_all_who_are_outside_a_pools_region_share_what_may_cross(world):
    # Half of 4 may cross: 1 for R1, 1 left for R2.
    world.unit("U1").unit("U2").pool("B1", 4, region="T")
    world.request("R1", "U1", 1).request("R2", "U2", 3).policy(lending={"cross_region": 0.5})
    assert given(world, first_come).granted == {"R1": 1, "R2": 1}


def test_what_a_pool_lacks_is_collected_and_no_more(world):
    world.unit("U1").unit("U2", filled=8, keep=0).unit("U3", filled=8, keep=0)
    world.pool("B1", 1).request("R1", "U1", 4).request("R2", "U2", 1)
    world.policy(deposit={"mode": "as_needed"})
    # 1 + 3 collected: 2 of U3, which asks for nothing itself, then 1 of U2's; R2 has the other.
    shown = given(world, first_come)
    assert shown.granted == {"R1": 4, "R2": 1}
    assert shown.collected == {"U2": 1, "U3": 2}


def test_a_vacancy_that_a_request_used_is_not_collected(world):
    world.unit("U1", filled=8, keep=0).unit("U2").pool("B1", 0)
    world.request("R1", "U1", 1).request("R2", "U2", 5).policy(deposit={"mode": "as_needed"})
    assert given(world, first_come).granted == {"R1": 1, "R2": 1}


def test_a_unit_is_not_lent_its_own_vacancies(world):
    # Both vacancies are R1's own; none is left to collect for its third post.
    world.unit("U1", filled=8, keep=0).pool("B1", 0).request("R1", "U1", 3)
    shown = given(world.policy(deposit={"mode": "as_needed"}), first_come)
    assert (shown.own, shown.lent, shown.collected) == ({"R1": 2}, {}, {})


def test_loans_are_renewed_before_anything_new_is_lent(world):
    world.unit("U1").unit("U2").pool("B1", 3).loan("L1", "U1", "B1", 2, due=2026)
    world.request("R1", "U2", 3, start_year=2027, max_term=1)
    assert given(world, first_come).granted == {"R1": 3}
    shown = given(world.policy(recall={"renewal": {"years": 1}}), first_come)
    assert shown.renewed == {"L1": 2}
    assert shown.granted == {"R1": 1}


def test_renewed_posts_do_not_come_back_yet(world):
    # 2 leave in 2026, which the loan due then would take up; renewed, it comes back in 2027,
    # when 2 more have left.
    world.unit("U1", leave=(2, 2, 0, 0)).pool("B1", 4).loan("L1", "U1", "B1", 2, due=2026)
    world.request("R1", "U1", 2).policy(recall={"renewal": {"years": 1}})
    assert given(world, first_come).granted == {"R1": 2}
    # With 1 leaver in 2027, 3 until then, 2 are L1's.
    world.put("leavers.U1/2027.posts", 1)
    assert given(world, first_come).granted == {"R1": 1}


def test_a_response_and_an_overdue_loan_bar_loans_but_not_own_vacancies(world):
    world.unit("U1", filled=9, tier=1, colour="yellow").pool("B1", 9).request("R1", "U1", 5)
    assert given(world, first_come).granted == {"R1": 5}
    # 1 own vacancy, and 3 on loan: 0.3 of 10.
    capped = {"yellow": {"lending": "capped", "max_loans_share": 0.3}}
    assert given(world.policy(response=capped), first_come).granted == {"R1": 4}
    assert given(world.put("policy.response.yellow.lending", "suspended"), first_come).granted == {
        "R1": 1
    }
    world.put("policy.response.yellow.lending", "normal").loan("L1", "U1", "B1", 1, due=2025)
    world.policy(lending={"overdue_blocks": True})
    assert given(world, first_come).granted == {"R1": 1}


def test_ceilings_and_standards_cap_what_is_granted(world):
    world.unit("U1", filled=9).unit("U2").pool("B1", 9)
    world.request("R1", "U1", 3).request("R2", "U2", 3).people(22)
    # 19 people; 3 more: 2 for R1 by its standard of 11, of which 1 is a vacancy; 1 for R2.
    assert given(world.standard("U1", 11), first_come).granted == {"R1": 2, "R2": 1}


def test_no_more_than_pays(world):
    # δ = 100 ÷ 10 = 10 points a post; 25 points pay for 2 at 100 %.
    world.unit("U1").pool("B1", 9).request("R1", "U1", 4, gains=(25,))
    world.policy(efficiency={"apply": True})
    assert given(world, first_come).granted == {"R1": 2}


@pytest.mark.parametrize(("place", "value"), [("pools.B1.reserve", 2), ("ceilings.*.people", 14)])
def test_nothing_is_granted_where_the_data_contradict_the_rules(world, place, value):
    # 16 people, and 2 of 3 posts out: a reserve of 2 or a ceiling of 14 is broken already.
    world.unit("U1").unit("U2", filled=6).pool("B1", 3).people(20)
    world.loan("L1", "U1", "B1", 2, due=2027).request("R1", "U1", 1)
    assert given(world, first_come).granted == {"R1": 1}
    shown = given(world.put(place, value), first_come)
    assert (shown.granted, shown.contradicted) == ({}, True)


def test_a_pool_short_of_its_reserve_collects_before_it_contradicts(world):
    # 2 out of 3, 2 kept back: 1 is lacking, which U2's vacancy makes up for.
    world.unit("U1").unit("U2", filled=9, keep=0).pool("B1", 3, 2)
    world.loan("L1", "U1", "B1", 2, due=2027).policy(deposit={"mode": "as_needed"})
    shown = given(world, first_come)
    assert (shown.contradicted, shown.collected) == (False, {"U2": 1})
