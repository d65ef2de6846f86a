"""Requests: the scenario's own, then others like them; and what becomes of unmet ones."""

from pathlib import Path
from typing import Any

import pytest

from allocator.simulation.lenders import Round, Verdict, nothing_lent
from tests.allocation.worlds import World
from tests.simulation.years import month, played


def refuses(annual_round: Round) -> Verdict:
    """A lender that lends nothing."""
    return Verdict(nothing_lent(annual_round.numbers))


def asking(tmp_path: Path, **demand: Any) -> World:
    world = World(tmp_path).unit("U", leave=()).pool("P", 9)
    world.policy(lending={"limit_exempt_purposes": ["routine", "talent"]})
    return world.simulation(demand=demand)


def test_the_first_years_requests_are_the_scenarios_own(tmp_path: Path) -> None:
    world = asking(tmp_path, rate=0).request("R", "U", 3).request("S", "U", 2, purpose="talent")
    years = played(world, 2)
    assert years.values("posts_asked") == [5, 0]
    assert years.values("posts_asked_by_purpose", "talent") == [2]
    assert years.changes("request R", "arrived") == [(month(2026), month(2026))]


def test_afterwards_each_comes_again_a_poisson_number_of_times(tmp_path: Path) -> None:
    """20 requests for 2 posts, twice a year each for 15 years, but for the purpose that does not.

    600 requests with a standard deviation of 24.5, of which 4 are 98; 2 posts each.
    """
    world = asking(tmp_path, rate=2, rates={"talent": 0})
    for number in range(20):
        world.request(f"R{number}", "U", 2).request(f"S{number}", "U", 1, purpose="talent")
    years = played(world, 16, "no_bank")
    asked = years.values("posts_asked")
    assert asked[0] == 60
    assert sum(asked[1:]) == pytest.approx(1200, abs=196)
    # A Poisson number's variance is its mean, 40 a year: of 15 years within a factor of 3.
    mean = sum(asked[1:]) / 30
    variance = sum((posts / 2 - mean) ** 2 for posts in asked[1:]) / 14
    assert 40 / 3 < variance < 40 * 3


@pytest.mark.parametrize("size", ["same", "poisson"])
def test_sizes(tmp_path: Path, size: str) -> None:
    """Of mean 4 either way; poisson: 1 and a Poisson number of mean 3, over some 400 requests."""
    world = asking(tmp_path, rate=40, size=size).request("R", "U", 4)
    years = played(world, 11, "no_bank")
    sizes = [
        event.after
        for event in years.run.log or ()
        if event.what == "posts" and event.before is None and event.entity.startswith("request R+")
    ]
    assert len(sizes) == pytest.approx(400, abs=80)
    if size == "same":
        assert set(sizes) == {4}
    else:
        # Standard deviation √3; 4 standard errors of the mean of 400 are 0.35.
        assert min(sizes) == 1
        assert sum(sizes) / len(sizes) == pytest.approx(4, abs=0.35)


def test_urgent_ones_come_within_the_year_and_wait_for_january(tmp_path: Path) -> None:
    world = asking(tmp_path, rate=3, urgent_share=1).request("R", "U", 1)
    years = played(world, 2)
    requests = [
        event
        for event in years.run.log or ()
        if event.what == "arrived" and event.entity.startswith("request R+2026.u")
    ]
    assert requests  # none but for a chance of e^-3
    for event in requests:
        assert month(2026) < event.time < month(2027)
        assert event.after == event.time
        assert years.times(event.entity) == [month(2027)]
    # What is asked counts when it is; the wait until January when it is granted.
    assert years.values("posts_asked")[0] == 1 + len(requests)
    assert years.values("posts_granted")[1] == len(requests)
    wait = sum(month(2027) - event.time for event in requests) / len(requests)
    assert years.values("waiting_months") == [0, pytest.approx(wait)]


def test_an_urgent_share_divides_the_rate(tmp_path: Path) -> None:
    """Of 800 requests in 20 years a quarter, 200 with a standard deviation of 14, is urgent."""
    world = asking(tmp_path, rate=40, urgent_share=0.25).request("R", "U", 1)
    years = played(world, 20, "no_bank")
    new = [
        event.entity
        for event in years.run.log or ()
        if event.what == "arrived" and event.entity.startswith("request R+")
    ]
    urgent = [name for name in new if ".u" in name]
    assert len(urgent) == pytest.approx(200, abs=57)
    # None in January of the first year, whose requests are the scenario's own: 19 × 30.
    assert len(new) - len(urgent) == pytest.approx(570, abs=96)


def test_what_gets_something_is_settled(tmp_path: Path) -> None:
    """One post of three: the others are not asked for again."""
    world = asking(tmp_path, rate=0, patience=5).request("R", "U", 3).put("pools.P.capital", 1)
    years = played(world, 3)
    assert years.times("request R") == [month(2026)]
    assert years.values("posts_granted") == [1, 0, 0]
    assert years.whole("posts_unmet") == 0


@pytest.mark.parametrize("patience", [0, 1, 3])
def test_unmet_requests_wait_so_many_rounds(tmp_path: Path, patience: int) -> None:
    world = asking(tmp_path, rate=0, patience=patience).request("R", "U", 3)
    years = played(world, 5, refuses)
    assert years.times("request R") == [month(2026 + patience)]
    unmet = [0.0] * 5
    unmet[patience] = 3
    assert years.values("posts_unmet") == unmet


@pytest.mark.parametrize(("least", "posts", "lapsed"), [(1, [3, 1], 1), (2, [3], 3)])
def test_unmet_requests_shrink(tmp_path: Path, least: int, posts: list[int], lapsed: int) -> None:
    """5 → 3 → 1.8, down to 1 → 0.6: none left; or below the fewest of use, 2."""
    world = asking(tmp_path, rate=0, patience=9, shrink=0.6)
    years = played(world.request("R", "U", 5, min_posts=least), 5, refuses)
    found = years.changes("request R", "posts")
    assert found == [
        (month(2026 + max(0, place - 1)), each) for place, each in enumerate([5, *posts])
    ]
    assert years.whole("posts_unmet") == lapsed


def test_unmet_requests_lapse_by_chance(tmp_path: Path) -> None:
    """200 requests, a quarter a year: 200 × 0.75² = 112.5 are left after two rounds."""
    world = asking(tmp_path, rate=0, patience=9, lapse_share=0.25)
    for number in range(200):
        world.request(f"R{number}", "U", 1)
    years = played(world, 2, refuses)
    # Standard deviation √(200 × 0.5625 × 0.4375) = 7.
    assert len(years.run.state.requests) == pytest.approx(112.5, abs=28)


def test_a_request_of_a_later_year_is_planned_with_and_decided_in_its_round(
    tmp_path: Path,
) -> None:
    starts: list[int] = []

    def notes(annual_round: Round) -> Verdict:
        starts.append(annual_round.numbers.requests["R"].start)
        return refuses(annual_round)

    world = asking(tmp_path, rate=0, patience=0).years(5)
    world.request("R", "U", 2, start_year=2028)
    world.policy(priority={"purposes": {"routine": 2}})
    years = played(world, 3, notes)
    assert starts == [2028, 2028, 2028]
    # No round before counts as waited, so it has patience until its own.
    assert years.times("request R") == [month(2028)]
    years = played(world, 3)
    assert years.values("posts_granted") == [0, 0, 2]
    # Two years after it was asked for.
    assert years.values("waiting_months")[2] == 24
    assert years.whole("priority_met") == 0
