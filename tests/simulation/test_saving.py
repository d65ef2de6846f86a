"""Runs saved and resumed: whole files, the right world, the same result."""

import json
from pathlib import Path
from typing import Any

import pytest

from allocator.simulation.lenders import LENDERS
from allocator.simulation.replication import Run
from allocator.simulation.saving import OtherRun, plain, resume, save
from allocator.simulation.world import World as Played
from tests.allocation.worlds import World

FIRST_COME = LENDERS["first_come"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Something of everything that a state holds."""
    world = World(tmp_path).pool("P", 5, 2).unit("U", approved=4, filled=3, leave=(), tier=2)
    for number in range(3):
        world.person(f"N{number}", "U", f"{1966 + number}-03")
    world.request("R", "U", 2, max_term=3).request("S", "U", 9, min_posts=9)
    world.policy(lending={"limit_exempt_purposes": ["routine"]})
    return world.simulation(
        demand={
            "rate": 2,
            "urgent_share": 0.6,
            "urgent": "reserve",
            "patience": 3,
            "emergency_term": {"mean": 60},
        },
        recruitment={"lag": {"mean": 40}, "lapse_months": 0},
    )


def begun(world: World, years: int, log: bool = True) -> Run:
    run = Run.begin(Played(world.scenario()), FIRST_COME, 3, 1, log=log)
    for _year in range(years):
        run.advance()
    return run


def test_everything_comes_back(world: World, tmp_path: Path) -> None:
    run = begun(world, 2)
    for table in ("loans", "requests", "openings", "units", "emergencies"):
        assert getattr(run.state, table), table
    save(run, tmp_path / "run.json")
    after = resume(run.world, FIRST_COME, tmp_path / "run.json")
    assert plain(after) == plain(run)
    assert after.state == _same_people(after, run)
    assert (after.streams.seed, after.streams.replication) == (3, 1)


def _same_people(after: Run, run: Run) -> Any:
    """The state that went on, with the arrays of the other: arrays do not compare whole."""
    for one, other in zip(after.state.people.columns(), run.state.people.columns(), strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()
    state = run.state.copy()
    state.people = after.state.people
    return state


@pytest.mark.parametrize("log", [True, False])
def test_a_resumed_run_goes_on_as_it_would_have(world: World, tmp_path: Path, log: bool) -> None:
    whole = begun(world, 4, log)
    run = begun(world, 2, log)
    save(run, tmp_path / "run.json")
    after = resume(run.world, FIRST_COME, tmp_path / "run.json")
    for _year in range(2):
        after.advance()
    assert after.finished().rows == whole.finished().rows
    assert after.log == whole.log
    times = ("seconds", "solver_seconds")
    states = [{k: v for k, v in plain(each).items() if k not in times} for each in (after, whole)]
    assert json.dumps(states[0]) == json.dumps(states[1])


def test_before_the_first_year(world: World, tmp_path: Path) -> None:
    save(begun(world, 0), tmp_path / "run.json")
    after = resume(begun(world, 0).world, FIRST_COME, tmp_path / "run.json")
    after.advance()
    assert after.finished().rows == begun(world, 1).finished().rows


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda world: world.put("posts.U.approved", 5), "fingerprint"),
        (lambda world: world.simulation(demand={"rate": 3}), "simulation"),
    ],
)
def test_another_scenario_is_refused(world: World, tmp_path: Path, change: Any, what: str) -> None:
    save(begun(world, 1), tmp_path / "run.json")
    other = Played(change(world).scenario())
    with pytest.raises(OtherRun, match=f"saved with another {what};"):
        resume(other, FIRST_COME, tmp_path / "run.json")


def test_another_lender_is_refused(world: World, tmp_path: Path) -> None:
    run = begun(world, 1)
    save(run, tmp_path / "run.json")
    with pytest.raises(OtherRun, match="saved with another lender;"):
        resume(run.world, LENDERS["optimal"], tmp_path / "run.json")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": 99}', "\x00"])
def test_other_files_are_refused(world: World, tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OtherRun, match=r"run\.json is not a run that was saved"):
        resume(Played(world.scenario()), FIRST_COME, path)


def test_a_failure_leaves_the_former_file(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()
    save(begun(world, 1), folder / "run.json")
    before = (folder / "run.json").read_bytes()

    def full(*_arguments: Any) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="no space"):
            save(begun(world, 2), folder / "run.json")
    assert [path.name for path in folder.iterdir()] == ["run.json"]
    assert (folder / "run.json").read_bytes() == before
