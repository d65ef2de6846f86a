"""Emergencies: reserves lend at once, people are seconded, posts go back afterwards."""

from pathlib import Path
from typing import Any

import pytest

from allocator.simulation.world import World as Played
from tests.allocation.worlds import World
from tests.simulation.years import Years, month, played


def bank(tmp_path: Path, *, posts: int = 1, **demand: Any) -> World:
    """Three posts of which two are kept back; only urgent requests, each for five months."""
    world = World(tmp_path).years(6)
    world.unit("U", approved=5, filled=4, leave=(0,) * 6, tier=1)
    world.pool("P", 3, 2).request("R", "U", posts, start_year=2029)
    return world.simulation(
        recruitment={"refill_share": 0},
        demand={"rate": 2, "urgent_share": 1, "urgent": "reserve",
                "emergency_term": {"mean": 5}} | demand,
    )  # fmt: skip


def emergencies(years: Years) -> dict[str, tuple[float, float | None]]:
    """Emergency → when it began, and ended."""
    log = years.run.log or ()
    began = {event.entity: event.time for event in log
             if event.entity.startswith("emergency ") and event.what == "posts"}  # fmt: skip
    return {name: (time, (years.times(name) or [None])[0]) for name, time in began.items()}


def test_posts_go_back_after_the_term(tmp_path: Path) -> None:
    years = played(bank(tmp_path, reserve_empty="refuse"), 3)
    found = emergencies(years)
    assert len(found) > 2
    for began, ended in found.values():
        assert ended == began + 5 or (ended is None and began + 5 >= month(2029))
    # As many posts, but for those still out.
    out = sum(ended is None for _began, ended in found.values())
    assert years.whole("posts_from_reserve") == len(found)
    assert years.whole("posts_returned") == len(found) - out
    assert years.run.state.pools["P"].free == 3 - out


def test_people_are_seconded(tmp_path: Path) -> None:
    """Nobody comes or leaves, and the unit's vacancy is not used."""
    years = played(bank(tmp_path), 3)
    assert emergencies(years)
    assert years.times("cell U/public", "people") == years.times("cell U/public", "lent") == []
    assert years.whole("recruits") == 0
    assert years.whole("idle_vacancies") == 1


def test_utilisation_counts_them(tmp_path: Path) -> None:
    """Post-months lent, of 36 for each of three posts."""
    years = played(bank(tmp_path), 3)
    lent = sum((ended or month(2029)) - began for began, ended in emergencies(years).values())
    assert years.whole("utilisation", "P") == pytest.approx(lent / (36 * 3))
    assert years.whole("posts_out", "P") == pytest.approx(lent / 36)


def test_no_more_than_the_reserve_is_lent(tmp_path: Path) -> None:
    """Never more than two of the three; what cannot be served is refused."""
    years = played(bank(tmp_path, rate=30, reserve_empty="refuse"), 1)
    assert years.values("smallest_balance", "P") == [1]
    asked = years.values("posts_asked")[0] - 1  # the scenario's own is not urgent
    lent = years.values("posts_from_reserve")[0]
    assert years.values("urgent_refused") == [(asked - lent) / asked]
    assert 0 < lent < asked


def test_fewer_than_asked_for_but_not_than_of_use(tmp_path: Path) -> None:
    """Three posts asked for, two are kept back."""
    world = bank(tmp_path, posts=3, rate=1, reserve_empty="refuse")
    assert {posts for _time, posts in _lent(played(world, 2))} == {2}
    assert _lent(played(world.put("requests.R.min_posts", 3), 2)) == []


def test_all_or_nothing_of_another_size(tmp_path: Path) -> None:
    """Two posts or none; so of three or more, the two kept back are none."""
    world = bank(tmp_path, posts=2, rate=1, size="poisson", reserve_empty="refuse")
    made = Played(world.put("requests.R.min_posts", 2).scenario())
    found = set()
    for seed in range(20):
        years = played(made, 1, seed=seed)
        if years.run.tallies[0].sum("requests") == 2:  # the scenario's own, and one urgent
            size = years.values("posts_asked")[0] - 2
            found.add((size, years.values("posts_from_reserve")[0]))
    # Sizes are 1 and a Poisson number of mean 1.
    assert found >= {(1, 1), (2, 2), (3, 0)}
    assert all(lent == (size if size < 3 else 0) for size, lent in found)


def _lent(years: Years) -> list[tuple[float, Any]]:
    return [(event.time, event.after) for event in years.run.log or ()
            if event.entity.startswith("emergency ") and event.what == "posts"]  # fmt: skip


def test_what_no_reserve_can_serve_waits_for_january(tmp_path: Path) -> None:
    """There is no reserve, so all of it waits; and is granted from the three posts."""
    world = bank(tmp_path, reserve_empty="wait").put("pools.P.reserve", 0)
    world.policy(lending={"limit_exempt_purposes": ["routine"]})
    years = played(world, 2)
    asked = years.values("posts_asked")[0] - 1
    assert asked
    assert years.values("posts_granted") == [0, min(asked, 4)]  # and the vacancy of the unit
    assert years.whole("urgent_refused") == 0


def test_no_bank_lends_in_no_emergency(tmp_path: Path) -> None:
    years = played(bank(tmp_path, reserve_empty="refuse"), 2, "no_bank")
    assert years.whole("posts_from_reserve") == 0


def test_colours_do_not_count(tmp_path: Path) -> None:
    """Lending to the unit is suspended."""
    world = bank(tmp_path).put("grades.U.colour", "yellow")
    years = played(world.policy(response={"yellow": {"lending": "suspended"}}), 3)
    assert years.whole("posts_from_reserve") > 0
