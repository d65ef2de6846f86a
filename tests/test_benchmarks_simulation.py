"""The benchmark of the simulation: what it measures side by side is the same thing."""

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest

from allocator.scenario.reading import read_scenario
from allocator.scenario.synthetic import generate
from allocator.simulation.world import World
from allocator.stock.vacancies import CELL
from benchmarks import stopwatch
from benchmarks.attrition import side_by_side
from benchmarks.memory import watched
from benchmarks.simulated_county import simulated_county
from benchmarks.simulating import Task
from benchmarks.simulation import Results, affordable
from benchmarks.simulation_measures import formulations, stages, whole
from benchmarks.simulation_page import REFERENCE, STAGE_NAMES, page

UNITS, PEOPLE, SEED = 12, 500, 1
OPTIONS = Namespace(
    units=UNITS, people=PEOPLE, seed=SEED, years=2, replications=1, repeat=1,
    lender_seconds=60.0, round_seconds=60.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulated_county(tmp_path_factory.mktemp("simulated"), UNITS, PEOPLE, SEED)


def test_everybody_is_on_the_roster_and_vacancies_stay(county: Path) -> None:
    scenario = read_scenario(county)
    posts = scenario.tables["posts"]
    before = generate(UNITS, SEED).tables["posts"].sort_values(CELL)
    assert len(World(scenario).roster.names) == len(scenario.tables["staff"]) == PEOPLE
    assert scenario.warnings == ()
    vacant, as_generated = (table["approved"] - table["filled"] for table in (posts, before))
    assert vacant.tolist() == as_generated.tolist()


def test_a_county_does_not_shrink(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected 10 people"):
        simulated_county(tmp_path, UNITS, 10, SEED)


def test_all_ways_have_as_many_leavers_as_the_chances_lead_to_expect(county: Path) -> None:
    count = 100
    found = side_by_side(World(read_scenario(county)), 5, count)
    assert found["left"]["as_played"] == found["left"]["drawn_beforehand"]
    for left in found["left"].values():
        errors = np.array(found["deviation"]) / count**0.5
        # Beyond 4 standard errors in one of the 5 years: 3 chances in 10,000; seeds are fixed.
        assert (np.abs(np.mean(left, axis=0) - found["expected"]) < 4 * errors).all()


def test_an_outer_stage_stands_still_while_an_inner_one_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Made at 0; outer from 1, inner from 3 to 6, outer until 10.
    times = iter([0.0, 1.0, 3.0, 6.0, 10.0])
    monkeypatch.setattr(stopwatch, "perf_counter", lambda: next(times))
    watch = stopwatch.Stopwatch()
    with watch.stage("outer"), watch.stage("inner"):
        pass
    assert watch.seconds == {"outer": (3 - 1) + (10 - 6), "inner": 6 - 3}


def test_the_model_goes_through_every_stage(county: Path) -> None:
    measured = stages(Task(str(county), years=2))
    assert set(measured["stages"]) == {*stopwatch.STAGES, stopwatch.REST} == set(STAGE_NAMES)
    assert measured["stages"]["highs"] >= measured["solver"]


def test_the_page_has_every_table(county: Path) -> None:
    run = whole(Task(str(county), lender=REFERENCE, years=2))
    run |= {"whole": 1.0, "replications": 1, "runs": 1}
    results = Results(
        stages={REFERENCE: stages(Task(str(county), lender=REFERENCE, years=2))},
        runs={(REFERENCE, workers): run for workers in (1, 2, 4)},
        attrition=side_by_side(World(read_scenario(county)), 2, 4),
        formulations=formulations(Task(str(county), years=2)),
    )
    text = page(results, OPTIONS)
    # Circumstances, lenders, workers, stages, attrition, leavers by year, formulations.
    assert text.count("| --- |") == 7
    assert "This run is of another size." in text
    assert "0 of 2" in text  # neither of the two rounds was cut short
    results.runs[REFERENCE, 4] = run | {"bytes": "others"}
    with pytest.raises(AssertionError):
        page(results, OPTIONS)


@pytest.mark.parametrize(
    ("seconds", "count"),
    [
        (0.5, 200),  # 60 s × 2 workers ÷ 0.5 s = 240, more than the 200 asked for
        (4.0, 30),  # 120 ÷ 4
        (100.0, 2),  # one, but each worker gets one
    ],
)
def test_as_many_replications_as_there_is_time_for(seconds: float, count: int) -> None:
    assert affordable(seconds, Namespace(lender_seconds=60.0, replications=200)) == count


def test_a_watched_process_tells_what_it_measured() -> None:
    measured = watched([sys.executable, "-c", 'print(\'{"peak": 7.0, "n": 3}\')'])
    assert measured["n"] == 3
    assert measured["whole"] > 0


def test_a_watched_process_that_fails_is_not_a_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        watched([sys.executable, "-c", "raise SystemExit(3)"])
