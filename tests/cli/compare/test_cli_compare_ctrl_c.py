"""`compare` and Ctrl-C: what has been played is kept, and the same command goes on."""

import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import allocator.simulation.studies.runs.cell as cell
from allocator.simulation.studies.results.comparison_files import STORE
from allocator.simulation.studies.results.comparison_read import read_comparison
from tests.cli.compare.tiny import STUDY

Call = Callable[..., Any]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_ctrl_c_keeps_the_runs_and_the_same_command_goes_on(
    compare: Call, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replicate, begun = cell.replicate, []

    def cut(*arguments: Any, **options: Any) -> Any:
        begun.append(arguments[4])
        if len(begun) == 4:
            raise KeyboardInterrupt
        return replicate(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(cell, "replicate", cut)
        done = compare()
    assert (done.status, done.out) == (130, "")
    assert re.search(
        r"Interrupted: \d of 6 runs are kept in .*; the same command goes on", done.err
    )
    assert names(out) == {STORE}
    assert compare().status == 0
    assert read_comparison(out).effort["runs_reused"] >= 1


def test_ctrl_c_before_any_run_is_begun(
    compare: Call, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_arguments: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("allocator.simulation.studies.ready.made_ready", cut)
    done = compare()
    assert (done.status, done.out, done.err.strip()) == (130, "", "Interrupted.")
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_real_ctrl_c_on_a_terminal(small: Any, study: Path, out: Path, ctrl_c: Call) -> None:
    """Pressed when the bar says that some have finished; all processes of the group get it."""
    study.write_text(STUDY.replace("most = 3", "most = 2000"), encoding="utf-8")
    arguments = ("compare", small.write(), study, "--out", out, "--workers", 2)
    status, said = ctrl_c(*arguments, at=r"\b[1-9]\d*/4000")
    assert status == 130, said
    assert "Simulating, 2000 replications" in said
    assert "Traceback" not in said
    assert "leaked" not in said
    kept = int(re.search(r"Interrupted: (\d+) of 4000 runs", said)[1])
    assert kept >= 1
    with closing(sqlite3.connect(out / STORE)) as store:
        (found,) = store.execute("select count(*) from runs").fetchone()
    assert found >= kept  # what was played when it was pressed may have been kept too
