"""Scores, questionnaires, measures and grades against the policy: each fault at its place."""

from collections.abc import Callable
from typing import Any

import pytest

Spoil = Callable[[Any], Any]


def keys(small: Any, *lines: str) -> Any:
    """Add keys to the policy's evaluation."""
    text = "".join(f"{line}\n" for line in lines)
    return small.change("policy.toml", "[evaluation]\n", f"[evaluation]\n{text}")


def by_type(small: Any) -> Any:
    """Group by organisation type, with weights for all."""
    text = small.files["policy.toml"].decode().replace("{ A = ", "{ '*' = ")
    return keys(small.text("policy.toml", text), 'group_by = "organisation_type"')


def by_matrix(small: Any, matrix: str, *, weights: bool) -> Any:
    """The first level by a matrix; below output the weight stays, or goes."""
    keys(small, 'method = "ahp"', f"pairwise = [{{ matrix = {matrix} }}]")
    if not weights:
        small.change("policy.toml", "weight = { A = 60 }\n", "")
    return small


def graded(small: Any, *rows: str) -> Any:
    """A policy with named grades, and rows of the table grades."""
    small.change(
        "policy.toml",
        "tier_shares = { A = [0.2, 0.6, 0.2] }",
        "grades = [{ id = 'fine', least = 60, tier = 1, colour = 'green' }, "
        "{ id = 'poor', least = 0, tier = 3, colour = 'yellow' }]",
    )
    return small.text("grades.csv", "\n".join(["unit_id,tier,colour,grade", *rows, ""]))


SHARES_FOR_ALL = ("tier_shares = { A =", "tier_shares = { '*' =")

# What is done to the scenario; then file, row, column, and parts of found, expected and mend.
PROBLEMS: dict[str, tuple[Spoil, tuple[str, int, str], str, str, str]] = {
    "an unknown indicator in questionnaires": (
        lambda s: s.add("questionnaires", "U2,caes,peer,1,0,0,0,0"),
        *(("questionnaires.csv", 3, "indicator"), "“caes”", "cases, savings", "Correct"),
    ),
    "an indicator that has others below it in measures": (
        lambda s: s.add("measures", "U2,output,1"),
        *(("measures.csv", 3, "indicator"), "“output”", "cases, savings", "Correct"),
    ),
    "a measure of an indicator without a scale": (
        lambda s: s.add("measures", "U2,cases,1"),
        *(("measures.csv", 3, "indicator"), "“cases”", "a scale in the policy: savings"),
        "scale = { worst = …, best = … }",
    ),
    "a measure where no indicator has a scale": (
        lambda s: s.change("policy.toml", "scale = { worst = 0, best = 10 }", ""),
        *(("measures.csv", 2, "indicator"), "“savings”", "none has one", "give a score instead"),
    ),
    "a questionnaire without answers": (
        lambda s: s.rows("questionnaires", "U2,cases,peer,0,,0,,0"),
        *(("questionnaires.csv", 2, "very_satisfied"), "no answer", "at least one", "remove"),
    ),
    "a source that scores and asks": (
        lambda s: s.add("scores", "U2,cases,peer,1,100"),
        *(("questionnaires.csv", 2, "indicator"), "U2, cases", "one mark from each", "Remove one"),
    ),
    "data that scores and measures": (
        lambda s: s.add("scores", "U2,savings,data,1,100"),
        *(("measures.csv", 2, "indicator"), "U2, savings", "one mark from each", "Remove one"),
    ),
    "data that asks and measures": (
        lambda s: s.add("questionnaires", "U2,savings,data,1,0,0,0,0"),
        *(("measures.csv", 2, "indicator"), "U2, savings", "one mark from each", "Remove one"),
    ),
    "a unit with scores and without a type": (
        lambda s: by_type(s).put("units", 2, "organisation_type", ""),
        *(("units.csv", 2, "organisation_type"), "U1", "class or organisation type", "Fill in"),
    ),
    "a unit with scores in a class that has no weights": (
        lambda s: s.add("units", "U3,Third,S,,D3,B,,").add("scores", "U3,cases,self,1,100"),
        *(("units.csv", 4, "class"), "U3", "a weight above 0", "add weights"),
    ),
    "a unit with scores in a class whose weights are 0": (
        lambda s: (
            s.change("policy.toml", "weight = { A = 60 }", "weight = { A = 60, B = 0 }")
            .add("units", "U3,Third,S,,D3,B,,")
            .add("scores", "U3,cases,self,1,100")
        ),
        *(("units.csv", 4, "class"), "U3", "a weight above 0", "add weights"),
    ),
    "a score that is missing": (
        lambda s: s.rows("scores", "U1,cases,office,80,100"),
        *(("scores.csv", 0, "indicator"), "U1 for “savings”", "every indicator with a weight"),
        "evaluation.missing",
    ),
    "a score of a source that counts for nothing": (
        lambda s: keys(s, "sources = { self = 0 }"),
        *(("scores.csv", 0, "indicator"), "U1 for “savings”", "every indicator with a weight"),
        "evaluation.missing",
    ),
    "a measure where data counts for nothing": (
        lambda s: keys(s, "sources = { data = 0 }").rows("grades"),
        *(("scores.csv", 0, "indicator"), "U2 for “savings”", "every indicator with a weight"),
        "Add it to scores, questionnaires or measures",
    ),
    "a mark of a unit with an earlier grade only": (
        lambda s: s.rows("questionnaires").text(
            "grades.csv", "unit_id,year,tier\nU2,2025,1\nU1,2024,2\n"
        ),
        *(("scores.csv", 0, "indicator"), "U2 for “cases”", "every indicator with a weight"),
        "evaluation.missing",
    ),
    "a score that a matrix calls for": (
        lambda s: by_matrix(s, '[[1, 2], ["1/2", 1]]', weights=False).rows(
            "scores", "U1,savings,self,1,2"
        ),
        *(("scores.csv", 0, "indicator"), "U1 for “cases”", "every indicator with a weight"),
        "evaluation.missing",
    ),
    "a grade of a round to come": (
        lambda s: s.text("grades.csv", "unit_id,year,tier\nU2,2026,1\nU1,2027,1\n"),
        *(("grades.csv", 3, "year"), "2027", "at most the base year, 2026", "not known yet"),
    ),
    "a grade of the base year twice, once without its year": (
        lambda s: s.text("grades.csv", "unit_id,year,tier\nU2,2026,1\nU2,,1\n"),
        *(("grades.csv", 3, "unit_id, year"), "a second time; the first is in row 2", "once"),
        "Remove",
    ),
    "a grade that says nothing": (
        lambda s: s.text("grades.csv", "unit_id,tier,colour\nU2,,green\n"),
        *(("grades.csv", 2, "tier"), "neither a tier nor a grade", "one of them", "the tier"),
    ),
    "a grade that the policy does not name": (
        lambda s: graded(s, "U2,1,green,good"),
        *(("grades.csv", 2, "grade"), "“good”", "fine, poor", "Correct the grade"),
    ),
    "a named grade where the policy has none": (
        lambda s: s.text("grades.csv", "unit_id,tier,grade\nU2,1,good\n"),
        *(("grades.csv", 2, "grade"), "“good”", "it has none", "fill in the tier"),
    ),
    "a tier that does not tell the grade": (
        lambda s: graded(s, "U2,1,,"),
        *(("grades.csv", 2, "colour"), "tier 1 alone", "the grade (fine, poor) or", "Fill in"),
    ),
    "a tier that is not that of the grade": (
        lambda s: graded(s, "U2,1,,poor"),
        *(("grades.csv", 2, "tier"), "1", "gives to “poor”", "Leave the cell empty"),
    ),
    "a colour that is not that of the grade": (
        lambda s: graded(s, "U2,,blue,poor"),
        *(("grades.csv", 2, "colour"), "blue", "gives to “poor”", "Leave the cell empty"),
    ),
    "an unknown unit in questionnaires": (
        lambda s: s.add("questionnaires", "U9,cases,peer,1,0,0,0,0"),
        *(("questionnaires.csv", 3, "unit_id"), "U9", "of the table units", "Correct the code"),
    ),
    "an unknown unit in measures": (
        lambda s: s.add("measures", "U9,savings,1"),
        *(("measures.csv", 3, "unit_id"), "U9", "of the table units", "Correct the code"),
    ),
    "an unknown source in questionnaires": (
        lambda s: s.put("questionnaires", 2, "source", "web"),
        *(("questionnaires.csv", 2, "source"), "web", "self", "Choose"),
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_fault_is_named_at_its_place(small: Any, name: str) -> None:
    spoil, place, found, expected, mend = PROBLEMS[name]
    spoil(small.marked())
    problems = small.problems()
    # A unit that does not exist lacks marks too, and so does one whose only mark is spoilt.
    (problem,) = [p for p in problems if (p.file, p.row, p.column) == place]
    assert found in problem.found
    assert expected in problem.expected
    assert mend in problem.mend
    if "unknown unit" not in name and "unknown source" not in name:
        assert problems == (problem,)


ACCEPTED: dict[str, Spoil] = {
    "a graded unit need not have every mark": lambda s: s.rows("questionnaires"),
    "nor one of a class without a weight for it": lambda s: (
        s.change("policy.toml", "weight = { A = 60 }", "weight = { B = 60 }").rows(
            "scores", "U1,savings,self,1,2"
        )
    ).rows("questionnaires"),
    "nor one for which it weighs 0": lambda s: s.change(
        "policy.toml", "weight = { A = 60 }", "weight = { A = 0 }"
    ).rows("scores", "U1,savings,self,1,2"),
    "a gap may bring no points": lambda s: keys(s, 'missing = "zero"').rows(
        "scores", "U1,savings,self,1,2"
    ),
    "or spread its weight": lambda s: keys(s, 'missing = "reweight"').rows(
        "scores", "U1,savings,self,1,2"
    ),
    "a source without weight beside one with": lambda s: keys(s, "sources = { peer = 0 }").add(
        "scores", "U1,cases,peer,1,2"
    ),
    "marks of every table make up one unit's": lambda s: s.rows("grades"),
    "a named grade by itself": lambda s: graded(s, "U2,,,poor"),
    "a named grade with what it means": lambda s: graded(s, "U2,3,yellow,poor"),
    "a tier and a colour where grades have names": lambda s: graded(s, "U2,2,blue,"),
    "an only child needs no weight under ahp": lambda s: by_matrix(
        s, '[[1, 2], ["1/2", 1]]', weights=False
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_accepted_without_a_warning(small: Any, name: str) -> None:
    assert not ACCEPTED[name](small.marked()).read().warnings


def test_a_mark_that_is_none_of_the_groups_is_warned_of(small: Any) -> None:
    small.change("policy.toml", "weight = { A = 60 }", "weight = { A = 60, B = 60 }")
    small.change("policy.toml", *SHARES_FOR_ALL)
    small.add("units", "U3,Third,S,,D3,B,,").add("posts", "U3,public,0,0,0,")
    small.add("scores", "U3,cases,self,1,100", "U3,savings,self,1,100")
    warning = small.warning()
    assert (warning.file, warning.row, warning.column) == ("scores.csv", 5, "indicator")
    assert "“savings” for U3" in warning.found
    assert "a weight for the unit's class" in warning.expected
    assert "not used" in warning.mend


def test_so_it_is_in_the_other_tables(small: Any) -> None:
    small.marked().change("policy.toml", "weight = { A = 60 }", "weight = { '*' = 60 }")
    small.put("units", 3, "class", "B").rows("grades").change("policy.toml", *SHARES_FOR_ALL)
    warning = small.warning()
    assert (warning.file, warning.row, warning.column) == ("measures.csv", 2, "indicator")


def test_under_ahp_every_indicator_is_the_groups(small: Any) -> None:
    by_matrix(small.marked(), '[[1, 2], ["1/2", 1]]', weights=True)
    small.change("policy.toml", *SHARES_FOR_ALL)
    assert not small.put("units", 3, "class", "B").read().warnings


def test_a_named_grade_stands_for_its_tier_and_colour(small: Any) -> None:
    row = graded(small, "U2,,,poor").read().tables["grades"].iloc[0]
    assert row[["tier", "colour", "grade"]].tolist() == [3, "yellow", "poor"]
