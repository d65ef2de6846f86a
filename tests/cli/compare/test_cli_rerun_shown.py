"""What `compare --rerun` shows of a run that it plays again."""

import json

import pytest

from allocator.cli.options import Shared
from allocator.cli.rerun_shown import show_rerun
from allocator.simulation.measures import Row
from allocator.simulation.studies.runs.cell import Failure, Run
from allocator.simulation.studies.study_file import study_of
from tests.cli.compare.shown import PLAIN

STUDY = {"schema": 1, "name": "tiny", "measures": ["posts_granted"]}


def test_a_run_that_fails_again(capsys: pytest.CaptureFixture[str]) -> None:
    failure = Failure("ZeroDivisionError: of all things", "Traceback:\n  in fails\n")
    show_rerun(Run(7, failure), study_of(STUDY), PLAIN)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        *("Traceback:", "  in fails"),
        "Error: replication 7 has failed again: ZeroDivisionError: of all things",
    ]
    # Where a process was killed there is no place to show.
    nowhere = Run(7, Failure("WorkerDied: killed", ""))
    show_rerun(nowhere, study_of(STUDY), PLAIN)
    assert len(capsys.readouterr().err.splitlines()) == 1
    show_rerun(nowhere, study_of(STUDY), Shared(json=True, quiet=False, verbose=False))
    assert json.loads(capsys.readouterr().out)["traceback"] is None


class Mended:
    """Stands in for what a run measured."""

    rows = (
        Row(2026, "posts_granted", "", 1.0),
        Row(None, "posts_granted", "", 2.0),
        Row(None, "posts_asked", "", 3.0),
    )


def test_a_run_that_comes_to_something(capsys: pytest.CaptureFixture[str]) -> None:
    show_rerun(Run(7, Mended()), study_of(STUDY), PLAIN)  # type: ignore[arg-type]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Replication 7"
    # The whole run, of the measures of the study alone.
    assert [line.split() for line in lines[2:-1]] == [["posts", "granted", "2.00"]]
    assert "without --rerun" in lines[-1]
    show_rerun(Run(7, Mended()), study_of(STUDY), Shared(json=False, quiet=True, verbose=False))  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""
