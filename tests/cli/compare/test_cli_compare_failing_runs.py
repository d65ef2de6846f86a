"""`compare` where runs fail: they are told, listed, and played again alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import allocator.simulation.studies.runs.cell as cell
from allocator.simulation.studies.results.comparison_files import STORE
from allocator.simulation.studies.results.comparison_read import read_comparison

Call = Callable[..., Any]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_runs_that_fail_are_told_and_the_others_count(
    compare: Call, out: Path, failing: Callable[[], None]
) -> None:
    done = compare()
    assert done.status == 1
    failures = read_comparison(out).tables["failures"]
    assert failures["setting"].tolist() == ["S1", "S2"]
    assert failures["replication"].tolist() == [1, 1]
    run = failures["run"][0]
    assert f"Runs that failed: 2, listed in {out / 'failures.csv'}" in done.err
    assert "The first: ZeroDivisionError: of all things. " in done.err
    assert f"“--rerun {run}”" in done.err
    assert "Study written to" in done.out
    quiet = compare("--quiet")
    assert (quiet.status, quiet.out, quiet.err) == (1, "", done.err)


def test_a_failed_run_is_played_again_alone(
    compare: Call, out: Path, failing: Callable[[], None]
) -> None:
    compare()
    run = read_comparison(out).tables["failures"]["run"][0]
    again = compare("--rerun", run[:12], "--json")
    assert again.status == 1
    assert "in fails" in again.json()["traceback"]
    assert again.json()["error"] == "ZeroDivisionError: of all things"
    failing()
    told = compare("--rerun", run, "--json")
    assert (told.status, told.err) == (0, "")
    assert told.json()["replication"] == 1
    measures = [row["measure"] for row in told.json()["measures"]]
    assert measures == ["posts_granted", "waiting_months"]
    # The run is mended, that of the other lender is not.
    assert len(read_comparison(out).tables["failures"]) == 2
    assert compare().status == 1
    assert len(read_comparison(out).tables["failures"]) == 1


def test_a_run_that_is_not_there(compare: Call, out: Path) -> None:
    done = compare("--rerun", "0123")
    assert (done.status, done.out) == (1, "")
    assert f"{out / STORE}: no such file; no run has been kept" in done.err
    assert not out.exists()
    compare()
    done = compare("--rerun", "xyz")
    assert (done.status, done.out) == (1, "")
    assert "no run in the store has a key that begins with “xyz”" in done.err


def test_where_every_run_fails_nothing_is_written(
    compare: Call, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: Any, **_options: Any) -> Any:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(cell, "replicate", fails)
    done = compare()
    assert (done.status, done.out) == (1, "")
    assert "every run of the study failed" in done.err
    assert "of all things" in done.err
    assert names(out) == {STORE}
