"""Tier, colour and score of every unit of a scenario."""

from math import isnan
from typing import Any

import pytest

from allocator.evaluation.evaluation import evaluate
from allocator.evaluation.freezes import response_to
from allocator.scenario.reading import read_scenario

COLOURS = 'colour_by_tier = { "1" = "green", "2" = "blue", "3" = "yellow" }\n'


def row(found: Any, unit: str) -> tuple[Any, ...]:
    cells = found.set_index("unit_id").loc[unit]
    return (int(cells["tier"]), cells["colour"], cells["basis"])


MISSING = 'missing = "zero"\n'
"""What scores were before: an indicator without one brought 0 points and was no fault."""


@pytest.fixture
def coloured(small: Any) -> Any:
    return small.change("policy.toml", "[evaluation]\n", f"[evaluation]\n{COLOURS}{MISSING}")


def test_grades_win_scores_rank_and_the_rest_are_in_the_middle(coloured: Any) -> None:
    coloured.add("units", "U3,Third,S,,D3,A,,")
    coloured.add("scores", "U2,cases,office,1,100")
    found = evaluate(coloured.read())
    assert found["unit_id"].tolist() == ["U1", "U2", "U3"]
    assert row(found, "U1") == (2, "blue", "scores")  # alone in its class: round(0.2) = 0 in tier 1
    assert row(found, "U2") == (1, "green", "grades")
    assert row(found, "U3") == (2, "green", "none")
    scores = found.set_index("unit_id")["score"]
    # U1: 60 × 80/100 + 40 × 45.5/50 = 48 + 36.4. U2: 60 × 1/100, shown though its grade wins.
    assert scores["U1"] == pytest.approx(84.4)
    assert scores["U2"] == pytest.approx(0.6)
    assert isnan(scores["U3"])


@pytest.mark.parametrize(("tier", "colour"), [(1, "green"), (2, "blue"), (3, "yellow")])
def test_a_grade_takes_the_colour_of_its_tier_or_its_own(
    coloured: Any, tier: int, colour: str
) -> None:
    coloured.rows("grades", f"U2,{tier},", f"U1,{tier},yellow")
    found = evaluate(coloured.read())
    assert row(found, "U2") == (tier, colour, "grades")
    assert row(found, "U1") == (tier, "yellow", "grades")


def test_every_tier_is_green_where_the_policy_names_no_colours(small: Any) -> None:
    small.rows("grades", "U2,3,")
    assert row(evaluate(small.read()), "U2") == (3, "green", "grades")


def test_graded_units_are_not_ranked_with_the_others(coloured: Any) -> None:
    # Shares 0.2/0.6/0.2. Five units scored: 1/3/1. With U2 graded, the four others: 1/2/1.
    coloured.change("policy.toml", "[0.2, 0.6, 0.2]", "[0.25, 0.5, 0.25]")
    coloured.add("units", *(f"U{i},Unit {i},S,,D,A,," for i in (3, 4, 5)))
    coloured.rows("scores", *(f"U{i},cases,office,{90 - i},100" for i in range(1, 6)))
    found = evaluate(coloured.read()).set_index("unit_id")
    assert found["tier"].tolist() == [1, 1, 2, 2, 3]
    assert found.loc["U2", "basis"] == "grades"


def test_classes_are_ranked_apart(coloured: Any) -> None:
    coloured.change("policy.toml", "A = [0.2, 0.6, 0.2]", "A = [1, 0, 0], B = [0, 0, 1]")
    # A unit with marks in a class without weights is refused since; B has one now.
    coloured.change("policy.toml", "weight = { A = 60 }", "weight = { A = 60, B = 50 }")
    coloured.put("units", 3, "class", "B").drop("grades")
    coloured.rows("scores", "U1,cases,office,1,100", "U2,cases,office,98,100")
    found = evaluate(coloured.read())
    assert row(found, "U1") == (1, "green", "scores")
    assert row(found, "U2") == (3, "yellow", "scores")
    # 60 × 1 / 100 and 50 × 98 / 100.
    assert found["score"].tolist() == pytest.approx([0.6, 49.0])
    assert found["rank"].tolist() == [1, 1]


def test_organisation_types_are_ranked_apart_where_the_policy_says_so(coloured: Any) -> None:
    coloured.change(
        "policy.toml",
        "tier_shares = { A = [0.2, 0.6, 0.2] }",
        'group_by = "organisation_type"\n'
        "tier_shares = { government = [1, 0, 0], '*' = [0, 0, 1] }",
    )
    coloured.change("policy.toml", "weight = { A = 60 }", "weight = { government = 20, '*' = 50 }")
    coloured.change("policy.toml", "weight = { A = 40 }", "weight = { government = 80 }")
    coloured.drop("grades").rows(
        "scores", "U1,cases,office,1,100", "U1,savings,office,50,100", "U2,cases,office,98,100"
    )
    found = evaluate(coloured.read())
    assert found["group"].tolist() == ["government", "public_institution"]
    assert found["class"].tolist() == ["A", "A"]
    # Government: 20 × 1 % + 80 × 50 %; the others: 50 × 98 %, and savings is none of theirs.
    assert found["score"].tolist() == pytest.approx([40.2, 49.0])
    assert (row(found, "U1"), row(found, "U2")) == ((1, "green", "scores"), (3, "yellow", "scores"))


def test_named_grades_bring_their_own_tier_and_colour(small: Any) -> None:
    small.change(
        "policy.toml",
        "tier_shares = { A = [0.2, 0.6, 0.2] }",
        "grades = [{ id = 'fine', least = 84.4, tier = 1, colour = 'blue' }, "
        "{ id = 'poor', least = 0, tier = 3, colour = 'yellow' }]",
    )
    # U1 has 60 × 80 % + 40 × 45.5/50 = 84.4; U2 has a grade of the base year, and no name.
    found = evaluate(small.read()).set_index("unit_id")
    assert found["grade"].tolist() == ["fine", ""]
    assert found["tier"].tolist() == [1, 1]
    assert found["colour"].tolist() == ["blue", "green"]
    found = evaluate(small.put("scores", 2, "score", "79.9").read()).set_index("unit_id")
    assert found.loc["U1", ["grade", "tier", "colour"]].tolist() == ["poor", 3, "yellow"]


def test_a_class_with_one_unit(coloured: Any) -> None:
    # Shares 0.6/0.2/0.2 of one unit: round(0.6) = 1 in tier 1.
    coloured.change("policy.toml", "[0.2, 0.6, 0.2]", "[0.6, 0.2, 0.2]")
    found = evaluate(coloured.read())
    assert row(found, "U1") == (1, "green", "scores")
    assert found["rank"].tolist()[0] == 1


def test_a_response_is_that_of_the_colour(small: Any) -> None:
    small.change("policy.toml", "[lending]", '[response.yellow]\nlending = "suspended"\n[lending]')
    policy = small.read().policy
    assert response_to(policy, "yellow").lending == "suspended"
    assert response_to(policy, "green").lending == "normal"


def test_s_county_has_the_published_tiers() -> None:
    """Table 3 of the paper: A 8/10/7, B 4/6/4, C 5/6/5 departments, scored all of them."""
    found = evaluate(read_scenario("s-county"))
    scored = found[found["basis"] == "scores"]
    counts = scored.groupby(["class", "tier"]).size()
    assert [counts["A", tier] for tier in (1, 2, 3)] == [8, 10, 7]
    assert [counts["B", tier] for tier in (1, 2, 3)] == [4, 6, 4]
    assert [counts["C", tier] for tier in (1, 2, 3)] == [5, 6, 5]
    assert (scored["tier"].map({1: "green", 2: "blue", 3: "yellow"}) == scored["colour"]).all()


def test_no_units_no_tiers(small: Any) -> None:
    for name in list(small.cells):
        small.rows(name)
    assert evaluate(small.read()).empty
