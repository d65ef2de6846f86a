"""Every kind of bad input of the tables: one mutation, one problem, named by its place."""

from collections.abc import Callable
from typing import Any

import pytest

Spoil = Callable[[Any], Any]

# What is done to the small scenario, then file, row, column and a part of what was found.
CASES: dict[str, tuple[Spoil, str, int, str, str]] = {
    "unknown unit in posts": (
        lambda s: s.add("posts", "U9,public,0,0,0,"),
        *("posts.csv", 4, "unit_id", "U9"),
    ),
    "unknown unit in staff": (
        lambda s: s.add("staff", "P3,U9,public,1980-01,men60,,"),
        *("staff.csv", 4, "unit_id", "U9"),
    ),
    "unknown workplace": (
        lambda s: s.put("staff", 2, "works_at", "U9"),
        *("staff.csv", 2, "works_at", "U9"),
    ),
    "unknown unit in leavers": (
        lambda s: s.add("leavers", "U9,public,2026,1"),
        *("leavers.csv", 4, "unit_id", "U9"),
    ),
    "unknown unit in a request": (
        lambda s: s.put("requests", 2, "unit_id", "U9"),
        *("requests.csv", 2, "unit_id", "U9"),
    ),
    "unknown unit in a loan": (
        lambda s: s.put("loans", 2, "unit_id", "U9"),
        *("loans.csv", 2, "unit_id", "U9"),
    ),
    "unknown unit in scores": (
        lambda s: s.add("scores", "U9,cases,peer,1,100"),
        *("scores.csv", 4, "unit_id", "U9"),
    ),
    "unknown unit in grades": (
        lambda s: s.add("grades", "U9,1,"),
        *("grades.csv", 3, "unit_id", "U9"),
    ),
    "unknown request in benefits": (
        lambda s: s.add("benefits", "R9,roads,0,1,1"),
        *("benefits.csv", 4, "request_id", "R9"),
    ),
    "unknown pool of a loan": (
        lambda s: s.put("loans", 2, "pool_id", "B9"),
        *("loans.csv", 2, "pool_id", "B9"),
    ),
    "unknown pool that gives": (
        lambda s: s.put("transfers", 2, "from_pool", "B9"),
        *("transfers.csv", 2, "from_pool", "B9"),
    ),
    "unknown pool that takes": (
        lambda s: s.put("transfers", 2, "to_pool", "B9"),
        *("transfers.csv", 2, "to_pool", "B9"),
    ),
    "a pool that gives to itself": (
        lambda s: s.put("transfers", 2, "to_pool", "B1"),
        *("transfers.csv", 2, "to_pool", "B1"),
    ),
    "a transfer between quota types": (
        lambda s: s.put("pools", 3, "quota_type", "other"),
        *("transfers.csv", 2, "to_pool", "B1 to B2"),
    ),
    "a loan from a pool for another purpose": (
        lambda s: s.put("loans", 2, "pool_id", "B2"),
        *("loans.csv", 2, "pool_id", "B2"),
    ),
    "a loan from a pool of another region": (
        lambda s: s.put("pools", 2, "region", "T"),
        *("loans.csv", 2, "pool_id", "B1"),
    ),
    "loans out above capital": (
        lambda s: s.put("loans", 2, "posts", 7),
        *("pools.csv", 2, "capital", "6"),
    ),
    "a reserve above capital": (
        lambda s: s.put("pools", 2, "reserve", 7),
        *("pools.csv", 2, "reserve", "7"),
    ),
    # 30 + 20 approved and 6 + 4 in pools make 60.
    "titles above a ceiling": (
        lambda s: s.put("ceilings", 2, "titles", 59),
        *("ceilings.csv", 2, "titles", "59"),
    ),
    "a ceiling for a type that does not exist": (
        lambda s: s.add("ceilings", "S,other,5,5"),
        *("ceilings.csv", 3, "quota_type", "other"),
    ),
    "people without posts of their type": (
        lambda s: s.put("staff", 2, "quota_type", "other"),
        *("staff.csv", 2, "quota_type", "other"),
    ),
    "a request for a type that does not exist": (
        lambda s: s.put("requests", 3, "quota_type", "other"),
        *("requests.csv", 3, "quota_type", "other"),
    ),
    "negative posts": (
        lambda s: s.put("posts", 3, "filled", -1),
        *("posts.csv", 3, "filled", "-1"),
    ),
    "no posts asked for": (
        lambda s: s.put("requests", 3, "posts", 0),
        *("requests.csv", 3, "posts", "0"),
    ),
    "words for a number": (
        lambda s: s.put("pools", 2, "capital", "six"),
        *("pools.csv", 2, "capital", "six"),
    ),
    "half a post": (
        lambda s: s.put("pools", 2, "reserve", "0.5"),
        *("pools.csv", 2, "reserve", "0.5"),
    ),
    "a number beyond all measure": (
        lambda s: s.put("posts", 2, "keep", "9" * 18),
        *("posts.csv", 2, "keep", "999"),
    ),
    "digits without end": (
        lambda s: s.put("posts", 2, "keep", "9" * 5000),
        *("posts.csv", 2, "keep", "999"),
    ),
    "a score that is no number": (
        lambda s: s.put("scores", 2, "score", "nan"),
        *("scores.csv", 2, "score", "nan"),
    ),
    "a birth in the future": (
        lambda s: s.put("staff", 2, "birth", "2030-01"),
        *("staff.csv", 2, "birth", "below 15"),
    ),
    "a birth more than a hundred years ago": (
        lambda s: s.put("staff", 2, "birth", "1925-12"),
        *("staff.csv", 2, "birth", "above 100"),
    ),
    "a thirteenth month": (
        lambda s: s.put("staff", 3, "birth", "1985-13"),
        *("staff.csv", 3, "birth", "1985-13"),
    ),
    "a birth without its month": (
        lambda s: s.put("staff", 3, "birth", "1985"),
        *("staff.csv", 3, "birth", "1985"),
    ),
    "an unknown class of retirement": (
        lambda s: s.put("staff", 3, "retirement_class", "men65"),
        *("staff.csv", 3, "retirement_class", "men65"),
    ),
    "neither true nor false": (
        lambda s: s.put("staff", 3, "can_extend", "maybe"),
        *("staff.csv", 3, "can_extend", "maybe"),
    ),
    "an unknown level": (
        lambda s: s.put("units", 2, "level", "village"),
        *("units.csv", 2, "level", "village"),
    ),
    "an unknown class of unit": (
        lambda s: s.add("units", "U3,Third,S,,D3,Q,,"),
        *("units.csv", 4, "class", "Q"),
    ),
    "an unknown colour": (
        lambda s: s.put("grades", 2, "colour", "red"),
        *("grades.csv", 2, "colour", "red"),
    ),
    "a fourth tier": (
        lambda s: s.put("grades", 2, "tier", 4),
        *("grades.csv", 2, "tier", "4"),
    ),
    "an unknown indicator": (
        lambda s: s.add("scores", "U1,caes,office,80,100"),
        *("scores.csv", 4, "indicator", "caes"),
    ),
    "an indicator that has others below it": (
        lambda s: s.add("scores", "U1,output,office,80,100"),
        *("scores.csv", 4, "indicator", "output"),
    ),
    "a score above the full score": (
        lambda s: s.put("scores", 3, "score", "50.5"),
        *("scores.csv", 3, "score", "50.5"),
    ),
    "a full score of nothing": (
        lambda s: s.put("scores", 3, "full_score", 0).put("scores", 3, "score", 0),
        *("scores.csv", 3, "score", "0"),
    ),
    "min_posts above posts": (
        lambda s: s.put("requests", 2, "min_posts", 4),
        *("requests.csv", 2, "min_posts", "4"),
    ),
    "min_term above max_term": (
        lambda s: s.put("requests", 3, "min_term", 3),
        *("requests.csv", 3, "min_term", "3"),
    ),
    "a start before the plan years": (
        lambda s: s.put("requests", 2, "start_year", 2025),
        *("requests.csv", 2, "start_year", "2025"),
    ),
    "a start after the plan years": (
        lambda s: s.put("requests", 2, "start_year", 2032),
        *("requests.csv", 2, "start_year", "2032"),
    ),
    "a year out of range": (
        lambda s: s.put("requests", 2, "start_year", 20260),
        *("requests.csv", 2, "start_year", "20260"),
    ),
    "no gain": (
        lambda s: s.put("benefits", 3, "current", 0),
        *("benefits.csv", 3, "current", "from 0 to 0"),
    ),
    "a loss": (
        lambda s: s.put("benefits", 3, "previous", "4.01"),
        *("benefits.csv", 3, "current", "from 4.01 to 4"),
    ),
    "no approved posts to judge a request by": (
        lambda s: s.put("posts", 2, "approved", 0),
        *("requests.csv", 2, "unit_id", "U1"),
    ),
    "a loan due before it began": (
        lambda s: s.put("loans", 2, "due_year", 2024),
        *("loans.csv", 2, "due_year", "2024"),
    ),
    "a loan that has not begun": (
        lambda s: s.put("loans", 2, "start_year", 2027).put("loans", 2, "due_year", 2028),
        *("loans.csv", 2, "start_year", "2027"),
    ),
    "a loan due after the plan years": (
        lambda s: s.put("loans", 2, "due_year", 2032),
        *("loans.csv", 2, "due_year", "2032"),
    ),
    "a loan with the id of a request": (
        lambda s: s.put("loans", 2, "loan_id", "R1"),
        *("loans.csv", 2, "loan_id", "R1"),
    ),
    "a horizon too short": (
        # The latest start, 2027, and the longest term, 3 years, reach 2029: 4 plan years.
        lambda s: s.change("scenario.toml", "horizon = 6", "horizon = 3"),
        *("scenario.toml", 0, "horizon", "3"),
    ),
    "an empty cell that must be filled in": (
        lambda s: s.put("requests", 2, "purpose", " "),
        *("requests.csv", 2, "purpose", "an empty cell"),
    ),
    "a missing column": (
        lambda s: s.drop_column("posts", "filled"),
        *("posts.csv", 1, "filled", "no such column"),
    ),
    "a missing file": (
        lambda s: s.drop("requests").drop("benefits"),
        *("requests.csv", 0, "", "no such file"),
    ),
    "one more cell than headers": (
        lambda s: s.add("grades", "U1,1,green,oops"),
        *("grades.csv", 3, "", "4 cells"),
    ),
    "one cell less than headers": (
        lambda s: s.add("grades", "U1,1"),
        *("grades.csv", 3, "", "2 cells"),
    ),
    "a header twice": (
        lambda s: s.text("grades.csv", "unit_id,tier,tier\nU2,1,1\n"),
        *("grades.csv", 1, "tier", "twice"),
    ),
    "a header in both languages": (
        lambda s: s.text("grades.csv", "unit_id,tier,档次\nU2,1,1\n"),
        *("grades.csv", 1, "档次", "twice"),
    ),
    "a quote that is never closed": (
        lambda s: s.text("grades.csv", 'unit_id,tier\nU2,1\n"U1,2\nU3,3\nU4,1\n'),
        *("grades.csv", 3, "", "unexpected end of data"),
    ),
    "text after a closed quote": (
        lambda s: s.text("grades.csv", 'unit_id,tier\n"U2"x,1\n'),
        *("grades.csv", 2, "", "text after a closing quote"),
    ),
    "an empty file": (
        lambda s: s.text("grades.csv", ""),
        *("grades.csv", 0, "", "an empty file"),
    ),
    "a file of blank lines": (
        lambda s: s.text("grades.csv", "\ufeff\n,,\n\n"),
        *("grades.csv", 0, "", "an empty file"),
    ),
    "NUL bytes": (
        lambda s: s.text("grades.csv", b"unit_id,tier\nU2,\x001\n"),
        *("grades.csv", 0, "", "neither UTF-8 nor GB18030"),
    ),
    "UTF-16": (
        lambda s: s.text("grades.csv", "unit_id,tier\nU2,1\n".encode("utf-16")),
        *("grades.csv", 0, "", "neither UTF-8 nor GB18030"),
    ),
    "a table in two files": (
        lambda s: s.text("评估结果.csv", "unit_id,tier\nU2,1\n"),
        *("评估结果.csv", 0, "", "a second file for the table grades"),
    ),
    "a line break in a code": (
        lambda s: s.text("grades.csv", 'unit_id,tier\n"U2\n",1\n"U\n2",1\n'),
        # The first break stands at the cell's edge and is stripped.
        *("grades.csv", 4, "unit_id", "U\\n2"),
    ),
    "braces": (
        lambda s: s.put("requests", 3, "quota_type", "{x}"),
        *("requests.csv", 3, "quota_type", "{x}"),
    ),
    "braces in what is expected": (
        lambda s: s.add("posts", "U1,{x},1,1,0,").put("requests", 3, "quota_type", "other"),
        *("requests.csv", 3, "quota_type", "other"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_refused_at_its_place(small: Any, name: str) -> None:
    spoil, file, row, column, found = CASES[name]
    spoil(small)
    problem = small.problem()
    assert (problem.file, problem.row, problem.column) == (file, row, column)
    assert found in problem.found


DOUBLED = {
    "units": (4, "unit_id"),
    "posts": (4, "unit_id, quota_type"),
    "staff": (4, "person_id"),
    "leavers": (4, "unit_id, quota_type, year"),
    "requests": (4, "request_id"),
    "benefits": (4, "request_id, item"),
    "loans": (3, "loan_id"),
    "pools": (4, "pool_id"),
    "transfers": (3, "from_pool, to_pool"),
    "ceilings": (3, "region, department, quota_type"),
    "scores": (4, "unit_id, indicator, source"),
    "questionnaires": (3, "unit_id, indicator, source"),
    "measures": (3, "unit_id, indicator"),
    "grades": (3, "unit_id, year"),
    "standards": (3, "unit_id, driver"),
    "assessments": (3, "unit_id, item"),
}


@pytest.mark.parametrize("table", DOUBLED)
def test_a_key_that_stands_twice_is_refused(small: Any, table: str) -> None:
    if table in ("posts", "pools"):  # Otherwise the posts of both break the ceiling.
        small.put("ceilings", 2, "titles", 100)
    small.marked().add(table, ",".join(small.cells[table][1]))
    problem = small.problem()
    row, columns = DOUBLED[table]
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", row, columns)
    assert "a second time" in problem.found


WARNINGS: dict[str, tuple[Spoil, str, int, str, str]] = {
    "an unknown column": (
        lambda s: s.text("grades.csv", "unit_id,tier,remark\nU2,1,fine\n"),
        *("grades.csv", 1, "remark", "does not have"),
    ),
    "cells without a header": (
        lambda s: s.text("grades.csv", "unit_id,tier,\nU2,1,fine\n"),
        *("grades.csv", 1, "", "does not have"),
    ),
    "an unknown file": (
        lambda s: s.text("unit.csv", "unit_id\nU1\n"),
        *("unit.csv", 0, "", "not a table"),
    ),
    "a unit without posts": (
        lambda s: s.add("units", "U3,Third,S,,D3,A,,"),
        *("units.csv", 4, "unit_id", "U3"),
    ),
    "terms that the policy does not have": (
        lambda s: s.put("requests", 2, "min_term", 4).put("requests", 2, "max_term", 5),
        *("requests.csv", 2, "max_term", "from 4 to 5"),
    ),
    "a roster that differs from posts": (
        lambda s: s.put("posts", 3, "filled", 3),
        *("posts.csv", 3, "filled", "3 people"),
    ),
    "roster and leavers of one unit": (
        lambda s: s.add("leavers", "U2,public,2026,1", "U2,public,2027,1"),
        *("leavers.csv", 4, "unit_id", "U2"),
    ),
    "leavers outside the plan years": (
        lambda s: s.put("leavers", 3, "year", 2040),
        *("leavers.csv", 3, "year", "2040"),
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_what_looks_odd_is_accepted_with_a_warning(small: Any, name: str) -> None:
    spoil, file, row, column, found = WARNINGS[name]
    spoil(small)
    warning = small.warning()
    assert (warning.file, warning.row, warning.column) == (file, row, column)
    assert found in warning.found
    assert warning.expected
    assert warning.mend


def test_many_problems_come_in_one_report(small: Any) -> None:
    names = [
        *("unknown unit in posts", "unknown pool of a loan", "titles above a ceiling"),
        *("a thirteenth month", "an unknown level", "a fourth tier", "a full score of nothing"),
        *("min_posts above posts", "neither true nor false", "no gain", "a reserve above capital"),
        "an empty cell that must be filled in",
    ]  # fmt: skip
    for name in names:
        CASES[name][0](small)
    small.add("leavers", "U1,public")
    small.change("scenario.toml", 'name = "small"', "")
    small.change("policy.toml", "terms = [1, 2, 3]", "terms = [1, 2, 3]\nconfidense = 0.9")
    places = {(p.file, p.row, p.column) for p in small.problems(("deposit.sharee", 1))}
    assert places == {
        *(CASES[name][1:4] for name in names),
        ("leavers.csv", 4, ""),
        ("scenario.toml", 0, "name"),
        ("policy.toml", 0, "lending.confidense"),
        ("--set", 0, "deposit.sharee"),
    }


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda s: s.text("units.csv", 'unit_id,name\n"U1,First\n'), ("units.csv", 2, "")),
        (lambda s: s.drop_column("units", "unit_id"), ("units.csv", 1, "unit_id")),
        (lambda s: s.drop("units"), ("units.csv", 0, "")),
        (lambda s: s.text("posts.csv", b"\xff\xff"), ("posts.csv", 0, "")),
    ],
)
def test_a_table_that_cannot_be_read_is_not_blamed_on_the_others(
    small: Any, spoil: Spoil, place: tuple[str, int, str]
) -> None:
    spoil(small)
    problem = small.problem()
    assert (problem.file, problem.row, problem.column) == place


def test_bad_rows_without_end_are_counted(small: Any) -> None:
    """Twenty rows are listed, whatever stands in them, and the rest counted."""
    small.rows("staff", *(f"P{i},U2,public,{i:02d}/85,men60,," for i in range(1000)))
    problems = small.problems()
    assert [problem.row for problem in problems] == list(range(2, 23))
    assert problems[0].found == "“00/85”"
    assert "980 rows" in problems[-1].found


def test_relations_without_end_are_counted(small: Any) -> None:
    small.rows("leavers", *(f"U{i},public,2026,1" for i in range(100, 150)))
    problems = small.problems()
    assert [problem.row for problem in problems] == list(range(2, 23))
    assert "30 rows" in problems[-1].found
