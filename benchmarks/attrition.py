"""Attrition alone, two ways: leaving times drawn beforehand; a process for every person."""

from collections.abc import Generator, Iterator
from random import Random
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt
import simpy

from allocator.simulation.beginning import beginning
from allocator.simulation.clock import Clock, Kind, Moment
from allocator.simulation.play import Play
from allocator.simulation.processes.attrition import attrition
from allocator.simulation.state import People
from allocator.simulation.streams import Streams
from allocator.simulation.world import World
from allocator.stock.leavers import flexible_retirement
from allocator.stock.leaving import last_months, leaving_types
from allocator.stock.retirement import RetirementLaw

SEED = 1
OLDEST = 121

Counts = list[int]
"""Leavers by year."""


def drawn_beforehand(world: World, years: int, replication: int) -> Counts:
    """Every leaving time in arrays; then a process walks through those who leave."""
    people = beginning(world, Streams(SEED, replication)).people
    clock, left = Clock(12 * world.first_year), [0] * years
    clock.start(_departures(clock, people, left))
    clock.play_until(12 * (world.first_year + years))
    return left


def _departures(clock: Clock, people: People, left: Counts) -> Iterator[Moment]:
    first = int(clock.now)
    places = np.flatnonzero(people.leaves < first + 12 * len(left))
    leavers = zip(people.leaves[places].tolist(), people.names[places].tolist(), strict=True)
    for time, name in sorted(leavers):
        yield clock.at(time, Kind.ATTRITION, name)
        left[(int(time) - first) // 12] += 1


def as_played(world: World, years: int, replication: int) -> Counts:
    """The same as the simulation plays it: what becomes of posts and loans, and all areas."""
    streams = Streams(SEED, replication)
    state, left = beginning(world, streams), []
    for year in range(world.first_year, world.first_year + years):
        play = Play(world, state, streams, year)
        play.clock.start(attrition(play))
        play.clock.play_until(play.ends)
        play.close()
        left.append(int(play.tally.sums.get(("leavers", ""), 0)))
    return left


def decided_each_year(world: World, years: int, replication: int) -> Counts:
    """The plain form: everybody is a process that decides each January whether to leave.

    Rates and retirement are the same. Python's generator draws one number faster than numpy's.
    """
    draw = Random(replication).random  # noqa: S311 - no secret
    environment, left = simpy.Environment(12 * world.first_year), [0] * years
    rates, retiring = _rates(world), _retirement_months(world, draw)
    for birth, last in zip(world.roster.birth.tolist(), retiring, strict=True):
        environment.process(_person(environment, birth, last, rates, draw, left))
    environment.run(until=12 * (world.first_year + years))
    return left


def _person(
    environment: simpy.Environment,
    birth: int,
    last: int,
    rates: list[float],
    draw: Any,
    left: Counts,
) -> Generator[simpy.Event, Any, None]:
    year = 0
    while environment.now // 12 < last // 12:
        if draw() < rates[(int(environment.now) - birth) // 12]:
            yield environment.timeout(12 * draw())
            left[year] += 1
            return
        yield environment.timeout(12)
        year += 1
    yield environment.timeout(max(0.0, last + draw() - environment.now))
    left[year] += 1


def _rates(world: World) -> list[float]:
    """The yearly rate by age in full years."""
    rates = [0.0] * OLDEST
    for band in world.bands:
        for age in range(band.from_age, min(band.to_age + 1, OLDEST)):
            rates[age] = band.rate
    return rates


def _retirement_months(world: World, draw: Any) -> list[int]:
    """The month in which each person retires: early, late, or as the law has it."""
    flexible = flexible_retirement(world.policy)
    roster, law = world.roster, RetirementLaw(world.policy.retirement.law)
    months = last_months(roster.birth, roster.codes, roster.can_extend, law, flexible)
    way = np.array([draw() for _person in roster.birth])
    late = np.where(way >= 1 - months.late_share, months.late, months.statutory)
    retiring: list[int] = np.where(way < flexible.early_share, months.early, late).tolist()
    return retiring


def expected(world: World, years: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Mean and standard deviation of the leavers of each year, by each person's chances."""
    roster = world.roster
    types = leaving_types(
        roster.birth,
        roster.codes,
        roster.can_extend,
        base_year=world.first_year,
        years=years,
        law=RetirementLaw(world.policy.retirement.law),
        flexible=flexible_retirement(world.policy),
        bands=world.bands,
    )
    chances = types.probabilities[types.type_of_person]
    return chances.sum(axis=0), np.sqrt((chances * (1 - chances)).sum(axis=0))


WAYS = {
    "drawn_beforehand": drawn_beforehand,
    "as_played": as_played,
    "decided_each_year": decided_each_year,
}


def side_by_side(world: World, years: int, replications: int) -> dict[str, Any]:
    """Seconds of every way and replication, and the leavers by year.

    Returns
    -------
    dict
        ``seconds`` and ``left``, by way, a list with an entry for each replication;
        ``expected`` and ``deviation``, by year.
    """
    beginning(world, Streams(SEED, 0))  # what all replications share is made once
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    left: dict[str, list[Counts]] = {way: [] for way in WAYS}
    for replication in range(replications):
        for way, play in WAYS.items():
            began = perf_counter()
            left[way].append(play(world, years, replication))
            seconds[way].append(perf_counter() - began)
    mean, deviation = expected(world, years)
    return {
        "seconds": seconds, "left": left,
        "expected": mean.tolist(), "deviation": deviation.tolist(),
    }  # fmt: skip
