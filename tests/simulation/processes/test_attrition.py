"""People leave, and what becomes of their posts."""

from pathlib import Path

import pytest

from tests.allocation.worlds import World
from tests.simulation.years import month, played


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Nobody is recruited."""
    return World(tmp_path).simulation(recruitment={"refill_share": 0})


def unit(world: World, approved: int, *births: str) -> World:
    world.unit("U", approved=approved, filled=len(births), leave=())
    for number, birth in enumerate(births):
        world.person(f"N{number}", "U", birth)
    return world


def test_people_retire_in_their_month_and_leave_a_vacancy(world: World) -> None:
    """At 60 under the law before 2025: born in May 1966, gone in May 2026."""
    years = played(unit(world, 2, "1966-05", "1999-01"), 1, "no_bank")
    left = years.left("N0")
    assert month(2026, 5) <= left < month(2026, 6)
    assert years.changes("cell U/public", "people") == [(left, 1)]
    # Vacant from that moment to the end of the year.
    assert years.values("idle_vacancies") == [(month(2027) - left) / 12]
    assert years.values("people") == [1 + (left - month(2026)) / 12]
    assert (years.values("leavers"), years.values("people_at_end")) == ([1], [1])


def test_overstaffing_is_absorbed_before_loans_and_vacancies(world: World) -> None:
    """Two posts, three people, one post lent that comes back as vacated."""
    world.pool("P", 1).loan("L", "U", "P", 1, due=2029, repayment="as_vacated")
    years = played(unit(world, 2, "1966-02", "1966-06", "1966-10"), 1)
    assert years.times("loan L") == [years.left("N1")]
    assert years.run.state.cells["U", "public"].free == 1  # by the third


def test_the_loan_due_first_gets_the_post(world: World) -> None:
    world.pool("P", 4)
    for loan, due in (("A", 2029), ("B", 2028), ("C", 2027)):
        world.loan(loan, "U", "P", 1, due=due, repayment="as_vacated" if due < 2029 else "at_term")
    years = played(unit(world, 4, "1966-02", "1966-06", "1966-10", "1999-01"), 1)
    assert years.times("loan C") == [years.left("N0")]
    assert years.times("loan B") == [years.left("N1")]
    # The third waits for its term: kept empty, not vacant.
    assert years.changes("loan A", "held") == [(years.left("N2"), 1)]
    assert years.values("idle_vacancies") == [0]
    assert years.values("unfilled_posts") == [(month(2027) - years.left("N2")) / 12]


def test_a_post_kept_for_a_term_is_not_recruited_to(world: World) -> None:
    world.simulation(recruitment={"refill_share": 1, "success": 1})
    world.pool("P", 1).loan("L", "U", "P", 1, due=2029)
    years = played(unit(world, 1, "1966-02"), 4)
    assert years.values("recruits") == [0, 0, 0, 0]
    assert years.run.state.loans["L"].held == 1


def test_people_on_loans_of_the_book_never_leave(world: World) -> None:
    """The only person leaves; those on the two posts lent stay on the post that is left."""
    world.pool("P", 2).loan("L", "U", "P", 2, due=2026)
    years = played(unit(world, 1, "1966-02"), 10)
    assert years.values("people_at_end") == [2] * 10


def test_counted_leavers_then_their_mean(world: World) -> None:
    """3 in 4 plan years: afterwards 0, 1, 1, 1 in turn, of whoever is there."""
    world.unit("U", approved=9, filled=9, leave=(2, 0, 1, 0))
    years = played(world, 12, "no_bank")
    assert years.values("leavers") == [2, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1]
    assert years.values("people_at_end")[:5] == [7, 7, 6, 6, 6]


def test_counted_leavers_leave_within_their_year(world: World) -> None:
    world.unit("U", approved=99, filled=99, leave=(40, 0, 0, 0))
    times = played(world, 1, "no_bank").times("cell U/public", "people")
    assert len(times) == len(set(times)) == 40
    assert times == sorted(times)
    # Spread over the year: of 40, each quarter has some but for a chance of 4 × 0.75^40 < 0.00005.
    assert {int(time - month(2026)) // 3 for time in times} == {0, 1, 2, 3}


def test_recruits_of_a_counted_unit_leave_with_the_others(tmp_path: Path) -> None:
    """Nobody else is left in the second year than the two who came in the first."""
    world = World(tmp_path).unit("U", approved=2, filled=2, leave=(2, 2, 0, 0))
    world.simulation(recruitment={"intake_month": 0, "lag": {"mean": 0}, "success": 1})
    years = played(world, 2, "no_bank")
    assert years.values("leavers") == [2, 2]
    assert years.values("recruits") == [2, 2]


def test_no_more_leave_than_there_are(world: World) -> None:
    world.unit("U", approved=9, filled=2, leave=(3, 1, 0, 0))
    years = played(world, 2, "no_bank")
    assert years.values("leavers") == [2, 0]
    assert years.values("people_at_end") == [0, 0]


def test_more_on_the_roster_than_in_post(world: World) -> None:
    """Three are listed, one is in post."""
    world.unit("U", approved=3, filled=1, leave=())
    for number in range(3):
        world.person(f"N{number}", "U", "1966-02")
    years = played(world, 1, "no_bank")
    assert years.values("leavers") == [1]
