"""Recall: posts go back at term, or late, or as people leave."""

from pathlib import Path

import pytest

from tests.allocation.worlds import World
from tests.simulation.years import month, played

FULL = month(2027)
"""The January on which loans due in 2026 go back."""


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A loan of 2 posts due in 2026; nobody is recruited."""
    world = World(tmp_path).pool("P", 2).loan("L", "U", "P", 2, due=2026)
    return world.simulation(recruitment={"refill_share": 0})


def retiring(world: World, *months: str, approved: int) -> World:
    """The unit, with people who retire at 60 in these months."""
    world.unit("U", approved=approved, filled=len(months), leave=())
    for number, retires in enumerate(months):
        year, rest = retires.split("-")
        world.person(f"N{number}", "U", f"{int(year) - 60}-{rest}")
    return world


def test_posts_kept_empty_go_back_first_then_any_vacancy(world: World) -> None:
    """One leaves in May, whose post waits; of the two vacancies of the start one goes too."""
    years = played(retiring(world, "2026-05", "2040-01", approved=4), 2)
    assert years.changes("loan L", "held") == [(years.left("N0"), 1), (FULL, 0)]
    assert years.times("loan L") == [FULL]
    # 4 posts of its own; 2 + 2 on lent ones, less the one who left, stay.
    cell = years.run.state.cells["U", "public"]
    assert (cell.people, cell.lent, cell.held, cell.free) == (3, 0, 0, 1)
    assert years.values("posts_returned") == [0, 2]
    assert years.values("share_back_in_time")[1] == 1
    assert years.values("months_overdue") == [0, 0]


def test_what_is_lacking_is_overdue_until_people_leave(world: World) -> None:
    years = played(retiring(world, "2027-03", "2027-09", "2040-01", approved=3), 2)
    first, second = years.left("N0"), years.left("N1")
    assert month(2027, 3) <= first < month(2027, 4)
    assert years.changes("loan L", "posts") == [(first, 1), (second, 0)]
    assert years.values("share_back_in_time")[1] == 0
    # Each post is overdue from 1 January until its leaver goes.
    overdue = (first - FULL) + (second - FULL)
    assert years.values("months_overdue") == [0, overdue]
    assert years.values("posts_overdue") == [0, overdue / 12]


def test_what_can_go_back_does_and_the_rest_is_overdue(world: World) -> None:
    """One vacancy for two posts due."""
    years = played(retiring(world, "2040-01", "2040-01", approved=3), 3)
    assert years.changes("loan L", "posts") == [(FULL, 1)]
    assert years.values("share_back_in_time")[1] == 0.5
    assert years.values("posts_overdue") == [0, 1, 1]
    # Those years after the term count nothing as due a second time.
    assert years.whole("share_back_in_time") == 0.5


@pytest.mark.parametrize("late", [5, 12, 14])
def test_late_recalls_stay_so_many_months_longer(world: World, late: int) -> None:
    """Though both posts stand empty all the time."""
    world.simulation(recall={"late_share": 1, "late_months": late})
    years = played(retiring(world, "2040-01", approved=3), 3)
    assert years.times("loan L") == [FULL + late]
    assert years.values("share_back_in_time")[1] == 0
    assert sum(years.values("months_overdue")) == 2 * late


def test_a_late_recall_keeps_what_is_vacated_meanwhile(world: World) -> None:
    world.simulation(recall={"late_share": 1, "late_months": 5})
    years = played(retiring(world, "2027-02", "2040-01", approved=2), 3)
    assert years.changes("loan L", "held") == [(years.left("N0"), 1), (FULL + 5, 0)]
    # The second post is overdue in earnest from then on.
    assert years.changes("loan L", "posts") == [(FULL + 5, 1)]
    assert years.values("posts_overdue")[2] == 1


@pytest.mark.parametrize(("asked", "due"), [(1, 2028), (0, 2027)])
def test_renewal_is_asked_for_and_decided(tmp_path: Path, asked: int, due: int) -> None:
    """In its last year; a post renewed by one year is due in 2028."""
    world = World(tmp_path).unit("U", leave=(0, 0, 1, 0)).pool("P", 1)
    world.loan("L", "U", "P", 1, due=2027)
    world.policy(recall={"renewal": {"years": 1}, "renewal_value": 1})
    world.policy(lending={"limit_exempt_purposes": ["routine"]})
    world.simulation(recall={"renewal_asked": asked})
    years = played(world, 2)
    assert years.values("posts_renewed") == [0, asked]
    assert years.run.state.loans["L"].due == due
