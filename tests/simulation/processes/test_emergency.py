"""An emergency of so many posts in one month: who asks for how many, and what becomes of it."""

from pathlib import Path
from typing import Any

import pytest

from allocator.simulation.conservation import posts_in
from allocator.simulation.lenders import LENDERS
from allocator.simulation.log import entities_of, rebuild
from allocator.simulation.processes.emergency import in_proportion
from allocator.simulation.replication import Run
from allocator.simulation.saving import resume, save
from allocator.simulation.world import World as Played
from tests.allocation.generated import scenario_of
from tests.allocation.worlds import World
from tests.simulation.varied import with_simulation
from tests.simulation.years import Years, month, played


def stricken(tmp_path: Path, emergency: dict[str, Any], **demand: Any) -> World:
    """Requests for 4, 2 and 1 posts, and a bank of 30 posts that keeps 5 back."""
    world = World(tmp_path).unit("U", leave=()).pool("P", 30, 5)
    world.policy(lending={"limit_exempt_purposes": ["routine", "talent"]})
    world.request("R1", "U", 4).request("R2", "U", 2, purpose="talent").request("R3", "U", 1)
    return world.simulation(demand={"rate": 0, "emergency": emergency} | demand)


def asked(years: Years) -> dict[str, tuple[float, Any]]:
    """Request of an emergency → when it arrived, and its posts; of those that wait."""
    log = years.run.log or ()
    return {
        event.entity.removeprefix("request "): (event.time, event.after)
        for event in log
        if event.what == "posts" and event.before is None and ".e1" in event.entity
        and event.entity.startswith("request ")
    }  # fmt: skip


# --- who asks for how many -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "sizes", "expected"),
    [
        # Quotas 40/7 = 5 and 5/7, 20/7 = 2 and 6/7, 10/7 = 1 and 3/7: two are left over.
        (10, {"R1": 4, "R2": 2, "R3": 1}, {"R1": 6, "R2": 3, "R3": 1}),
        # Quotas of 3/2: the tie goes to the first name, whatever the order of rows.
        (3, {"R2": 1, "R1": 1}, {"R2": 1, "R1": 2}),
        (7, {"R1": 4, "R2": 2, "R3": 1}, {"R1": 4, "R2": 2, "R3": 1}),
        (1, {"R1": 4, "R2": 2, "R3": 1}, {"R1": 1, "R2": 0, "R3": 0}),
        (5, {}, {}),
    ],
)
def test_in_proportion(posts: int, sizes: dict[str, int], expected: dict[str, int]) -> None:
    assert in_proportion(posts, sizes) == expected


def test_everyone_asks_at_once_on_the_first_of_the_month(tmp_path: Path) -> None:
    """18 months after January 2026 is July 2027; they wait for January 2028."""
    years = played(stricken(tmp_path, {"posts": 10}), 4)
    july = month(2027, 7)
    assert asked(years) == {
        "R1+2027.e1": (july, 6),
        "R2+2027.e1": (july, 3),
        "R3+2027.e1": (july, 1),
    }
    assert years.values("posts_asked") == [7, 10, 0, 0]
    assert years.values("posts_granted") == [7, 0, 10, 0]
    assert years.values("waiting_months")[2] == 6
    assert years.times("request R1+2027.e1") == [month(2028)]


def test_requests_of_one_purpose_alone(tmp_path: Path) -> None:
    """R1 and R3, 4 and 1 posts: of 9 they get 36/5 = 7 and 1/5, 9/5 = 1 and 4/5."""
    years = played(stricken(tmp_path, {"posts": 9, "purpose": "routine"}), 2)
    assert {name: posts for name, (_time, posts) in asked(years).items()} == {
        "R1+2027.e1": 7,
        "R3+2027.e1": 2,
    }
    assert years.whole("posts_asked_by_purpose", "talent") == 2  # those of the first year


def test_none_asks_for_nothing(tmp_path: Path) -> None:
    years = played(stricken(tmp_path, {"posts": 1}), 2)
    assert list(asked(years)) == ["R1+2027.e1"]


def test_in_january_it_comes_before_the_round(tmp_path: Path) -> None:
    years = played(stricken(tmp_path, {"posts": 10, "month": 12}), 2)
    assert {time for time, _posts in asked(years).values()} == {month(2027)}
    assert years.values("posts_granted") == [7, 10]
    assert years.values("waiting_months") == [0, 0]


def test_a_month_after_the_end_never_comes(tmp_path: Path) -> None:
    years = played(stricken(tmp_path, {"posts": 10, "month": 24}), 2)
    assert asked(years) == {}
    assert years.values("posts_asked") == [7, 0]


def test_other_requests_stay_as_they_were(tmp_path: Path) -> None:
    """Arrivals by chance, in January and within the year, are the same with and without it."""

    def others(posts: int) -> list[tuple[float, str, Any]]:
        chance = {"rate": 3, "urgent_share": 0.5, "size": "poisson"}
        folder = tmp_path / str(posts)
        folder.mkdir()
        years = played(stricken(folder, {"posts": posts}, **chance), 4, "no_bank")
        return [
            (event.time, event.entity, event.after)
            for event in years.run.log or ()
            if event.what == "posts" and event.entity.startswith("request ")
            and ".e1" not in event.entity
        ]  # fmt: skip

    without = others(0)
    assert len(without) > 20  # 3 of the scenario's own, then 3 × 3 a year
    assert others(50) == without


# --- what becomes of it ----------------------------------------------------------------------


def test_a_reserve_serves_it_at_once_as_far_as_it_goes(tmp_path: Path) -> None:
    """5 are kept back: R1 asks for 6 and takes them all; R2 and R3 wait for January."""
    world = stricken(tmp_path, {"posts": 10}, urgent="reserve", emergency_term={"mean": 3})
    years = played(world, 3)
    july, january = month(2027, 7), month(2028)
    assert years.changes("emergency R1+2027.e1@P", "posts") == [(july, 5)]
    assert years.times("emergency R1+2027.e1@P") == [july + 3]
    assert asked(years) == {"R2+2027.e1": (july, 3), "R3+2027.e1": (july, 1)}
    assert years.times("request R2+2027.e1") == years.times("request R3+2027.e1") == [january]
    assert years.values("posts_from_reserve") == [0, 5, 0]
    assert years.values("posts_granted") == [7, 5, 4]
    assert years.values("urgent_refused")[1] == 1 / 10


def test_or_refuses_what_is_left(tmp_path: Path) -> None:
    world = stricken(tmp_path, {"posts": 10}, urgent="reserve", reserve_empty="refuse")
    years = played(world, 3)
    assert asked(years) == {}
    assert years.values("posts_asked") == [7, 10, 0]
    assert years.values("posts_granted") == [7, 5, 0]
    assert years.values("urgent_refused")[1] == 5 / 10


def test_without_a_bank_it_waits_in_vain(tmp_path: Path) -> None:
    years = played(stricken(tmp_path, {"posts": 10}, urgent="reserve"), 4, "no_bank")
    assert len(asked(years)) == 3
    assert years.whole("posts_from_reserve") == 0
    # The scenario's own lapse after two rounds, in 2027; these in 2029.
    assert years.values("posts_unmet") == [0, 7, 0, 10]


@pytest.mark.parametrize("lender", ["optimal", "first_come", "no_bank"])
@pytest.mark.parametrize("seed", range(3))
def test_generated_scenarios_stand_it(seed: int, lender: str, tmp_path: Path) -> None:
    """Audits clean, posts conserved every month, the log complete; resumed runs are the same."""
    urgent, empty = [("wait", "wait"), ("reserve", "wait"), ("reserve", "refuse")][seed % 3]
    emergency = {"posts": 25, "month": 12 + 5 * seed}
    demand = {"emergency": emergency, "urgent": urgent, "reserve_empty": empty}
    world = Played(with_simulation(scenario_of(seed), gap=0, demand=demand))
    run = Run.begin(world, LENDERS[lender], seed, 0, log=True)
    start = entities_of(run.state, world)
    for year in range(4):
        if year == 2:
            save(run, tmp_path / "saved.json")
        run.advance(audit=True)
    assert run.tallies[1 + 5 * seed // 12].sum("urgent") == 25
    assert sum(posts_in(run.state)) == world.conserved
    assert rebuild(start, run.log or (), float("inf")) == entities_of(run.state, world)
    again = resume(world, LENDERS[lender], tmp_path / "saved.json")
    again.advance()
    again.advance()
    assert again.finished().rows == run.finished().rows
