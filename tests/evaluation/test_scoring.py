"""Marks of every kind become points: sources, questionnaires, measures, gaps, zero weights."""

from fractions import Fraction
from typing import Any

import pytest

from allocator.evaluation.evaluation import evaluate
from allocator.evaluation.scores import score_units


@pytest.fixture
def bare(small: Any) -> Any:
    """The small scenario without scores and grades; a gap brings no points."""
    small.rows("scores").rows("grades")
    return small.change("policy.toml", "[evaluation]\n", '[evaluation]\nmissing = "zero"\n')


def points(small: Any) -> dict[str, dict[str, Fraction]]:
    """Unit → indicator → points, those with none left out."""
    scores = score_units(small.read())
    return {
        str(unit): {
            str(name): scores.exact(steps)
            for name, steps in zip(scores.indicators, own, strict=True)
            if steps
        }
        for unit, own in zip(scores.units, scores.points, strict=True)
    }


def missing(small: Any) -> dict[str, list[str]]:
    """Unit → indicators with a weight that nobody marked."""
    scores = score_units(small.read())
    return {
        str(unit): [str(name) for name in scores.indicators[gaps]]
        for unit, gaps in zip(scores.units, scores.missing, strict=True)
    }


def weigh(small: Any, keys: str) -> Any:
    """Add keys to the policy's evaluation."""
    return small.change("policy.toml", "[evaluation]\n", f"[evaluation]\n{keys}\n")


def test_sources_are_averaged_by_weight(bare: Any) -> None:
    weigh(bare, "sources = { self = 1, peer = 3 }")
    bare.rows("scores", "U1,cases,self,100,100", "U1,cases,peer,10,20", "U1,cases,data,25,100")
    # (1 × 100 % + 3 × 50 % + 1 × 25 %) ÷ 5 = 55 % of 60; savings has no score and brings none.
    assert points(bare) == {"U1": {"cases": Fraction(33)}}
    assert missing(bare) == {"U1": ["savings"]}


def test_sources_are_averaged_over_those_that_scored(bare: Any) -> None:
    weigh(bare, "sources = { self = 1, peer = 3 }")
    bare.rows("scores", "U1,cases,self,100,100", "U2,cases,peer,10,20")
    assert points(bare) == {"U1": {"cases": Fraction(60)}, "U2": {"cases": Fraction(30)}}


def test_a_source_that_weighs_nothing_marks_nothing(bare: Any) -> None:
    weigh(bare, "sources = { self = 0 }")
    bare.rows("scores", "U1,cases,self,100,100", "U1,savings,self,90,100", "U1,savings,peer,50,100")
    # Of savings only the peer counts: 40 × 50 %.
    assert points(bare) == {"U1": {"savings": Fraction(20)}}
    assert missing(bare) == {"U1": ["cases"]}


def test_questionnaires_are_means_of_their_answers(bare: Any) -> None:
    bare.add("questionnaires", "U1,cases,peer,4,3,2,1,0")
    # (4 × 1 + 3 × 0.8 + 2 × 0.6 + 1 × 0.3) ÷ 10 = 79 % of 60.
    assert points(bare) == {"U1": {"cases": Fraction("47.4")}}


def test_answers_earn_what_the_policy_says(bare: Any) -> None:
    weigh(bare, "answers = { very_satisfied = 0.9, dissatisfied = 0.1, very_dissatisfied = 0.1 }")
    bare.add("questionnaires", "U1,cases,peer,1,0,0,1,2")
    # (1 × 0.9 + 1 × 0.1 + 2 × 0.1) ÷ 4 = 30 % of 60.
    assert points(bare) == {"U1": {"cases": Fraction(18)}}


@pytest.mark.parametrize(
    ("answers", "share"),
    [
        ("1,0,0,0,2", "0.3333"),  # 1/3 = 33.333… of 100
        ("2,0,0,0,1", "0.6667"),
        ("1,0,0,0,31", "0.0313"),  # 1/32 = 3.125 of 100: halves go up
        ("0,0,0,0,5", "0"),
    ],
)
def test_questionnaires_are_rounded_to_hundredths(bare: Any, answers: str, share: str) -> None:
    bare.add("questionnaires", f"U1,cases,peer,{answers}")
    found = points(bare)["U1"].get("cases", Fraction(0))
    assert found == 60 * Fraction(share)


def test_a_questionnaire_is_one_source_among_others(bare: Any) -> None:
    weigh(bare, "sources = { peer = 1, office = 2 }")
    bare.rows("scores", "U1,cases,office,70,100").add("questionnaires", "U1,cases,peer,1,0,0,0,0")
    # (1 × 100 % + 2 × 70 %) ÷ 3 = 80 % of 60.
    assert points(bare) == {"U1": {"cases": Fraction(48)}}


@pytest.mark.parametrize(
    ("worst", "best", "value", "share"),
    [
        ("0", "10", "7.5", "0.75"),
        ("0", "10", "0", "0"),
        ("0", "10", "-3", "0"),  # cut off below
        ("0", "10", "12", "1"),  # and above
        ("1.2", "0.7", "0.7", "1"),  # less is better
        ("1.2", "0.7", "1", "0.4"),  # (1 − 1.2) ÷ (0.7 − 1.2)
        ("1.2", "0.7", "1.3", "0"),
        ("1.2", "0.7", "0.1", "1"),
        ("0", "3", "1", "0.3333"),
        ("0", "16000", "1", "0.0001"),  # 0.00625 of 100: halves go up, from 0.005
        ("0", "-4", "-1", "0.25"),
    ],
)
def test_measures_are_linear_and_cut_off(
    bare: Any, worst: str, best: str, value: str, share: str
) -> None:
    scale = f"scale = {{ worst = {worst}, best = {best} }}"
    bare.change("policy.toml", "weight = { A = 40 }", f"weight = {{ A = 40 }}\n{scale}")
    bare.add("measures", f"U1,savings,{value}")
    assert points(bare)["U1"].get("savings", Fraction(0)) == 40 * Fraction(share)


def test_a_measure_is_the_source_data(bare: Any) -> None:
    weigh(bare, "sources = { data = 3 }")
    scale = "scale = { worst = 0, best = 10 }"
    bare.change("policy.toml", "weight = { A = 40 }", f"weight = {{ A = 40 }}\n{scale}")
    bare.rows("scores", "U1,savings,office,0,100").add("measures", "U1,savings,10")
    # (3 × 100 % + 1 × 0 %) ÷ 4 of 40.
    assert points(bare) == {"U1": {"savings": Fraction(30)}}


def test_a_gap_is_an_error_by_default(small: Any) -> None:
    # Before, a missing score brought 0 points without a word.
    small.rows("scores", "U1,cases,office,80,100")
    problem = small.problem()
    assert (problem.file, problem.column) == ("scores.csv", "indicator")
    assert "U1" in problem.found
    assert "savings" in problem.found


def test_a_gap_may_spread_its_weight_over_the_others(bare: Any) -> None:
    bare.change("policy.toml", '"zero"', '"reweight"')
    bare.rows("scores", "U1,cases,office,80,100", "U2,cases,office,50,100")
    bare.add("scores", "U2,savings,office,50,100")
    # U1: 60 × 80 %, times 100 ÷ 60. U2 lacks nothing.
    assert points(bare) == {
        "U1": {"cases": Fraction(80)},
        "U2": {"cases": Fraction(30), "savings": Fraction(20)},
    }


def test_marks_that_weigh_nothing_score_nobody(bare: Any) -> None:
    bare.change("policy.toml", '"zero"', '"reweight"')
    bare.change("policy.toml", "weight = { A = 40 }", "weight = { A = 0 }")
    bare.rows("scores", "U1,savings,office,80,100")
    # With no mark of an indicator that weighs, the unit is not scored at all.
    assert points(bare) == {}


def test_an_indicator_of_weight_0_is_not_missed(small: Any) -> None:
    small.change("policy.toml", "weight = { A = 40 }", "weight = { A = 0 }")
    small.rows("scores", "U1,cases,office,80,100")
    assert points(small) == {"U1": {"cases": Fraction(48)}}
    assert missing(small) == {"U1": []}


def test_a_mark_of_an_indicator_of_weight_0_brings_nothing(bare: Any) -> None:
    bare.change("policy.toml", "weight = { A = 40 }", "weight = { A = 0 }")
    bare.rows("scores", "U1,cases,office,80,100", "U1,savings,office,80,100")
    assert points(bare) == {"U1": {"cases": Fraction(48)}}


def test_a_unit_whose_marks_all_count_for_nothing_is_not_scored(bare: Any) -> None:
    weigh(bare, "sources = { self = 0 }")
    bare.rows("scores", "U1,cases,self,100,100", "U2,cases,peer,0,100")
    # U2 reached nothing of 60, and is scored with that.
    assert points(bare) == {"U2": {}}
    found = evaluate(bare.read())
    assert found["basis"].tolist() == ["none", "scores"]
    assert found["tier"].tolist() == [2, 2]


def test_a_score_is_an_exact_fraction(bare: Any) -> None:
    # A third, a seventh and a hundred-and-first part of 60.
    bare.rows("scores", "U1,cases,office,1,3", "U1,cases,peer,1,7", "U1,cases,self,1,101")
    assert points(bare) == {
        "U1": {"cases": 60 * (Fraction(1, 3) + Fraction(1, 7) + Fraction(1, 101)) / 3}
    }
