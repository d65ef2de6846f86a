"""A table on a sheet that is misnamed is one problem, not one for each row that refers to it."""

from typing import Any

import pytest

from allocator.scenario.problems import InvalidData
from tests.scenario.workbook.books import Book


def misnamed(book: Book, table: str, name: str) -> Book:
    book.sheets[name] = book.sheets.pop(table)
    return book


@pytest.mark.parametrize("name", ["pools2", "池子"])
def test_a_misnamed_sheet_is_one_problem(book: Book, name: str) -> None:
    """A loan and a transfer refer to its rows: three references, none told by itself."""
    with pytest.raises(InvalidData) as refused:
        misnamed(book, "pools", name).read()
    (problem,) = refused.value.problems
    (warning,) = refused.value.warnings
    assert (problem.place(), problem.workbook) == ("pools", "book.xlsx")
    assert problem.found == "no such table, though other tables refer to it"
    assert f"(“{name}”)" in problem.mend
    assert warning.place() == name


def test_without_a_sheet_that_nobody_knows_each_row_is_a_problem(book: Book) -> None:
    del book.sheets["pools"]
    assert [each.column for each in book.problems()] == ["pool_id", "from_pool", "to_pool"]


def test_a_misnamed_sheet_that_nothing_refers_to_is_a_warning(book: Book) -> None:
    (warning,) = misnamed(book, "ceilings", "limits").read().warnings
    assert warning.place() == "limits"


@pytest.mark.parametrize("table", ["requests", "units", "posts"])
def test_a_misnamed_sheet_that_is_required_is_one_problem(book: Book, table: str) -> None:
    with pytest.raises(InvalidData) as refused:
        misnamed(book, table, f"{table}2").read()
    (problem,) = refused.value.problems
    assert (problem.place(), problem.found) == (table, "no such sheet")
    assert [warning.place() for warning in refused.value.warnings] == [f"{table}2"]


def test_a_misnamed_sheet_of_marks_where_the_policy_wants_all_of_them(book: Book) -> None:
    """U1 has one of its two marks left: the other may stand on the sheet that nobody knows."""
    policy = book.path.parent / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    wanted = text.replace("[evaluation]", '[evaluation]\nmissing = "error"')
    policy.write_text(wanted.replace("{ A = 40 }", "{ A = 40 }\nscale = { worst = 0, best = 9 }"))
    book.sheets["measures"] += [["U1", "savings", 7]]
    problem = misnamed(book, "scores", "evaluation").problem()
    assert (problem.place(), problem.row) == ("scores", 0)


def test_a_quota_type_that_only_a_mislaid_pool_has(book: Book) -> None:
    book.sheets["requests"][1][2] = "special"
    for table in ("loans", "transfers"):
        del book.sheets[table]
    problem = misnamed(book, "pools", "池子").problem()
    assert (problem.place(), problem.row) == ("pools", 0)


def test_a_misnamed_file_of_a_folder_is_one_problem(small: Any) -> None:
    pools = small.csv("pools")
    small.drop("pools").text("pools2.csv", pools)
    with pytest.raises(InvalidData) as refused:
        small.read()
    (problem,) = refused.value.problems
    assert (problem.file, problem.row) == ("pools.csv", 0)
    assert "“pools2.csv”" in problem.mend
    assert [warning.file for warning in refused.value.warnings] == ["pools2.csv"]
