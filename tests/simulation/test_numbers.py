"""The numbers of later rounds, read off the state of their January."""

from pathlib import Path

import pytest

from allocator.simulation.lenders import Round, Verdict, nothing_lent
from allocator.simulation.world import World as Played
from tests.allocation.worlds import World
from tests.simulation.years import Seen, rounds


def refuses(annual_round: Round) -> Verdict:
    return Verdict(nothing_lent(annual_round.numbers))


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Nobody is recruited but to what is granted, who always come; nothing is asked anew."""
    world = World(tmp_path).policy(lending={"limit_exempt_purposes": ["routine"]})
    return world.simulation(
        recruitment={"refill_share": 0, "success": 1}, demand={"rate": 0, "patience": 9}
    )


def posts(seen: Seen, unit: str = "U") -> tuple[int, int, int]:
    """Approved, filled and approved recruitment of a unit."""
    table = seen.scenario.tables["posts"].set_index("unit_id")
    row = table.loc[unit]
    return int(row["approved"]), int(row["filled"]), int(row["reserved"])


def test_the_first_round_is_the_scenario_itself(world: World) -> None:
    scenario = world.unit("U").pool("P", 1).request("R", "U", 1).scenario()
    seen = rounds(scenario, 1, "first_come")[2026]
    assert seen.scenario is scenario


def test_deposited_posts_count_with_the_pool(world: World) -> None:
    """A third of the posts, with which the value of each that is left goes up: 100 ÷ 3 to 50."""
    world.unit("U", approved=3, filled=2, keep=0, leave=(0, 0, 0, 0)).pool("P", 1)
    world.policy(deposit={"mode": "all"}).request("R", "U", 1, gains=(5,), start_year=2027)
    seen = rounds(world.scenario(), 2, refuses)
    assert [seen[year].numbers.pools["P"].capital for year in (2026, 2027)] == [1, 2]
    assert posts(seen[2027]) == (2, 2, 0)
    values = [seen[year].numbers.requests["R"].value_of(1) for year in (2026, 2027)]
    # 5 points over 33.33, the value to two places, and over 50, on the grid of 0.0001.
    assert values == [1500, 1000]


def test_people_on_lent_posts_are_not_among_those_filled(world: World) -> None:
    """Lent in 2026 for three years and filled by 2027; standards and ceilings count them.

    A ceiling of 9 leaves 5 for others than the 3 there and the one lent: 9 − 1 = 8 over 3. The
    standard of 7 is 6 to those on posts of the unit's own.
    """
    world.unit("U", approved=3, filled=3, leave=(0, 0, 0, 0)).pool("P", 1).people(9)
    world.standard("U", 7).request("R", "U", 1, min_term=3, max_term=3)
    seen = rounds(world.scenario(), 2, "first_come")[2027]
    assert posts(seen) == (3, 3, 0)
    tables = seen.scenario.tables
    assert tables["loans"][["loan_id", "posts", "due_year"]].to_numpy().tolist() == [
        ["R@P", 1, 2028]
    ]
    assert tables["ceilings"]["people"].tolist() == [8]
    assert tables["standards"]["quantity"].tolist() == [6]


def test_people_on_loans_of_the_book_stay_uncounted(world: World) -> None:
    """As in the scenario's own round; once a leaver has made room, one counts."""
    world.unit("U", approved=3, filled=3, leave=(1, 0, 0, 0)).pool("P", 2).people(9)
    world.loan("L", "U", "P", 2, due=2029)
    seen = rounds(world.scenario(), 2, "first_come")[2027]
    # One of the three has left, whose post is kept for the loan and counts as filled.
    assert posts(seen) == (3, 3, 0)
    assert seen.scenario.tables["ceilings"]["people"].tolist() == [9]


def test_a_ceiling_that_people_exceed_leaves_no_room(world: World) -> None:
    """Two, and the borrowed one who counts once the loan of the book has gone back in 2027."""
    world.unit("U", approved=3, filled=2, leave=(0, 0, 0, 0)).pool("P", 1).people(2)
    seen = rounds(world.loan("L", "U", "P", 1, due=2026).scenario(), 2, "first_come")[2027]
    assert posts(seen) == (3, 3, 0)
    assert seen.scenario.tables["ceilings"]["people"].tolist() == [3]


def test_approved_recruitment_is_what_is_coming(world: World) -> None:
    """Advertised in October for six months."""
    world.unit("U", approved=3, filled=1, leave=(0, 0, 0, 0))
    world.simulation(recruitment={"refill_share": 1, "intake_month": 10})
    assert posts(rounds(world.scenario(), 2, "first_come")[2027]) == (3, 1, 2)


def test_emergencies_are_neither_capital_nor_reserve(world: World) -> None:
    """Three posts, two kept back, of which an emergency of three years has some."""
    world.years(6).unit("U", leave=(0,) * 6).pool("P", 3, 2).request("R", "U", 1, start_year=2029)
    world.simulation(
        demand={"rate": 9, "urgent_share": 1, "urgent": "reserve", "reserve_empty": "refuse",
                "emergency_term": {"mean": 36}}
    )  # fmt: skip
    pool = rounds(world.scenario(), 2, "first_come")[2027].numbers.pools["P"]
    # With 9 of them expected in 2026 both are out but for a chance of 10 × e^-9 = 0.0012.
    assert (pool.capital, pool.reserve) == (1, 0)


def test_a_reserve_without_room_is_made_up_as_loans_come_back(world: World) -> None:
    """A reserve of all vacancies: none in 2026, when both posts are lent; V's one in 2027."""
    world.unit("U", approved=3, filled=3, leave=(0, 0, 0, 9)).pool("P", 2, "")
    world.unit("V", approved=2, filled=2, leave=(1, 0, 0, 0), keep=0)
    world.policy(deposit={"mode": "as_needed"}, reserve={"vacancy_share": 1})
    world.request("R", "U", 2, min_term=2, max_term=2)
    seen = rounds(world.scenario(), 5, "first_come")
    # Out until the end of 2027, and overdue until all five of U leave in 2029: then 4 vacancies
    # call for 4, of which the pool has 2.
    kept = [seen[year].numbers.pools["P"].reserve for year in range(2026, 2031)]
    assert kept == [0, 0, 0, 0, 2]


def test_a_unit_without_posts_left_waits(world: World) -> None:
    """Both of its posts are collected in 2026, so that in 2027 no post has a value."""
    world.unit("U", approved=2, filled=0, keep=0, leave=()).pool("P", 0)
    world.policy(deposit={"mode": "all"})
    world.request("R", "U", 1, gains=(5,), start_year=2027).request("S", "U", 1, start_year=2027)
    seen = rounds(world.scenario(), 2, refuses)
    assert list(seen[2026].numbers.requests) == ["R", "S"]
    assert list(seen[2027].numbers.requests) == ["S"]
    assert seen[2027].scenario.tables["benefits"].empty


def test_fewest_posts_of_use(world: World) -> None:
    """All of them where all or nothing was asked for."""
    world.unit("U").request("R", "U", 3, min_posts=3).request("S", "U", 3, min_posts=2)
    origins = Played(world.scenario()).origins
    assert [origins["R"].least(size) for size in (1, 3, 5)] == [1, 3, 5]
    assert [origins["S"].least(size) for size in (1, 3, 5)] == [1, 2, 2]


def test_how_long_vacancies_have_stood_empty(world: World) -> None:
    """Since 2024 in U; since 2026, the year before the round that finds them, in V."""
    world.unit("U", approved=2, filled=1, vacant_since=2024, leave=(0, 0, 0, 0))
    world.unit("V", approved=2, filled=2, leave=(1, 0, 0, 0))
    seen = rounds(world.scenario(), 3, "first_come")
    for year in (2027, 2028):
        assert seen[year].scenario.tables["posts"]["vacant_since"].tolist() == [2024, 2026]


def test_the_borrowing_limit_is_of_who_is_there(tmp_path: Path) -> None:
    """Two retire in 2028: no window before lets anything come back, from 2028 on two do."""
    world = World(tmp_path).unit("U", approved=3, filled=3, leave=()).pool("P", 3)
    for number, birth in enumerate(("1968-03", "1968-05", "1999-01")):
        world.person(f"N{number}", "U", birth)
    world.request("R", "U", 2, max_term=3).simulation(demand={"rate": 0, "patience": 9})
    limits = rounds(world.scenario(), 3, refuses)[2028].numbers.limits["U", "public"]
    assert limits[2028, 2028] == 2
    limits = rounds(world.scenario(), 2, refuses)[2027].numbers.limits["U", "public"]
    assert (limits[2027, 2027], limits[2027, 2028]) == (0, 2)
