"""Input that reads well and means nothing is refused, or at least warned of."""

from typing import Any

import pytest

from allocator.scenario.problems import LONGEST_QUOTED

AHP = 'method = "ahp"'


def test_a_ceiling_for_nobody_is_refused(small: Any) -> None:
    """Misspelt, it would control nothing."""
    small.put("ceilings", 2, "region", "S县")
    problem = small.problem()
    assert (problem.file, problem.row, problem.column) == ("ceilings.csv", 2, "region")
    assert problem.found == "“S县”"


def test_a_pool_for_nobody_is_warned_of(small: Any) -> None:
    small.put("pools", 3, "region", "T")
    warning = small.warning()
    assert (warning.file, warning.row, warning.column) == ("pools.csv", 3, "region")


def test_a_ceiling_without_numbers_is_warned_of(small: Any) -> None:
    small.put("ceilings", 2, "titles", "").put("ceilings", 2, "people", "")
    assert small.warning().found == "neither titles nor people"


def test_a_table_that_is_a_folder_is_not_taken_as_absent(small: Any) -> None:
    small.drop("scores").write()
    (small.path / "scores.csv").mkdir()
    assert small.problem().file == "scores.csv"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_are_named(small: Any, mark: str) -> None:
    small.text("units.csv", small.csv("units").replace(",", mark))
    problem = next(p for p in small.problems() if p.file == "units.csv")
    assert problem.found == "cells separated by semicolons or tabs"


def test_long_cells_are_cut_short(small: Any) -> None:
    small.put("requests", 2, "posts", "9" * 5000 + "x")
    assert len(small.problem().found) == LONGEST_QUOTED + 2


POLICIES = {
    "an unknown source": ("sources = { offic = 1 }", "evaluation.sources.offic", ""),
    "answers in the wrong order": (
        "answers = { very_satisfied = 0 }",
        "evaluation.answers",
        "answers that earn no more the less satisfied they are",
    ),
    "a better colour for a worse grade": (
        'grades = [{ id = "a", least = 50, tier = 1, colour = "yellow" }, '
        '{ id = "b", least = 0, tier = 1, colour = "green" }]',
        "evaluation.grades",
        "no grade with a better colour than one above it",
    ),
    "one judge twice": (
        f'{AHP}\npairwise = [{{ judge = "J", matrix = [[1, 2], ["", 1]] }}, '
        '{ judge = "J", matrix = [[1, 3], ["", 1]] }]',
        "evaluation",
        "keys that fit together",
    ),
    "all groups by a star": (
        f'{AHP}\npairwise = [{{ groups = ["*"], matrix = [[1, 2], ["", 1]] }}]',
        "evaluation",
        "keys that fit together",
    ),
}


@pytest.mark.parametrize("name", POLICIES)
def test_policies_that_cannot_be_meant(small: Any, name: str) -> None:
    keys, column, expected = POLICIES[name]
    small.change("policy.toml", "tier_shares = { A = [0.2, 0.6, 0.2] }", keys)
    small.change("policy.toml", "weight = { A = 60 }", "")
    small.change("policy.toml", "weight = { A = 40 }", 'weight = { "*" = 40 }')
    problem = next(p for p in small.problems() if p.file == "policy.toml")
    assert problem.column.startswith(column)
    assert expected in problem.expected


def test_judgements_may_be_written_as_numbers_of_any_form(small: Any) -> None:
    small.change("policy.toml", "weight = { A = 60 }", "")
    small.change("policy.toml", "weight = { A = 40 }", "")
    small.change(
        "policy.toml",
        "[lending]",
        "[[evaluation.pairwise]]\nmatrix = [[1e0, 1e1], [0.1000000000000000000000, 1]]\n[lending]",
    )
    small.change("policy.toml", "[evaluation]", f"[evaluation]\n{AHP}")
    assert small.read().policy.evaluation.pairwise[0].matrix[0][1] == 10


def test_a_group_without_lines_is_warned_of(small: Any) -> None:
    small.put("units", 2, "class", "B")
    small.change("policy.toml", "weight = { A = 60 }", 'weight = { "*" = 60 }')
    small.change("policy.toml", "weight = { A = 40 }", 'weight = { "*" = 40 }')
    warning = small.warning()
    assert (warning.file, warning.column) == ("policy.toml", "evaluation.tier_shares")
    assert "“B”" in warning.found


def test_under_ahp_a_mark_without_weight_is_warned_of(small: Any) -> None:
    small.change("policy.toml", "[evaluation]", f"[evaluation]\n{AHP}")
    small.change("policy.toml", "[lending]", '[[evaluation.indicators]]\nid = "speed"\n[lending]')
    small.change("policy.toml", 'id = "output"', 'id = "output"\nweight = { A = 1 }')
    small.add("scores", "U1,speed,office,1,1")
    warning = small.warning()
    assert (warning.file, warning.row, warning.column) == ("scores.csv", 4, "indicator")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("U2,2026,,,", "tier"),  # neither
        ("U2,2026,1,,", "colour"),  # a tier does not tell which of the grades it is
        ("U2,2026,,,best", "grade"),
        ("U2,2026,1,,poor", "tier"),
        ("U2,2026,,green,poor", "colour"),
    ],
)
def test_grades_that_do_not_tell_or_contradict(small: Any, row: str, column: str) -> None:
    _with_grades(small)
    small.text("grades.csv", f"unit_id,year,tier,colour,grade\n{row}\n")
    problem = small.problem()
    assert (problem.file, problem.row, problem.column) == ("grades.csv", 2, column)


@pytest.mark.parametrize("row", ["U2,,,,poor", "U2,2026,3,yellow,poor", "U2,2026,3,yellow,"])
def test_grades_by_name_tell_tier_and_colour(small: Any, row: str) -> None:
    _with_grades(small)
    small.text("grades.csv", f"unit_id,year,tier,colour,grade\n{row}\n")
    (grade,) = small.read().tables["grades"].to_dict("records")
    assert (grade["year"], grade["tier"], grade["colour"]) == (2026, 3, "yellow")


def _with_grades(small: Any) -> None:
    small.change(
        "policy.toml",
        "tier_shares = { A = [0.2, 0.6, 0.2] }",
        'grades = [{ id = "good", least = 60, tier = 1, colour = "green" }, '
        '{ id = "poor", least = 0, tier = 3, colour = "yellow" }]',
    )


def test_a_bad_cell_is_told_once(small: Any) -> None:
    small.text("grades.csv", "unit_id,tier,colour\nU2,4,green\n")
    assert small.problem().column == "tier"
