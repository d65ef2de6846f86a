"""The simulation against known answers, through the code that real scenarios run through.

All within four standard errors, which chance exceeds once in 16,000 tries; the seeds are fixed.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from allocator.simulation.lenders import LENDERS
from allocator.simulation.replication import replicate
from allocator.simulation.world import World as Played
from tests.allocation.worlds import World
from tests.simulation.oracles import (
    binomial,
    erlang_b,
    hazard,
    mean_machines_up,
    renewals,
    standard_errors,
)

LIMIT = 4.0


def measured(
    world: World, lender: str, years: int, replications: int, measure: str, warm_up: int = 0
) -> list[list[float]]:
    """A measure by replication: of every year, and at the end of the whole run."""
    played = Played(world.scenario())
    runs = (
        replicate(played, LENDERS[lender], years, 20261126, number, warm_up=warm_up)
        for number in range(replications)
    )
    return [[row.value for row in run.rows if row.measure == measure] for run in runs]


def of_runs(*arguments: Any) -> list[float]:
    """A measure of the whole run, by replication."""
    return [values[-1] for values in measured(*arguments)]


def bank(world: World, posts: int, rate: float, term: dict[str, Any]) -> World:
    """A reserve of so many posts, asked for one at a time, refused when none is there."""
    return (
        world.unit("U", leave=())
        .pool("P", posts, posts)
        .request("R", "U", 1)
        .simulation(
            demand={
                "rate": rate,
                "urgent_share": 1,
                "urgent": "reserve",
                "reserve_empty": "refuse",
                "emergency_term": term,
                "patience": 0,
            }
        )
    )


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    return World(tmp_path)


@pytest.mark.parametrize(
    ("posts", "load", "distribution"),
    [
        (10, 8, "fixed"),
        (10, 8, "exponential"),
        (10, 8, "uniform"),
        (10, 12, "fixed"),
        (14, 12, "exponential"),
        (18, 20, "uniform"),
    ],
)
def test_a_bank_refuses_as_erlang_says_whatever_the_terms_are(
    world: World, posts: int, load: int, distribution: str
) -> None:
    """Two years of twelve pass first, eight terms: the bank begins empty."""
    months = 3
    bank(world, posts, load * 12 / months, {"distribution": distribution, "mean": months})
    refused = of_runs(world, "first_come", 12, 25, "urgent_refused", 2)
    assert standard_errors(refused, erlang_b(posts, load)) < LIMIT


@pytest.mark.parametrize(("rate", "term", "expected"), [(1, 3, 2.7735), (2, 1, 6.8889)])
def test_one_post_is_lent_as_often_as_renewals_say(
    world: World, rate: int, term: int, expected: float
) -> None:
    assert renewals(rate, term, 10) == pytest.approx(expected, abs=5e-5)
    bank(world, 1, rate, {"mean": 12 * term})
    lent = of_runs(world, "first_come", 10, 150, "posts_from_reserve")
    assert standard_errors(lent, expected) < LIMIT


def test_without_recruitment_headcounts_are_binomial(world: World) -> None:
    """Twenty people of 30, of whom a tenth leaves each year."""
    people, rate, years, runs = 20, 0.1, 5, 250
    world.unit("U", approved=people, filled=people, leave=())
    for number in range(people):
        world.person(f"N{number}", "U", "1995-06")
    world.policy(attrition={"bands": [{"from_age": 18, "to_age": 59, "rate": rate}]})
    world.simulation(recruitment={"refill_share": 0})
    by_year = measured(world, "no_bank", years, runs, "people_at_end")
    for year in range(years):
        chances = binomial(people, (1 - rate) ** (year + 1))
        mean = sum(number * chance for number, chance in enumerate(chances))
        variance = sum((number - mean) ** 2 * chance for number, chance in enumerate(chances))
        counts = [values[year] for values in by_year]
        assert standard_errors(counts, mean) < LIMIT
        assert standard_errors([(count - mean) ** 2 for count in counts], variance) < LIMIT


@pytest.mark.parametrize("crews", [1, 5])
def test_five_posts_are_filled_as_five_machines_are_up(world: World, crews: int) -> None:
    """People leave as machines fail, and as many are recruited at once as there are crews.

    Nobody retires within the ten years: all are between 22 and 35, the roster 25.
    """
    rate, months, years = 0.3, 6, 10
    world.unit("U", approved=5, filled=5, leave=())
    for number in range(5):
        world.person(f"N{number}", "U", "2000-06")
    world.policy(attrition={"bands": [{"from_age": 18, "to_age": 59, "rate": rate}]})
    world.simulation(
        recruitment={
            "intake_month": 0,
            "lag": {"distribution": "exponential", "mean": months},
            "success": 1,
            "at_once": crews,
        }
    )
    up = of_runs(world, "no_bank", years, 120, "people")
    expected = mean_machines_up(5, hazard(rate), 12 / months, crews, years)
    assert standard_errors(up, expected) < LIMIT
