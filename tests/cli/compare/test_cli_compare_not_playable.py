"""Settings whose rules contradict each other at the start: told, with the way to the mends."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

STUDY = """\
schema = 1
name = "reserves"
years = 1
lenders = ["first_come"]
measures = ["posts_granted"]
replications = { least = 2, most = 2 }

[[levers]]
id = "reserve"
key = "pools[B1].reserve"
values = VALUES

[set]
"simulation.demand.rate" = 0.5
"""


@pytest.fixture
def compare(small: Any, cli: Call, tmp_path: Path) -> Call:
    """Compares reserves of a pool that has lent 5 of its 6 posts; 1 is all that can be kept."""
    small.put("loans", 2, "posts", 5)
    scenario, study = small.write(), tmp_path / "reserves.toml"

    def call(values: str, *more: object) -> Any:
        study.write_text(STUDY.replace("VALUES", values), encoding="utf-8")
        arguments = ("--out", tmp_path / "out", "--workers", 1, *more)
        return cli("compare", scenario, study, *arguments)

    return call


def test_some_settings_cannot_be_played(compare: Call, cli: Call, tmp_path: Path) -> None:
    done = compare("[0, 2]")
    assert done.status == 1
    assert "Cannot be played, as the rules contradict each other at the start: " in done.err
    assert "first_come, reserve = 2. What contradicts what, and mends: " in done.err
    said = re.search(r"allocator (solve .*) --out DIR", done.err)
    assert said is not None
    # What it says to run does tell of the contradiction.
    solved = cli(*shlex.split(said[1]), "--out", tmp_path / "plan")
    assert solved.status == 4
    assert "simulation" not in said[1]


def test_no_setting_can_be_played(compare: Call, tmp_path: Path) -> None:
    done = compare("[2, 3]")
    assert done.status == 4
    assert "first_come, reserve = 2; first_come, reserve = 3. What contradicts what" in done.err
    assert not (tmp_path / "out" / "study.json").exists()


def test_a_run_that_cannot_be_played_is_no_fault_with_a_traceback(compare: Call) -> None:
    done = compare("[0, 2]")
    run = re.search(r"--rerun ([0-9a-f]{16})", done.err)
    assert run is not None
    again = compare("[0, 2]", "--rerun", run[1])
    assert again.status == 1
    assert "pool B1 lacks 1 post(s) in 2026" in again.out + again.err
