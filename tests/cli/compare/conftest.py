"""The tiny study, the command that plays it, and what goes wrong with it on demand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import allocator.simulation.studies.runs.cell as cell
from tests.cli.compare.tiny import STUDY

Call = Callable[..., Any]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two lenders, three replications of two years."""
    path = tmp_path / "tiny.toml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the study's files go."""
    return tmp_path / "study"


@pytest.fixture
def compare(small: Any, cli: Call, study: Path, out: Path) -> Call:
    """Calls the command on a small scenario, in this process alone."""
    scenario = small.write()
    return lambda *more: cli("compare", scenario, study, "--out", out, "--workers", 1, *more)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the replications that are played from now on."""
    numbers: list[int] = []
    replicate = cell.replicate

    def noted(*arguments: Any, **options: Any) -> Any:
        numbers.append(arguments[4])
        return replicate(*arguments, **options)

    monkeypatch.setattr(cell, "replicate", noted)
    return numbers


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets replication 1 of every cell fail; what is returned mends it."""
    replicate = cell.replicate

    def fails(*arguments: Any, **options: Any) -> Any:
        if arguments[4] == 1:
            raise ZeroDivisionError("of all things")
        return replicate(*arguments, **options)

    monkeypatch.setattr(cell, "replicate", fails)
    return lambda: monkeypatch.setattr(cell, "replicate", replicate)
