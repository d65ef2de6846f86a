"""Overrides that name a cell: how they are written, what they change, how they are refused."""

from decimal import Decimal
from typing import Any

import pytest

from allocator.scenario.changes import CellChange, ChangeRefused, KeyChange, changed
from allocator.scenario.changes.change import is_cell, parse_assignment, parse_cell_key
from allocator.scenario.tables import TABLES

# --- as text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (CellChange("pools", ("P1",), "capital", 5), "pools[P1].capital=5"),
        (
            CellChange("ceilings", ("*", "*", "public"), "people", 2500),
            "ceilings[*,*,public].people=2500",
        ),
        (CellChange("requests", ("R1",), "duties_grew", True), "requests[R1].duties_grew=true"),
        (CellChange("benefits", ("R1", "a, b"), "current", Decimal("1.50")),
         'benefits[R1,"a, b"].current=1.50'),
        (KeyChange("lending.confidence", Decimal("0.8")), "lending.confidence=0.8"),
        (KeyChange("lending.terms", (1, 2)), "lending.terms=[1, 2]"),
        (KeyChange("recall.repayment", "at_term"), 'recall.repayment="at_term"'),
    ],
)  # fmt: skip
def test_a_change_as_text_and_back(change: CellChange | KeyChange, text: str) -> None:
    assert str(change) == text
    parsed = parse_assignment(text)
    assert parsed is not None
    key, value = parsed
    assert is_cell(key) == isinstance(change, CellChange)
    if isinstance(change, CellChange):
        assert str(parse_cell_key(key, value)) == text


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("lending.confidence=0.8", ("lending.confidence", Decimal("0.8"))),
        # What stands in a table is text: 1e3 may be the code of a region.
        ("units[U1].region=1e3", ("units[U1].region", "1e3")),
        ('units[U1].name="a=b"', ("units[U1].name", "a=b")),
        ("benefits[R1,a=b].current = 2", ("benefits[R1,a=b].current", "2")),
        ("pools[P1].reserve=", ("pools[P1].reserve", "")),
        ("pools[P1].capital", None),
        ("=5", None),
    ],
)
def test_assignments(text: str, parsed: Any) -> None:
    assert parse_assignment(text) == parsed


# --- what they change -------------------------------------------------------------------------


def cell(scenario: Any, table: str, column: str, row: int = 0) -> Any:
    return scenario.tables[table][column][row]


def test_a_cell_is_changed_as_if_edited_in_the_file(small: Any) -> None:
    override = small.read(("pools[B1].capital", 5))
    edited = small.put("pools", 2, "capital", 5).read()
    assert cell(override, "pools", "capital") == 5
    assert override.fingerprint == edited.fingerprint


@pytest.mark.parametrize(
    "key", ["周转池[B1].资本金", "Pools[B1].Capital", " pools [ B1 ] . capital "]
)
def test_titles_and_headers_are_accepted_as_in_files(small: Any, key: str) -> None:
    assert cell(small.read((key, 5)), "pools", "capital") == 5


def test_a_file_with_chinese_headers(small: Any) -> None:
    small.cells["pools"][0] = [column.header_zh for column in TABLES["pools"].columns]
    assert cell(small.read(("pools[B1].capital", "５")), "pools", "capital") == 5


def test_a_column_that_the_file_does_not_have(small: Any) -> None:
    scenario = small.read(("requests[R2].duties_grew", False), ("ceilings[*,,public].until", 2030))
    assert cell(scenario, "ceilings", "until") == 2030  # neither department nor until is there
    assert not cell(scenario, "requests", "duties_grew", 1)


def test_the_last_change_of_a_cell_wins(small: Any) -> None:
    scenario = small.read(("pools[B1].capital", 3), ("pools[B1].capital", 5))
    assert cell(scenario, "pools", "capital") == 5
    changes = [CellChange("pools", ("B1",), "capital", posts) for posts in (3, 5)]
    assert changed(small.read(), changes).fingerprint == scenario.fingerprint


def test_an_emptied_cell_takes_the_default(small: Any) -> None:
    scenario = small.read(("pools[B1].purpose", ""), ("requests[R1].min_term", ""))
    assert cell(scenario, "pools", "purpose") == "*"
    assert cell(scenario, "requests", "min_term") == 1


def test_cells_and_keys_together(small: Any) -> None:
    scenario = small.read(("pools[B1].capital", 5), ("lending.confidence", Decimal("0.8")))
    changes = [
        CellChange("pools", ("B1",), "capital", 5),
        KeyChange("lending.confidence", Decimal("0.8")),
    ]
    before = small.read()
    after = changed(before, changes)
    assert after.fingerprint == scenario.fingerprint != before.fingerprint
    assert cell(before, "pools", "capital") == 6  # as it was


# --- grades -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["grades[U1].tier", "grades[U1,2026].tier"])
def test_a_grade_that_is_missing_is_added(small: Any, key: str) -> None:
    scenario = small.read((key, 1))
    assert scenario.tables["grades"]["unit_id"].tolist() == ["U1", "U2"]
    grade = scenario.tables["grades"].loc[0].to_dict()
    assert grade == {"unit_id": "U1", "year": 2026, "tier": 1, "colour": "", "grade": ""}
    change = CellChange("grades", ("U1",), "tier", 1)
    assert changed(small.read(), [change]).fingerprint == scenario.fingerprint


def test_a_table_of_grades_that_is_missing_is_added(small: Any) -> None:
    assert len(small.drop("grades").read(("grades[U1].tier", 1)).tables["grades"]) == 1


def test_a_new_tier_brings_its_own_colour(small: Any) -> None:
    """U2 is green by its row; whether tier 3 is, is for the policy to say."""
    assert cell(small.read(("grades[U2].tier", 3)), "grades", "colour") == ""
    both = small.read(("grades[U2].colour", "yellow"), ("grades[U2].tier", 3))
    assert (cell(both, "grades", "tier"), cell(both, "grades", "colour")) == (3, "yellow")
    changes = [
        CellChange("grades", ("U2",), "colour", "黄"),
        CellChange("grades", ("U2", "2026"), "tier", 3),
    ]
    assert changed(small.read(), changes).fingerprint == both.fingerprint


@pytest.fixture
def named(small: Any) -> Any:
    """Under a policy with named grades, of which U2 has the better."""
    grades = """\
grades = [
    { id = "good", least = 60, tier = 1, colour = "green" },
    { id = "poor", least = 0, tier = 3, colour = "yellow" },
]"""
    small.cells["grades"] = [["unit_id", "grade"], ["U2", "good"]]
    return small.change("policy.toml", "tier_shares = { A = [0.2, 0.6, 0.2] }", grades)


def test_a_named_grade_brings_tier_and_colour(named: Any) -> None:
    poor = named.read(("grades[U2].grade", "poor"))
    row = poor.tables["grades"].loc[0].to_dict()
    assert (row["tier"], row["colour"], row["grade"]) == (3, "yellow", "poor")
    change = CellChange("grades", ("U2",), "grade", "poor")
    assert changed(named.read(), [change]).fingerprint == poor.fingerprint


def test_a_tier_does_not_tell_which_named_grade(named: Any) -> None:
    problem = named.problem(("grades[U2].tier", 3))
    assert (problem.file, problem.column) == ("--set", "grades[U2].tier")
    with pytest.raises(ChangeRefused, match="does not tell the grade"):
        changed(named.read(), [CellChange("grades", ("U2",), "tier", 3)])


# --- how they are refused ---------------------------------------------------------------------

REFUSED: dict[str, tuple[str, object, str, str]] = {
    "no such table": ("pool[B1].capital", 5, "“pool”", "pools"),
    "no such row": ("pools[B9].capital", 5, "[B9]", "a row of pools: [B1], [B2]"),
    "no such column": ("pools[B1].capitol", 5, "“capitol”", "capital"),
    "too few parts": ("posts[U1].keep", 5, "1 part", "posts[unit_id,quota_type]"),
    "too many parts": ("pools[B1,B2].capital", 5, "2 part", "pools[pool_id]"),
    "empty brackets": ("pools[].capital", 5, "nothing for pool_id", "pools[pool_id]"),
    "an empty part": ("posts[U1,].keep", 5, "nothing for quota_type", "posts[unit_id"),
    "not a value": ("pools[B1].capital", "many", "“many”", "a whole number"),
    "out of range": ("pools[B1].capital", -1, "“-1”", "at least 0"),
    "a cell that must be filled": ("pools[B1].capital", "", "an empty cell", "a value"),
    "a list": ("pools[B1].capital", [1], "“[1]”", "a whole number"),
    "no brackets": ("pools.B1.capital", 5, "“pools.B1.capital”", "TABLE[ROW].COLUMN"),
    "no column": ("pools[B1]", 5, "“pools[B1]”", "TABLE[ROW].COLUMN"),
    "an open quote": ('pools["B1].capital', 5, "pools[", "TABLE[ROW].COLUMN"),
    "the key itself": ("pools[B1].pool_id", "B3", "which names the row", "capital"),
    "not a year": ("leavers[U1,public,soon].posts", 1, "“soon”", "a year"),
    "no such unit": ("grades[U9].tier", 1, "“U9”", "unit_id"),
    "no such tier": ("grades[U1].tier", 4, "“4”", "from 1 to 3"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_cell_that_cannot_be_changed_is_a_problem_of_the_option(small: Any, case: str) -> None:
    key, value, found, expected = REFUSED[case]
    problem = small.problem((key, value))
    assert (problem.file, problem.row, problem.column) == ("--set", 0, key)
    assert found in problem.found
    assert expected in problem.expected


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_memory_too(small: Any, case: str) -> None:
    key, value, found, expected = REFUSED[case]
    change = parse_cell_key(key, value)
    if change is None:
        return
    with pytest.raises(ChangeRefused) as refused:
        changed(small.read(), [change])
    (problem,) = refused.value.problems
    assert found in problem.found
    assert expected in problem.expected
    assert isinstance(refused.value, LookupError)


def test_a_table_that_the_scenario_does_not_have(small: Any) -> None:
    problem = small.drop("transfers").problem(("transfers[B1,B2].posts", 1))
    assert problem.found == "a table that the scenario does not have"
    with pytest.raises(ChangeRefused, match="it has none"):
        changed(small.read(), [CellChange("transfers", ("B1", "B9"), "posts", 1)])


def test_a_table_without_rows(small: Any) -> None:
    assert "it has none" in small.rows("transfers").problem(("transfers[B1,B2].posts", 1)).expected


def test_a_relation_that_the_new_cell_breaks_names_the_option(small: Any) -> None:
    problem = small.problem(("requests[R1].min_term", 4))
    assert (problem.file, problem.column) == ("--set", "requests[R1].min_term")


def test_every_problem_is_told_at_once(small: Any) -> None:
    small.put("posts", 2, "filled", "many")
    problems = small.problems(("pools[B9].capital", 5), ("pool[B1].capital", 5), ("horizon", "x"))
    assert [problem.file for problem in problems] == ["--set", "--set", "--set", "posts.csv"]


def test_a_file_that_cannot_be_read_is_told_of_once(small: Any) -> None:
    small.text("pools.csv", "")
    assert [p.file for p in small.problems(("pools[B1].capital", 5))] == ["pools.csv"]


def test_without_a_base_year_grades_wait(small: Any) -> None:
    small.change("scenario.toml", "base_year = 2026", "base_year = 1")
    assert {p.file for p in small.problems(("grades[U1].tier", 1))} == {"scenario.toml"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("base_year", 2027),
        ("policy", "s-county"),
        ("recall.repayment", "as_vacated"),
        ("lending.confidense", 1),
        ("lending.confidence", 2),
        ("lending.confidence.x", 2),
    ],
)
def test_keys_that_cannot_be_changed_in_memory(small: Any, key: str, value: object) -> None:
    with pytest.raises(ChangeRefused) as refused:
        changed(small.read(), [KeyChange(key, value)])
    assert all(problem.column == key for problem in refused.value.problems)
