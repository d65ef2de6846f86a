"""The annual round: posts are collected, a lender decides, loans are issued."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.allocation.plan.decisions import Decisions
from allocator.simulation.lenders import Round, Verdict, nothing_lent
from tests.allocation.worlds import World
from tests.simulation.years import month, played


def in_2026(**made: Any) -> Callable[[Round], Verdict]:
    """A lender that decides this in the first year, and nothing later."""

    def lender(annual_round: Round) -> Verdict:
        nothing = nothing_lent(annual_round.numbers)
        if annual_round.year > 2026:
            return Verdict(nothing)
        return Verdict(Decisions(**(vars(nothing) | made)))

    return lender


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Nobody is recruited but to what is granted, and nothing is asked for anew."""
    return World(tmp_path).simulation(recruitment={"refill_share": 0}, demand={"rate": 0})


@pytest.mark.parametrize(("yearly", "collected"), [(True, [1, 1, 0]), (False, [1, 0, 0])])
@pytest.mark.parametrize("by", ["mode", "colour"])
def test_deposits(world: World, yearly: bool, collected: list[int], by: str) -> None:
    """The vacancy of the start, and the one that comes up in 2026; then there is none."""
    world.unit("U", approved=3, filled=2, keep=0, leave=(1, 0, 0, 0), tier=3, colour="yellow")
    world.pool("P", 0).simulation(yearly_deposit=yearly)
    if by == "mode":
        world.policy(deposit={"mode": "all"})
    else:
        world.policy(deposit={"mode": "none"}, response={"yellow": {"cut_share": 1}})
    years = played(world, 3)
    assert years.values("posts_collected") == collected
    pooled = [sum(collected[: year + 1]) for year in range(3)]
    assert years.values("pooled") == pooled
    assert years.values("titles") == [3 - posts for posts in pooled]


def test_what_is_collected_is_lent_in_the_same_round(world: World) -> None:
    world.unit("U", approved=1, filled=1, leave=(1, 0, 0, 0))
    world.unit("V", approved=3, filled=1, keep=0, leave=(0, 0, 0, 0)).pool("P", 0)
    world.policy(deposit={"mode": "all"}).request("R", "U", 1)
    years = played(world, 1)
    assert years.values("posts_collected") == [2]
    assert years.values("posts_lent") == [1]
    assert years.values("smallest_balance", "P") == [0]


def test_own_vacancies_come_first_and_the_rest_is_lent(world: World) -> None:
    """Three posts for three years at twice the value: one vacancy, two lent until 2028."""
    world.unit("U", approved=2, filled=1, leave=(2, 0, 0, 0), tier=1).pool("P", 2)
    world.request("R", "U", 3, min_term=3, max_term=3)
    world.policy(priority={"purposes": {"routine": 2}})
    years = played(world, 1)
    assert years.values("own_vacancies_used") == [1]
    assert years.values("posts_lent") == [2]
    assert years.values("posts_granted") == [3]
    assert years.values("posts_granted_by_tier", "1") == [3]
    assert years.values("value_granted") == [6]
    loan = years.run.state.loans["R@P"]
    assert (loan.posts, loan.start, loan.due) == (2, 2026, 2028)


def test_part_of_a_loan_is_renewed_as_a_loan_of_its_own(world: World) -> None:
    """Two of three posts for two years more; the other goes back in January."""
    world.unit("U", approved=4, filled=3, leave=(0, 0, 0, 0)).pool("P", 3)
    world.loan("L", "U", "P", 3, due=2026)
    world.policy(recall={"renewal": {"years": 2}})
    years = played(world, 2, in_2026(renewed={"L": 2}))
    assert years.changes("loan L", "posts") == [(month(2026), 1), (month(2027), 0)]
    renewed = years.run.state.loans["L+2026"]
    assert (renewed.posts, renewed.due, renewed.renewals) == (2, 2028, 1)
    assert renewed.start == 2025
    assert years.values("posts_renewed") == [2, 0]
    assert years.values("on_loan") == [3, 2]


def test_posts_kept_empty_go_back_rather_than_be_renewed(world: World) -> None:
    """One of two has been vacated for the loan by its last year, in which one is renewed."""
    world.unit("U", approved=2, filled=2, leave=(1, 0, 0, 0)).pool("P", 2)
    world.loan("L", "U", "P", 2, due=2027)
    world.policy(recall={"renewal": {"years": 1}})

    def renews_one(annual_round: Round) -> Verdict:
        nothing = nothing_lent(annual_round.numbers)
        renewed = {"L": 1} if annual_round.year == 2027 else {}
        return Verdict(Decisions(**(vars(nothing) | {"renewed": renewed})))

    years = played(world, 3, renews_one)
    assert years.times("loan L") == [month(2028)]
    renewed = years.run.state.loans["L+2027"]
    assert (renewed.posts, renewed.held) == (1, 0)
    assert years.values("months_overdue") == [0, 0, 0]


def test_posts_that_nobody_has_come_to_go_back_rather_than_be_renewed(world: World) -> None:
    """Of three lent in 2026 without success one is renewed: it alone is advertised in 2027."""
    world.unit("U", leave=()).pool("P", 3).request("R", "U", 3)
    world.policy(recall={"renewal": {"years": 1}})
    world.simulation(recruitment={"success": 0, "lapse_months": 0, "lag": {"mean": 11}})

    decided: dict[int, Any] = {
        2026: {"lent": {("R", 2, "P"): 3}},
        2027: {"renewed": {"R@P": 1}},
    }

    def lender(annual_round: Round) -> Verdict:
        nothing = nothing_lent(annual_round.numbers)
        return Verdict(Decisions(**(vars(nothing) | decided.get(annual_round.year, {}))))

    years = played(world.put("requests.R.max_term", 2), 3, lender)
    assert years.changes("opening U/public#2", "loan") == [
        (month(2026), "R@P"),
        (month(2027), "R@P+2027"),
    ]
    assert years.times("loan R@P") == [month(2028)]
    assert list(years.run.state.openings) == ["U/public#2"]


def test_pools_may_hand_on_what_they_are_given(world: World) -> None:
    """B gives A the post that C gives it, and never lacks one."""
    world.unit("U").pool("A", 0).pool("B", 0).pool("C", 1)
    world.transfer("B", "A", 1).transfer("C", "B", 1)
    years = played(world, 1, in_2026(transferred={("B", "A"): 1, ("C", "B"): 1}))
    assert [years.values("smallest_balance", pool) for pool in "ABC"] == [[0], [0], [0]]
    assert {name: pool.free for name, pool in years.run.state.pools.items()} == {
        "A": 1, "B": 0, "C": 0,
    }  # fmt: skip


def test_in_a_contradiction_nothing_is_lent_and_the_result_says_so(world: World) -> None:
    def contradicted_in_2027(annual_round: Round) -> Verdict:
        found = annual_round.year == 2027
        return Verdict(nothing_lent(annual_round.numbers), contradicted=found)

    world.unit("U", leave=()).pool("P", 1).request("R", "U", 1)
    years = played(world, 3, contradicted_in_2027)
    assert years.values("contradicted_rounds") == [0, 1, 0]
    assert years.whole("contradicted_rounds") == 1
    assert years.run.contradicted == (2027,)


def test_without_a_bank_posts_stay_where_they_are(world: World) -> None:
    """Not collected, not used, not renewed; a loan of the book goes back all the same."""
    world.unit("U", approved=3, filled=1, keep=0, leave=(0, 0, 0, 0)).pool("P", 3)
    world.policy(deposit={"mode": "all"}).request("R", "U", 1)
    world.loan("L", "U", "P", 1, due=2026)
    years = played(world, 2, "no_bank")
    for measure in ("posts_collected", "posts_lent", "own_vacancies_used", "posts_renewed"):
        assert years.values(measure) == [0, 0]
    assert years.times("loan L") == [month(2027)]
