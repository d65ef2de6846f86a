"""Whatever is wrong with a workbook is told by the cell, by every check."""

from collections.abc import Callable
from typing import Any

import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.scenario.rereading import Rereading
from tests.scenario.workbook.books import Book

# What is done, and the place that is told.
CASES: dict[str, tuple[Callable[[Book], Any], str]] = {
    "a value of another kind": (lambda b: b.put("pools", "G2", "six"), "pools!G2 (capital)"),
    "a reference to nothing": (lambda b: b.put("loans", "B2", "U9"), "loans!B2 (unit_id)"),
    "a key twice": (
        lambda b: b.sheets["posts"].append(["U1", "public", 0, 0, 0, None]),
        "posts!A4 (unit_id, quota_type)",
    ),
    "a header twice": (lambda b: b.put("posts", "G1", "unit_id"), "posts!G1 (unit_id)"),
    "a bound between columns": (lambda b: b.put("requests", "I2", 9), "requests!I2 (min_posts)"),
    "an indicator that is unknown": (
        lambda b: b.put("scores", "B2", "waste"), "scores!B2 (indicator)"
    ),
    "a grade of a later round": (
        lambda b: b.sheets.__setitem__(
            "grades", [["unit_id", "tier", "year"], ["U2", 1, 2027]]
        ),
        "grades!C2 (year)",
    ),
    "a key of the scenario": (lambda b: b.put("scenario", "B5", 0), "scenario!B5 (horizon)"),
    "a key that is not there": (
        lambda b: b.sheets["scenario"].append(["horizont", 6]), "scenario!B7 (horizont)"
    ),
    "a policy that is not there": (
        lambda b: b.put("scenario", "B6", "nowhere"), "scenario!B6 (policy)"
    ),
    "a key of the policy": (
        lambda b: b.sheets["scenario"].append(["overrides.lending.confidence", 2]),
        "scenario!B7 (lending.confidence)",
    ),
    "an entry of a list": (
        lambda b: b.sheets["scenario"].append(['overrides."lending.terms"', "[1, 0]"]),
        "scenario!B7 (lending.terms[2])",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_places(book: Book, case: str) -> None:
    spoil, place = CASES[case]
    spoil(book)
    problems = book.problems()
    assert place in {problem.place() for problem in problems}
    assert {problem.workbook for problem in problems} == {"book.xlsx"}


def test_places_where_a_scenario_is_read_again(book: Book) -> None:
    problems = book.put("pools", "G2", "six").problems()
    with pytest.raises(InvalidData) as refused:
        Rereading(book.path).scenario()
    assert refused.value.problems == problems


def test_a_key_that_is_missing(book: Book) -> None:
    del book.sheets["scenario"][3]
    assert book.problem().place() == "scenario, column base_year"


def test_rows_in_their_order(book: Book) -> None:
    book.sheets["leavers"][1:] = [["U1", "public", 2026, "x"] for _row in range(10)]
    rows = [problem.row for problem in book.problems() if problem.column == "posts"]
    assert rows == list(range(2, 12))


def test_warnings_of_checks(book: Book) -> None:
    """Read anew or again, a warning names the cell."""
    book.sheets["units"].append(["U3", "Third", "S", "county", "D1", "A", None, "government"])
    read = book.read()
    (warning,) = read.warnings
    assert warning.place() == "units!A4 (unit_id)"
    assert Rereading(book.path).scenario().warnings == read.warnings


def test_what_json_says(book: Book) -> None:
    told = book.put("pools", "G2", "six").problem().as_dict()
    assert told["file"] == "pools"
    assert (told["row"], told["cell"], told["workbook"]) == (2, "pools!G2", "book.xlsx")


def test_csv_files_have_no_cells(small: Any) -> None:
    problem: Problem = small.put("pools", 2, "capital", "six").problem()
    assert (problem.cell, problem.workbook) == ("", "")
    assert problem.place() == "pools.csv, row 2, column capital"
