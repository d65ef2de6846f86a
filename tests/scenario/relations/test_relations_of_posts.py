"""Vacancies, standards, totals and assessments: each fault or warning at its place."""

from typing import Any

import pytest


def since(small: Any, *years: object) -> Any:
    """Years in which the vacancies of U1 (one) and U2 (18) began."""
    return small.column("posts", "vacant_since", *years)


def test_vacancies_of_a_year_to_come(small: Any) -> None:
    problem = since(small, 2026, 2027).problem()
    assert (problem.file, problem.row, problem.column) == ("posts.csv", 3, "vacant_since")
    assert problem.found == "2027"
    assert "at most the base year, 2026" in problem.expected
    assert "Correct the year" in problem.mend


@pytest.mark.parametrize("column", ["filled", "reserved"])
def test_a_year_where_nothing_stands_empty(small: Any, column: str) -> None:
    # U1 has 30 approved posts, 29 filled; the thirtieth is filled or recruited for.
    small.put("posts", 2, column, {"filled": 30, "reserved": 1}[column])
    warning = since(small, 2020, "").warning()
    assert (warning.file, warning.row, warning.column) == ("posts.csv", 2, "vacant_since")
    assert "2020, though U1 has no vacancy of public" in warning.found
    assert "only where posts stand empty" in warning.expected
    assert "not used" in warning.mend


def test_years_of_vacancies_may_be_unknown(small: Any) -> None:
    assert not since(small, "", 1999).read().warnings


def test_a_standard_divides_by_more_than_nothing(small: Any) -> None:
    problem = small.put("standards", 2, "per_post", 0).problem()
    assert (problem.file, problem.row, problem.column) == ("standards.csv", 2, "per_post")
    assert problem.found == "0"
    assert "above 0" in problem.expected
    assert "26 students" in problem.mend


@pytest.mark.parametrize("table", ["standards", "assessments"])
def test_an_unknown_unit(small: Any, table: str) -> None:
    problem = small.add(table, "U9,pupils,1,1").problem()
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 3, "unit_id")
    assert "U9" in problem.found
    assert "of the table units" in problem.expected


def test_a_total_whose_years_are_over(small: Any) -> None:
    warning = small.column("ceilings", "until", 2025).warning()
    assert (warning.file, warning.row, warning.column) == ("ceilings.csv", 2, "until")
    assert warning.found == "2025"
    assert "for the base year, 2026" in warning.expected
    assert "set anew" in warning.mend


@pytest.mark.parametrize("until", ["", 2026, 2030])
def test_a_total_in_force(small: Any, until: object) -> None:
    assert not small.column("ceilings", "until", until).read().warnings


@pytest.mark.parametrize(
    ("department", "titles"),
    # D1 has the 30 posts of U1 and, of the pools, those that are its own; D2 has U2's 20.
    [("D1", 34), ("D2", 20)],
)
def test_titles_of_a_department(small: Any, department: str, titles: int) -> None:
    small.column("ceilings", "department", "*").put("pools", 3, "department", "D1")
    small.add("ceilings", f"*,public,{titles},,{department}")
    assert not small.read().warnings
    problem = small.put("ceilings", 3, "titles", titles - 1).problem()
    assert (problem.file, problem.row, problem.column) == ("ceilings.csv", 3, "titles")
    assert str(titles - 1) in problem.found
    assert "stay within" in problem.expected
    assert "posts.approved" in problem.mend


def test_titles_of_a_department_in_a_region(small: Any) -> None:
    # B2 (4 posts) is of region S and all departments: under neither D1's total nor U1's.
    small.column("ceilings", "department", "*").add("ceilings", "S,public,30,,D1")
    assert not small.read().warnings
    assert small.put("ceilings", 3, "titles", 29).problem().row == 3
    # In T is U2 of D2 alone.
    small.put("units", 3, "region", "T")
    small.put("ceilings", 3, "region", "T").put("ceilings", 3, "titles", 0)
    assert not small.read().warnings


def test_ceilings_differ_by_department(small: Any) -> None:
    small.column("ceilings", "department", "*").add("ceilings", "*,public,,40,D1")
    assert not small.read().warnings
    problem = small.add("ceilings", "*,public,,40,D1").problem()
    assert (problem.file, problem.row) == ("ceilings.csv", 4)
    assert problem.column == "region, department, quota_type"


@pytest.mark.parametrize(("column", "value"), [("previous", "0"), ("current", "9.4")])
def test_benefits_that_differ_from_the_assessment(small: Any, column: str, value: str) -> None:
    warning = small.put("assessments", 2, column, value).warning()
    assert (warning.file, warning.row, warning.column) == ("benefits.csv", 2, "item")
    assert "“flood control” from -1 to 9.5" in warning.found
    assert "assessment table" in warning.expected
    assert "in line" in warning.mend


def test_what_an_assessment_leaves_open_is_0(small: Any) -> None:
    # R1's roads gain 4 from 0; not assessed before, they have no points.
    assert not small.add("assessments", "U1,roads,,4").read().warnings
    assert small.put("assessments", 3, "current", "").warning().row == 3


def test_assessments_are_of_the_unit_that_asks(small: Any) -> None:
    assert not small.add("assessments", "U2,roads,1,9").read().warnings
