"""Tier, colour and score of every unit of a scenario."""

from fractions import Fraction
from math import isnan
from typing import Any

import pytest

from allocator.evaluation.evaluation import evaluate, response_to
from allocator.evaluation.scores import unit_points
from allocator.scenario.reading import read_scenario

COLOURS = 'colour_by_tier = { "1" = "green", "2" = "blue", "3" = "yellow" }\n'


def row(found: Any, unit: str) -> tuple[Any, ...]:
    cells = found.set_index("unit_id").loc[unit]
    return (int(cells["tier"]), cells["colour"], cells["basis"])


@pytest.fixture
def coloured(small: Any) -> Any:
    return small.change("policy.toml", "[evaluation]\n", f"[evaluation]\n{COLOURS}")


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
    coloured.put("units", 3, "class", "B").drop("grades")
    coloured.rows("scores", "U1,cases,office,1,100", "U2,cases,office,99,100")
    found = evaluate(coloured.read())
    assert row(found, "U1") == (1, "green", "scores")
    # The indicator has no weight for B, so that U2 has 0 points and is ranked all the same.
    assert row(found, "U2") == (3, "yellow", "scores")
    assert found["score"].tolist() == pytest.approx([0.6, 0.0])


def test_sources_are_averaged_by_weight(small: Any) -> None:
    small.change(
        "policy.toml", "[evaluation]\n", "[evaluation]\nsources = { self = 1, peer = 3 }\n"
    )
    small.rows("scores", "U1,cases,self,100,100", "U1,cases,peer,10,20", "U1,cases,data,25,100")
    # (1 × 100 % + 3 × 50 % + 1 × 25 %) ÷ 5 = 55 % of 60; savings has no score and brings none.
    assert unit_points(small.read()) == {"U1": {"cases": Fraction(33)}}


def test_sources_that_weigh_nothing_bring_nothing(small: Any) -> None:
    small.change("policy.toml", "[evaluation]\n", "[evaluation]\nsources = { self = 0 }\n")
    small.rows("scores", "U1,cases,self,100,100")
    assert unit_points(small.read()) == {"U1": {"cases": Fraction(0)}}


def test_a_response_is_that_of_the_colour(small: Any) -> None:
    small.change("policy.toml", "[lending]", '[response.yellow]\nlending = "suspended"\n[lending]')
    scenario = small.read()
    assert response_to(scenario, "yellow").lending == "suspended"
    assert response_to(scenario, "green").lending == "normal"


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
