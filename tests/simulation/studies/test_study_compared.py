"""Studies from Python: when they stop, what they use again, what they do about failures."""

import itertools
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from allocator.simulation.lenders import LENDERS, UnknownLender
from allocator.simulation.lenders.lender import Round
from allocator.simulation.studies import compare as comparing
from allocator.simulation.studies.compare import NothingPlayed, compare
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.runs import running
from allocator.simulation.studies.runs.keys import LenderWithoutVersion
from allocator.simulation.studies.runs.limits import BudgetEnded
from allocator.simulation.studies.runs.store import Store
from allocator.simulation.studies.study_file import study_of
from allocator.text import in_language
from tests.allocation.worlds import World


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two units, one pool, requests that come again; leavers at random."""
    world = World(tmp_path)
    for unit in ("U1", "U2"):
        world.unit(unit, approved=12, filled=12, leave=())
        for number in range(12):
            world.person(f"{unit}N{number}", unit, "1990-06")
    world.policy(attrition={"bands": [{"from_age": 18, "to_age": 59, "rate": 0.2}]})
    world.pool("P1", 3).request("R1", "U1", 2).request("R2", "U2", 1, purpose="talent")
    return world.simulation(demand={"rate": 0.7}).folder()


def keys(**more: Any) -> dict[str, Any]:
    return {
        "schema": 1,
        "name": "small",
        "years": 2,
        "seed": 4,
        "lenders": ["first_come", "no_bank"],
        "measures": ["posts_granted", "leavers"],
        "replications": {"least": 3, "most": 3},
    } | more


def played(folder: Path, store: Any = None, **more: Any) -> Comparison:
    return compare(folder, study_of(keys(**more)), store=store, workers=1)


def until(half_width: float, **more: int) -> dict[str, Any]:
    """Stop at a half-width of the difference in posts granted."""
    wanted = {"measure": "posts_granted", "of": "difference", "absolute": half_width}
    return {"least": 4, "most": 60, "look_ahead": 2, "half_width": [wanted]} | more


def test_a_study_stops_where_its_half_width_is_reached_and_stays_so(folder: Path) -> None:
    with Store(None) as store:
        found = played(folder, store, replications=until(0.6))
        whole = played(folder, store, replications={"least": 60, "most": 60})
    stopping = found.record["stopping"]
    assert stopping["reason"] == "half_width"
    granted = whole.tables["runs"].query("measure == 'posts_granted'")
    first, second = (granted[granted["setting"] == each]["value"] for each in ("S1", "S2"))
    differences = second.to_numpy() - first.to_numpy()
    # The rule again, in plain words; t of 95 % for n − 1 degrees of freedom.
    reached = [False, False] + [half_width(differences[:n]) <= 0.6 for n in range(2, 61)]
    at = next(n for n in range(4, 59) if all(reached[n : n + 3]))
    assert stopping["replications"] == at + 2
    used = found.tables["runs"]
    assert set(used["replication"]) == set(range(at + 2))
    pd.testing.assert_frame_equal(
        used, whole.tables["runs"].query(f"replication < {at + 2}").reset_index(drop=True)
    )


def half_width(values: np.ndarray) -> float:
    from scipy.stats import t

    return float(t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values)))


def test_the_most_replications_end_a_study_that_is_not_precise_enough(folder: Path) -> None:
    found = played(folder, replications=until(0.001, most=9))
    assert found.record["stopping"] == {"replications": 9, "reason": "most"}


def test_a_budget_of_runs_is_shared_out_among_all_cells(folder: Path) -> None:
    # 15 runs for two settings: 7 of each.
    found = played(folder, replications=until(0.001), budget={"runs": 15})
    assert found.record["stopping"] == {"replications": 7, "reason": "runs"}
    assert found.effort["runs_played"] == 14


def expires_after(tasks: int) -> Callable[..., Callable[[], bool]]:
    asked = itertools.count()
    return lambda _study, _began: lambda: next(asked) >= tasks


def test_when_the_hours_are_over_what_all_settings_have_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(None) as store:
        played(folder, store)
        # The first setting goes on to 60 replications, the second keeps its 3.
        monkeypatch.setattr(comparing, "_expired", expires_after(2))
        found = played(folder, store, replications={"least": 60, "most": 60})
        assert found.record["stopping"] == {"replications": 3, "reason": "hours"}
        assert set(found.tables["runs"]["replication"]) == {0, 1, 2}


def test_where_time_may_end_all_settings_get_some_replications_before_any_gets_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH_SECONDS", 0.0)  # one run at a time
    monkeypatch.setattr(comparing, "_expired", expires_after(35))
    found = played(folder, replications={"least": 60, "most": 60}, budget={"hours": 1})
    # 10 and 10, 10 and 5 more: 15 that both have, and none that does not count but 5 of the first.
    assert found.record["stopping"] == {"replications": 15, "reason": "hours"}


def test_when_the_hours_are_over_too_early_the_runs_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(None) as store, monkeypatch.context() as patched:
        patched.setattr(comparing, "_expired", expires_after(1))
        with pytest.raises(BudgetEnded, match="the same command goes on from there"):
            played(folder, store)
        patched.undo()
        assert played(folder, store).effort["runs_reused"] > 0


def test_hours_are_counted_from_the_call(folder: Path) -> None:
    with pytest.raises(BudgetEnded):
        played(folder, budget={"hours": 1e-9})
    assert played(folder, budget={"hours": 1}).record["stopping"]["reason"] == "most"


def test_no_resume_plays_every_run_again(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "runs.sqlite3"
    first = played(folder, store)
    again = compare(folder, study_of(keys()), store=store, workers=1, resume=False)
    assert (again.effort["runs_played"], again.effort["runs_reused"]) == (6, 0)
    assert again.record == first.record


@pytest.mark.parametrize("rate", [0.5, Decimal("0.5")])
def test_what_the_caller_sets_besides_is_in_the_record(folder: Path, rate: Any) -> None:
    overrides = [("simulation.demand.rate", rate), ("pools[P1].capital", 2)]
    found = compare(folder, study_of(keys()), overrides=overrides, workers=1)
    told = {"simulation.demand.rate": "0.5", "pools[P1].capital": "2"}
    assert found.record["overrides"] == told
    assert found.record["study"] != played(folder).record["study"]


def test_settings_of_the_same_content_are_played_once(folder: Path) -> None:
    lever = {"id": "rate", "levels": [{"name": "as it is"}, _level(0.7), _level(0.2)]}
    found = played(folder, levers=[lever])
    assert len(found.tables["settings"]) == 6
    assert found.effort["runs_played"] == 4 * 3
    differences = found.tables["differences"].query("setting == 'S2'")
    assert (differences["difference"] == 0).all()


def _level(rate: float) -> dict[str, Any]:
    return {"name": f"{rate}", "set": {"simulation.demand.rate": rate}}


def test_what_a_run_has_nothing_of_counts_as_nothing(folder: Path) -> None:
    found = played(folder, measures=["posts_granted_by_purpose"], years=1, seed=9)
    rows = found.tables["runs"].query("setting == 'S2'")
    # Without a bank nothing is granted, for any purpose.
    assert set(rows["key"]) == {"routine", "talent"}
    assert (rows["value"] == 0).all()
    summary = found.tables["summary"].query("setting == 'S2'")
    assert (summary["replications"] == 3).all()


class Own:
    """A lender of the caller's own: as ``first_come``, but it may give up."""

    def __init__(self, version: str, gives_up: tuple[int, ...] = ()) -> None:
        self.version, self.gives_up = version, gives_up

    def __call__(self, annual_round: Round, /) -> Any:
        if annual_round.streams.replication in self.gives_up:
            raise LookupError("no idea")
        return LENDERS["first_come"](annual_round)


def compared(folder: Path, store: Any, own: Any) -> Comparison:
    study = study_of(keys(lenders=["first_come", "own"]), lenders={*LENDERS, "own"})
    return compare(folder, study, lenders={"own": own}, store=store, workers=1)


def test_a_lender_of_ones_own_is_compared_and_known_by_its_version(folder: Path) -> None:
    with Store(None) as store:
        found = compared(folder, store, Own("1"))
        assert found.tables["settings"]["lender"].tolist() == ["first_come", "own"]
        assert (found.tables["differences"]["difference"] == 0).all()
        assert compared(folder, store, Own("1")).effort["runs_played"] == 0
        assert compared(folder, store, Own("2")).effort["runs_played"] == 3


def test_a_lender_that_is_not_given_or_has_the_name_of_another_is_refused(folder: Path) -> None:
    study = study_of(keys(lenders=["first_come", "own"]), lenders={*LENDERS, "own"})
    with pytest.raises(UnknownLender, match="“own” is not known"):
        compare(folder, study, workers=1)
    with pytest.raises(ValueError, match="“no_bank” comes with the software"):
        compare(folder, study_of(keys()), lenders={"no_bank": Own("1")}, workers=1)


def test_a_lender_of_ones_own_without_a_version_is_refused(folder: Path) -> None:
    def own(annual_round: Round) -> Any:
        return LENDERS["first_come"](annual_round)

    with pytest.raises(LenderWithoutVersion):
        compared(folder, None, own)


def test_a_failed_run_is_left_out_of_pairs_and_told(folder: Path) -> None:
    found = compared(folder, None, Own("1", gives_up=(1,)))
    (failure,) = found.tables["failures"].to_dict("records")
    assert (failure["setting"], failure["replication"]) == ("S2", 1)
    assert failure["error"] == "LookupError: no idea"
    assert "in __call__" in failure["traceback"]
    assert (found.tables["differences"]["replications"] == 2).all()
    summary = found.tables["summary"].set_index(["setting", "measure"])["replications"]
    assert summary["S1", "leavers"] == 3
    assert summary["S2", "leavers"] == 2
    assert found.record["failed_runs"] == 1


def test_a_setting_whose_rules_contradict_each_other_stops_nobody(tmp_path: Path) -> None:
    """And what is said of it does not depend on the language of whoever played it."""
    world = World(tmp_path).unit("U1").pool("P1", 6).loan("L1", "U1", "P1", 5, due=2029)
    # With 2 of 6 kept back, 5 cannot be out.
    lever = {"id": "reserve", "key": "pools[P1].reserve", "values": [0, 2]}
    with in_language("zh"):
        found = played(world.folder(), lenders=["first_come"], levers=[lever])
    (failure,) = found.tables["failures"].to_dict("records")
    assert (failure["setting"], failure["replication"]) == ("S2", 0)
    assert failure["error"] == (
        "The rules contradict each other: pool P1 lacks 1 post(s) in 2026–2029"
    )
    assert found.record["not_playable"] == [["S2", "A1"]]
    assert found.tables["summary"].query("setting == 'S2'")["mean"].isna().all()


@pytest.mark.parametrize("batch", [0.0, 100.0])
def test_how_runs_are_handed_out_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: float
) -> None:
    """Not even of a setting that cannot be played: of it one run is told of."""
    monkeypatch.setattr(running, "BATCH_SECONDS", batch)
    world = World(tmp_path).unit("U1").pool("P1", 6).loan("L1", "U1", "P1", 5, due=2029)
    lever = {"id": "reserve", "key": "pools[P1].reserve", "values": [0, 2]}
    found = played(world.folder(), lenders=["first_come"], levers=[lever])
    assert found.record["failed_runs"] == len(found.tables["failures"]) == 1


def test_where_no_run_succeeds_there_is_nothing_to_compare(folder: Path) -> None:
    study = study_of(keys(lenders=["own"]), lenders={"own"})
    own = {"own": Own("1", gives_up=tuple(range(9)))}
    with pytest.raises(NothingPlayed, match=r"LookupError: no idea.*--rerun [0-9a-f]{16}"):
        compare(folder, study, lenders=own, workers=1)
