"""Every command that takes a scenario takes its workbook."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.scenario import builtin
from tests.scenario.workbook.books import Book, book_of


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """S County as a workbook in Chinese."""
    return book_of(builtin.scenarios()["s-county"], tmp_path / "县.xlsx", "zh").write()


@pytest.fixture
def spoilt(small: Any) -> Book:
    """The small scenario with two mistakes."""
    book = book_of(small.write(), small.path / "book.xlsx")
    return book.put("requests", "D2", "many").put("scenario", "B5", 0)


def test_check(cli: Callable[..., Any], county: Path) -> None:
    own, other = cli("check", county, "--json"), cli("check", "s-county", "--json")
    assert own.status == 0
    assert own.json() == other.json()


def test_solve_explain_audit(cli: Callable[..., Any], county: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    assert cli("solve", county, "--out", plan, "--quiet").status == 0
    assert json.loads((plan / "plan.json").read_text())["origin"]["source"] == str(county)
    assert cli("audit", county, plan).status == 0
    assert cli("audit", "s-county", plan).status == 0
    request = (builtin.scenarios()["s-county"] / "requests.csv").read_text().splitlines()[1]
    told = cli("explain", county, request.split(",")[0], "--out", plan)
    assert told.status == 0
    assert request.split(",")[0] in told.out


def test_simulate(cli: Callable[..., Any], county: Path, tmp_path: Path) -> None:
    done = cli(
        *("simulate", county, "--years", 2, "--replications", 2, "--lender", "first_come"),
        *("--out", tmp_path / "played", "--quiet"),
    )
    assert (done.status, done.err) == (0, "")


def test_compare(cli: Callable[..., Any], county: Path, tmp_path: Path) -> None:
    """A study of the folder ``studies`` beside the workbook, by its name."""
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "brief.toml").write_text(
        'schema = 1\nname = "brief"\nyears = 2\nmeasures = ["posts_granted"]\n'
        'lenders = ["first_come", "no_bank"]\n[replications]\nleast = 2\nmost = 2\n'
    )
    done = cli("compare", county, "brief", "--out", tmp_path / "compared", "--quiet")
    assert (done.status, done.err) == (0, "")


def test_problems(cli: Callable[..., Any], spoilt: Book) -> None:
    done = cli("check", spoilt.write())
    assert done.status == 3
    assert "requests!D2 (posts): found “many”" in done.err
    assert "scenario!B5 (horizon): found 0" in done.err
    assert "Problems found: 2, in book.xlsx" in done.err
    told = cli("check", spoilt.path, "--json").json()["problems"]
    assert {problem["cell"] for problem in told} == {"requests!D2", "scenario!B5"}


def test_problems_of_what_is_imagined(cli: Callable[..., Any], small: Any, tmp_path: Path) -> None:
    book = book_of(small.write(), small.path / "book.xlsx").write()
    done = cli("solve", book, "--out", tmp_path / "plan", "--what-if", "base_year=2035")
    assert done.status == 3
    assert "requests!F2 with --what-if (start_year)" in done.err


def test_no_workbook(cli: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_text("unit_id\n")
    done = cli("solve", tmp_path / "book.xlsx", "--out", tmp_path / "plan")
    assert done.status == 3
    assert "found a file that is not a workbook" in done.err
