"""Bars on a terminal: what they count, and how long they say that it takes."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from allocator.cli.progress import Stages
from allocator.cli.progress_left import seconds_left

Call = Callable[..., Any]


def test_the_time_left_goes_by_what_is_done() -> None:
    assert seconds_left(0, 0, 5) is None
    # A fifth took 4 s, so all takes 20 s, of which 6 have passed.
    assert seconds_left(4, 0.2, 6) == 14
    # The stage in hand takes longer than the others did.
    assert seconds_left(4, 0.5, 9) == 0


def completed(stages: list[float]) -> list[float]:
    """Shares in per cent that are done as each of three stages is begun."""
    bar = Progress(disable=True)
    task = bar.add_task("", total=None)
    progress = Stages(bar, task)
    progress.expect_shares(stages)
    done = []
    for what in "abc":
        progress.tell(what)
        done.append(bar.tasks[0].percentage)
        assert bar.tasks[0].description == what
    return done


def test_stages_are_done_when_the_next_is_begun() -> None:
    assert completed([1] * 4) == [0, 25, 50]
    assert completed([0.5, 0.3, 0.2]) == [0, 50, 80]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_reading_tells_how_long_it_takes(terminal: Call, small: Any) -> None:
    said = terminal("check", small.write())
    assert "Reading" in said
    assert "about 0:0" in said
    assert " left" in said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_generating_shows_that_it_is_alive(terminal: Call, shell: Call, tmp_path: Path) -> None:
    command = ("generate", "--units", 3, "--seed", 1, "--out")
    assert "Drawing and writing" in terminal(*command, tmp_path / "watched")
    done = shell(*command, tmp_path / "piped")
    assert (done.status, done.err) == (0, "")
