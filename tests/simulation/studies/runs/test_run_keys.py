"""Runs are known by the content of all that determines their numbers."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from allocator.simulation.lenders import LENDERS
from allocator.simulation.studies.runs import code, keys
from allocator.simulation.studies.runs.keys import (
    Content,
    LenderWithoutVersion,
    digest,
    lender_identity,
    run_key,
)

CONTENT = Content("f" * 64, {"gap": "0.001"}, "optimal", 10, 0, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"fingerprint": "e" * 64},
        {"simulation": {"gap": "0.002"}},
        {"lender": "first_come"},
        {"years": 11},
        {"warm_up": 1},
        {"seed": 2},
    ],
)
def test_any_change_of_content_is_another_cell(change: dict[str, object]) -> None:
    assert replace(CONTENT, **change).text != CONTENT.text
    assert digest(replace(CONTENT, **change).text) != digest(CONTENT.text)


def test_another_version_of_the_code_is_another_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    before = CONTENT.text
    monkeypatch.setattr(keys, "code_digest", lambda: "0" * 16)
    assert CONTENT.text != before


def test_replications_have_keys_of_their_own() -> None:
    cells = ("0" * 16, "1" * 16)
    assert len({run_key(cell, number) for cell in cells for number in range(100)}) == 200


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package, whose digest is asked for."""
    copy = tmp_path / "allocator"
    shutil.copytree(code.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    monkeypatch.setattr(code, "PACKAGE", copy)
    return copy


def fresh() -> str:
    return code.code_digest.__wrapped__()


def test_a_copy_of_the_code_is_the_same_code(package: Path) -> None:
    assert fresh() == code.code_digest()


@pytest.mark.parametrize(
    "part",
    [
        "scenario/reading.py",
        "allocation/solve.py",
        "simulation/play.py",
        "simulation/studies/runs/cell.py",
    ],
)
def test_a_change_of_what_makes_the_numbers_is_other_code(package: Path, part: str) -> None:
    before = fresh()
    with (package / part).open("a") as file:
        file.write("# changed\n")
    assert fresh() != before


@pytest.mark.parametrize("part", ["cli/main.py", "simulation/studies/runs/store.py"])
def test_a_change_of_what_only_shows_them_is_not(package: Path, part: str) -> None:
    before = fresh()
    with (package / part).open("a") as file:
        file.write("# changed\n")
    assert fresh() == before


def test_another_version_of_a_library_is_other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fresh()
    monkeypatch.setattr(code, "version", lambda name: "0.0" if name == "highspy" else "1.0")
    assert fresh() != before


def own_lender(annual_round: object) -> None:
    """A lender of the caller's own."""


def test_lenders_are_known_by_name_own_ones_by_their_version_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [lender_identity(lender) for lender in LENDERS.values()] == list(LENDERS)
    with pytest.raises(LenderWithoutVersion, match="“own_lender” has no version"):
        lender_identity(own_lender)  # type: ignore[arg-type]
    monkeypatch.setattr(own_lender, "version", "2", raising=False)
    assert lender_identity(own_lender).endswith(":own_lender@2")  # type: ignore[arg-type]


def test_an_own_lender_that_bears_a_built_in_name_is_not_taken_for_it() -> None:
    impostor = SimpleNamespace(__name__="optimal", __module__="mine", version="1")
    assert lender_identity(impostor) == "mine:optimal@1"  # type: ignore[arg-type]
