"""What must hold in every run, over generated scenarios, settings and lenders."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

import allocator.simulation.year
from allocator.allocation.repair import Contradiction
from allocator.allocation.solve import Options, solve
from allocator.simulation.conservation import check_month, posts_in
from allocator.simulation.lenders import LENDERS, Verdict
from allocator.simulation.log import Entities, Event, entities_of, rebuild
from allocator.simulation.numbers import Numbers
from allocator.simulation.play import Play
from allocator.simulation.replication import Run, replicate
from allocator.simulation.saving import resume, save
from allocator.simulation.world import World
from allocator.simulation.year import play_year
from tests.allocation.generated import scenario_of
from tests.simulation.varied import varied, with_simulation

SEEDS = range(12)
YEARS = 4


def runs(seed: int, lender: str, **more: Any) -> Run:
    """A run of the scenario of a seed, at its first January."""
    return Run.begin(World(varied(seed)), LENDERS[lender], seed, 0, **more)


def advanced(run: Run, years: int, **more: Any) -> Run:
    for _year in range(years):
        run.advance(**more)
    return run


@pytest.fixture
def months(monkeypatch: Any) -> Iterator[list[tuple[float, Play, Entities]]]:
    """What every month is like, of the runs of a test."""
    seen: list[tuple[float, Play, Entities]] = []

    def look(play: Play) -> None:
        check_month(play)
        gone = {
            event.entity.removeprefix("person ")
            for event in play.log or ()
            if event.what == "removed" and event.entity.startswith("person ")
        }
        entities = entities_of(play.state, play.world)
        entities |= {f"person {name}": {} for name, *_rest in play.recruits}
        for name in gone:
            entities.pop(f"person {name}", None)
        seen.append((play.now, play, entities))

    monkeypatch.setattr(allocator.simulation.year, "check_month", look)
    return seen


@pytest.mark.parametrize("lender", LENDERS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_round_is_audited_clean_and_posts_are_conserved(seed: int, lender: str) -> None:
    """Titles, pools and loans are compared in every month; a difference would end the run."""
    run = advanced(runs(seed, lender), YEARS, audit=True)
    assert [tally.sum("months_checked") for tally in run.tallies] == [12] * YEARS
    assert sum(posts_in(run.state)) == run.world.conserved
    assert run.contradicted == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_leaves_twice_and_no_count_is_negative(seed: int) -> None:
    run = advanced(runs(seed, "first_come", log=True), YEARS)
    assert run.log is not None
    left = Counter(
        event.entity
        for event in run.log
        if event.what == "removed" and event.entity.startswith("person ")
    )
    assert all(times == 1 for times in left.values())
    leavers = sum(tally.sum("leavers") for tally in run.tallies)
    counted = run.world.counted
    assert sum(left.values()) == leavers or counted
    counts = [event for event in run.log if event.entity.startswith(("cell ", "loan ", "pool "))]
    assert all(
        event.after >= 0
        for event in counts
        if isinstance(event.after, int) and event.what not in ("idle_since", "late_until")
    )


@pytest.mark.parametrize("lender", ["first_come", "optimal", "no_bank"])
@pytest.mark.parametrize("seed", SEEDS[:4])
def test_the_log_tells_the_state_of_every_month(
    seed: int, lender: str, months: list[tuple[float, Play, Entities]]
) -> None:
    run = runs(seed, lender, log=True)
    start = entities_of(run.state, run.world)
    advanced(run, YEARS)
    assert run.log is not None
    assert len(months) == 12 * YEARS
    for time, _play, seen in months:
        rebuilt = rebuild(start, run.log, time)
        assert _without_people(rebuilt) == _without_people(seen)
        assert _people(rebuilt) == _people(seen)
    last = rebuild(start, run.log, float("inf"))
    assert last == entities_of(run.state, run.world)


def _without_people(entities: Entities) -> Entities:
    return {name: own for name, own in entities.items() if not name.startswith("person ")}


def _people(entities: Entities) -> set[str]:
    return {name for name in entities if name.startswith("person ")}


@pytest.mark.parametrize("lender", ["optimal", "pro_rata"])
@pytest.mark.parametrize("seed", SEEDS[:6])
def test_a_resumed_run_equals_one_that_went_on(seed: int, lender: str, tmp_path: Any) -> None:
    whole = advanced(runs(seed, lender, log=True), YEARS)
    run = runs(seed, lender, log=True)
    for year in range(YEARS):
        run.advance()
        save(run, tmp_path / f"{year}.json")
        run = resume(World(varied(seed)), LENDERS[lender], tmp_path / f"{year}.json")
    assert run.finished().rows == whole.finished().rows
    assert run.log == whole.log
    assert run.state.plain() == whole.state.plain()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_round_of_optimal_is_the_plan_of_solve(seed: int) -> None:
    scenario = with_simulation(scenario_of(seed), gap=0)
    try:
        plan = solve(scenario, Options(threads=1))
    except Contradiction:
        with pytest.raises(Contradiction):
            replicate(scenario, LENDERS["optimal"], 1, 0, 0)
        return
    made: list[Verdict] = []

    def watch(play: Play, numbers: Numbers, verdict: Verdict) -> None:
        made.append(verdict)

    run = Run.begin(World(scenario), LENDERS["optimal"], 0, 0)
    play_year(run.world, run.state, run.streams, run.lender, watch=watch)
    assert made[0].decisions == plan.decisions


def test_events_are_in_order() -> None:
    run = advanced(runs(1, "first_come", log=True), YEARS)
    assert run.log is not None
    times = [event.time for event in run.log]
    assert times == sorted(times)
    assert {event.process for event in run.log} >= {
        "demand", "round", "recruitment", "attrition", "evaluation",
    }  # fmt: skip
    assert all(isinstance(event, Event) for event in run.log)
