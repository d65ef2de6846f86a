"""Chance by identity: who draws what depends on nothing but who it is."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from allocator.scenario.reading import read_scenario
from allocator.scenario.synthetic import write_synthetic
from allocator.simulation.lenders import LENDERS, Lender, Round, Verdict, nothing_lent
from allocator.simulation.lenders.first_come import first_come
from allocator.simulation.log import Event
from allocator.simulation.replication import Run, replicate
from allocator.simulation.simulate import simulate
from allocator.simulation.world import World as Played
from tests.allocation.worlds import World
from tests.simulation.varied import varied

YEARS = 5


def log_of(scenario: Any, lender: Lender, years: int = YEARS) -> tuple[Event, ...]:
    log = replicate(scenario, lender, years, 7, 2, log=True).log
    assert log is not None
    return log


def departures(log: Iterable[Event]) -> dict[str, float]:
    """Person → when they left."""
    return {
        event.entity: event.time
        for event in log
        if event.what == "removed" and event.entity.startswith("person ")
    }


def about(log: Iterable[Event], *names: str) -> list[Event]:
    """Events of entities whose names begin so."""
    return [event for event in log if event.entity.split(" ", 1)[1].startswith(names)]


@pytest.mark.parametrize("seed", range(6))
def test_the_same_people_leave_under_all_lenders(seed: int) -> None:
    played = Played(varied(seed))
    roster = {f"person {name}" for name in played.roster.names}
    by_lender = [
        {who: when for who, when in departures(log_of(played, lender)).items() if who in roster}
        for lender in LENDERS.values()
    ]
    assert by_lender[0]
    assert all(left == by_lender[0] for left in by_lender)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two units with people, posts to fill, requests that come again, and a pool."""
    world = World(tmp_path)
    for unit in ("U1", "U3"):
        world.unit(unit, approved=8, filled=6, leave=(), tier=2)
        for number in range(6):
            world.person(f"{unit}-{number}", unit, f"{1964 + 5 * number}-03")
        world.request(f"R{unit}", unit, 2, max_term=3)
    world.policy(attrition={"bands": [{"from_age": 18, "to_age": 59, "rate": 0.1}]})
    world.pool("P", 3, 1)
    return world.simulation(demand={"rate": 2, "urgent_share": 0.5, "size": "poisson"})


def with_unit(world: World) -> World:
    world.unit("U2", approved=5, filled=5, leave=(), tier=1)
    for number in range(5):
        world.person(f"U2-{number}", "U2", f"{1970 + number}-03")
    return world


@pytest.mark.parametrize("lender", ["no_bank", "first_come"])
def test_one_more_unit_changes_nobody_elses_draws(world: World, lender: str) -> None:
    """It asks for nothing, so all that happens to the others stays as it was."""
    before = log_of(world.scenario(), LENDERS[lender])
    after = log_of(with_unit(world).scenario(), LENDERS[lender])
    others = about(after, "U1", "U3", "RU1", "RU3", "P")
    assert others == list(before)
    assert len(about(after, "U2")) == len(after) - len(others) > 0


def test_one_more_request_changes_nobody_elses_draws(world: World) -> None:
    before = log_of(world.scenario(), LENDERS["no_bank"])
    world.request("RU2", "U1", 1)
    after = log_of(world.scenario(), LENDERS["no_bank"])
    assert [event for event in after if event not in about(after, "RU2")] == list(before)
    assert about(after, "RU2")


def until_2028(given: Round) -> Verdict:
    """As ``first_come``, but from 2028 on nothing is lent."""
    return first_come(given) if given.year < 2028 else Verdict(nothing_lent(given.numbers))


def test_policies_agree_until_they_first_differ(world: World) -> None:
    one, other = (log_of(world.scenario(), lender) for lender in (first_come, until_2028))
    differ = 12 * 2028
    assert [e for e in one if e.time < differ] == [e for e in other if e.time < differ]
    assert [e for e in one if e.time >= differ] != [e for e in other if e.time >= differ]
    later = [departures(e for e in log if e.time >= differ) for log in (one, other)]
    common = later[0].keys() & later[1].keys()
    assert common
    assert {who: later[0][who] for who in common} == {who: later[1][who] for who in common}


def test_other_replications_and_seeds_differ() -> None:
    played = Played(varied(1))
    runs = [
        Run.begin(played, first_come, seed, number).state.people.leaves.tolist()
        for seed, number in ((1, 0), (1, 1), (2, 0))
    ]
    assert runs[0] != runs[1] != runs[2] != runs[0]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county") / "county"
    write_synthetic(folder, 12, 5)
    return folder


def test_the_order_of_rows_changes_nothing(county: Path, tmp_path: Path) -> None:
    for path in county.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for path in tmp_path.glob("*.csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        table.sample(frac=1, random_state=1).to_csv(path, index=False)
    one, other = (
        simulate(read_scenario(folder), lender="first_come", years=3, replications=2)
        for folder in (county, tmp_path)
    )
    pd.testing.assert_frame_equal(one.years, other.years)
    assert one.record["run"] == other.record["run"]


def test_one_replication_alone_is_the_same_as_within_a_study(county: Path) -> None:
    scenario = read_scenario(county)
    study = simulate(scenario, lender="tier_order", years=3, replications=4, rng=9)
    alone = simulate(scenario, lender="tier_order", years=3, replications=1, first=2, rng=9)
    for name in ("years", "runs"):
        whole = getattr(study, name)
        third = whole[whole["replication"] == 2].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(alone, name), third)


def test_neither_workers_nor_hash_seeds_change_a_byte(county: Path, tmp_path: Path) -> None:
    written = []
    for workers, hash_seed in ((1, "0"), (2, "1"), (3, "2")):
        out = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, "-m", "allocator", "simulate", str(county), "--out", str(out),
             "--years", "3", "--replications", "4", "--workers", str(workers), "--quiet"],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            check=True,
        )  # fmt: skip
        files = sorted(out.iterdir())
        written.append(
            {path.name: path.read_bytes() for path in files if path.name != "simulation.json"}
        )
    assert len(written[0]) == 6
    assert written[0] == written[1] == written[2]
