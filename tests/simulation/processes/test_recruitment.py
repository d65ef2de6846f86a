"""Recruitment: when free posts are advertised, filled, given up or given back."""

from pathlib import Path
from typing import Any

import pytest

from tests.allocation.worlds import World
from tests.simulation.years import month, played

START = month(2026)


def recruiting(tmp_path: Path, **keys: Any) -> World:
    """Somebody comes six months after every advertisement, unless said."""
    return World(tmp_path).simulation(recruitment={"success": 1, "lag": {"mean": 6}} | keys)


@pytest.mark.parametrize(("intake", "filled"), [(3, month(2026, 9)), (0, month(2026, 7))])
def test_vacancies_of_the_start(tmp_path: Path, intake: int, filled: int) -> None:
    """Advertised in March, or after the round of January; nobody is recruited for until then."""
    world = recruiting(tmp_path, intake_month=intake).unit("U", approved=3, filled=1, leave=())
    years = played(world, 1)
    assert years.changes("cell U/public", "people") == [(filled, 2), (filled, 3)]
    assert years.values("recruits") == [2]
    assert years.values("idle_vacancies") == [2 * max(0, intake - 1) / 12]
    assert years.values("unfilled_posts") == [2 * (filled - START) / 12]


@pytest.mark.parametrize("intake", [0, 3])
def test_a_post_that_falls_vacant(tmp_path: Path, intake: int) -> None:
    """At once; or at the next intake, for which June is too late."""
    world = recruiting(tmp_path, intake_month=intake).unit("U", approved=1, filled=1, leave=())
    years = played(world.person("N", "U", "1966-06"), 2)
    left = years.left("N")
    comes = left + 6 if intake == 0 else month(2027, 9)
    assert years.changes("cell U/public", "people") == [(left, 0), (comes, 1)]


def test_approved_recruitment_comes_after_the_lag(tmp_path: Path) -> None:
    """It is under way on 1 January and waits for no intake; so it is filled on 1 July."""
    world = recruiting(tmp_path, intake_month=11)
    years = played(world.unit("U", approved=1, filled=0, reserved=1, leave=()), 1)
    assert years.changes("cell U/public", "people") == [(month(2026, 7), 1)]


def test_a_failed_vacancy_waits_for_the_next_intake(tmp_path: Path) -> None:
    """Idle in January and February, and from September to the next March."""
    world = recruiting(tmp_path, intake_month=3, success=0)
    years = played(world.unit("U", approved=1, filled=0, leave=()), 2)
    assert years.run.state.cells["U", "public"].openings == 2
    assert years.times("opening U/public#0") == [month(2026, 9)]
    assert years.values("idle_vacancies") == [6 / 12, 6 / 12]


def test_without_an_intake_a_failed_vacancy_is_advertised_again(tmp_path: Path) -> None:
    world = recruiting(tmp_path, intake_month=0, success=0)
    years = played(world.unit("U", approved=1, filled=0, leave=()), 2)
    assert years.values("idle_vacancies") == [0, 0]
    tried = years.times("opening U/public#0", "attempts")
    assert tried == [START, START + 6, START + 12, START + 18]


def lent(world: World) -> World:
    """Two posts, one of its own and one lent for three years, both granted to a request."""
    world.unit("U", approved=2, filled=1, leave=()).pool("P", 1)
    world.policy(lending={"limit_exempt_purposes": ["routine"]})
    world.simulation(demand={"rate": 0})
    return world.request("R", "U", 2, min_term=3, max_term=3)


def test_granted_posts_are_advertised_until_somebody_comes(tmp_path: Path) -> None:
    """In March each year, without success in September."""
    world = lent(recruiting(tmp_path, success=0, intake_month=3, lapse_months=0))
    years = played(world, 3)
    for number in (0, 1):
        entity = f"opening U/public#{number}"
        assert years.changes(entity, "attempts") == [
            (START, 0),
            *((month(2026 + again, 9), again + 1) for again in range(3)),
        ]
    assert years.values("idle_vacancies") == [0, 0, 0]


def test_lent_posts_that_nobody_was_recruited_to_go_back(tmp_path: Path) -> None:
    """After ten months, in November; the unit's own post does not."""
    world = lent(recruiting(tmp_path, success=0, lapse_months=10))
    years = played(world, 1)
    assert years.changes("loan R@P", "posts") == [(START, 1), (month(2026, 11), 0)]
    assert years.values("posts_returned") == [1]
    assert years.run.state.pools["P"].free == 1
    assert [opening.loan for opening in years.run.state.openings.values()] == [None]


def test_filled_in_time_a_lent_post_stays(tmp_path: Path) -> None:
    years = played(lent(recruiting(tmp_path, lapse_months=10)), 2)
    assert years.times("loan R@P") == []
    assert years.values("people_at_end") == [3, 3]


@pytest.mark.parametrize("at_once", [1, 2])
def test_so_many_at_one_time(tmp_path: Path, at_once: int) -> None:
    """Four posts are filled one by one, or two by two, every six months."""
    world = recruiting(tmp_path, intake_month=0, at_once=at_once)
    years = played(world.unit("U", approved=4, filled=0, leave=()), 3)
    comes = [START + 6 * (number // at_once + 1) for number in range(4)]
    assert years.times("cell U/public", "people") == comes


def test_those_that_wait_their_turn_may_lapse(tmp_path: Path) -> None:
    """The own post is first in line; the lent one goes back after ten months in it."""
    world = lent(recruiting(tmp_path, success=0, at_once=1, lapse_months=10))
    years = played(world, 1)
    assert years.times("loan R@P") == [month(2026, 11)]


def test_a_share_of_vacancies_is_refilled(tmp_path: Path) -> None:
    """Of 400, each with a chance of 0.3: 120 with a standard deviation of 9.2; 4 of them."""
    world = recruiting(tmp_path, intake_month=1, refill_share=0.3)
    years = played(world.unit("U", approved=400, filled=0, leave=()), 1)
    assert years.values("recruits")[0] == pytest.approx(120, abs=37)


def test_ceilings_on_people_stop_recruitment(tmp_path: Path) -> None:
    """Four posts, at most two people; when one of them has left, one more comes."""
    world = recruiting(tmp_path, intake_month=3).unit("U", approved=4, filled=1, leave=())
    years = played(world.person("N", "U", "1967-05").people(2), 3)
    assert years.values("recruits") == [1, 0, 1]
    assert years.values("people_at_end") == [2, 1, 2]


def test_ceilings_count_people_on_posts_lent_since_the_start(tmp_path: Path) -> None:
    """Two in post and one who comes to the lent post are three: no room for V's vacancy."""
    world = recruiting(tmp_path).unit("U", approved=1, filled=1, leave=(0, 0, 0, 0))
    world.unit("V", approved=2, filled=1, leave=(0, 0, 0, 0)).people(3).pool("P", 1)
    world.request("R", "U", 1).policy(lending={"limit_exempt_purposes": ["routine"]})
    years = played(world.simulation(demand={"rate": 0}), 2)
    assert years.run.state.cells["U", "public"].people == 2
    assert years.run.state.cells["V", "public"].people == 1


def test_ceilings_do_not_count_people_on_loans_of_the_book(tmp_path: Path) -> None:
    """One in post and one on the lent post: one more may come, as in the scenario's own round."""
    world = recruiting(tmp_path).unit("U", approved=2, filled=1, leave=(0, 0, 0, 0)).people(2)
    years = played(world.pool("P", 1).loan("L", "U", "P", 1, due=2029), 1)
    assert years.values("people_at_end") == [3]


def test_recruits_are_of_the_ages_and_classes_given(tmp_path: Path) -> None:
    """Aged 30 on arrival in September 2026: born from October 1995 to September 1996."""
    world = recruiting(tmp_path, from_age=30, to_age=30, classes={"women50": 1})
    years = played(world.unit("U", approved=60, filled=0, leave=()), 1)
    births = [
        event.after
        for event in years.run.log or ()
        if event.what == "birth" and event.time == month(2026, 9)
    ]
    assert len(births) == 60
    assert min(births) >= month(1995, 10)
    assert max(births) <= month(1996, 9)
    # 60 draws of 12 months: each comes up but for a chance of 12 × (11/12)^60 = 0.065.
    assert len(set(births)) >= 10
    # They retire at 50, from 2045 to 2046 on.
    leaves = years.run.state.people.leaves
    assert month(2045, 10) <= leaves.min() <= leaves.max() < month(2046, 10)
