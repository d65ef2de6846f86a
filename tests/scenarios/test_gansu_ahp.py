"""A city in Gansu. Places in the study: 3(2)3 is 三（二）3."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from worked import collected, first_year, lent, own, page, plan, reasons, scenario

from allocator.evaluation.evaluation import evaluate
from allocator.evaluation.weights import leaf_weights

NAME = "gansu-ahp"
DIMENSIONS = (
    ("职能配置", 5),
    ("机构设置", 2),
    ("编制配置", 5),
    ("工作机制", 4),
    ("协作机制", 4),
    ("履职尽责", 10),
    ("效能效益", 5),
    ("日常管理", 6),
)
"""2(1): the eight dimensions; 3(2)3: the contents of each, counted."""


def test_the_dimensions_are_the_published_ones() -> None:
    evaluation = scenario(NAME).policy.evaluation
    found = [(top.title.zh, len(evaluation.children(top.id))) for top in evaluation.children("")]
    assert tuple(found) == DIMENSIONS


def matrix(entry) -> np.ndarray:
    return np.array([[float(Fraction(cell)) for cell in row] for row in entry.matrix])


def principal(judgements: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and consistency ratio by repeated multiplication; random index 1.41 for eight."""
    vector = np.ones(len(judgements))
    for _step in range(200):
        vector = judgements @ vector
        vector /= vector.sum()
    largest = float((judgements @ vector / vector).mean())
    return vector, (largest - 8) / 7 / 1.41


def test_the_judgements_are_consistent_and_as_the_page_says() -> None:
    judges = [matrix(entry) for entry in scenario(NAME).policy.evaluation.pairwise]
    ratios = [principal(judge)[1] for judge in judges]
    group, ratio = principal(np.sqrt(judges[0] * judges[1]))
    assert [f"{found:.4f}" for found in (*ratios, ratio)] == ["0.0080", "0.0082", "0.0052"]
    assert "consistency ratios 0.0080 and 0.0082, together 0.0052" in page(NAME)

    policy = scenario(NAME).policy
    weights = leaf_weights(policy, "A")
    tops = [
        float(sum(weights[leaf.id] for leaf in policy.evaluation.children(top.id)))
        for top in policy.evaluation.children("")
    ]
    assert tops == pytest.approx(list(100 * group), abs=1e-4)
    assert sum(weights.values()) == 100


def score(unit: str) -> float:
    """The score from the tables: share of each content, times its weight."""
    policy, tables = scenario(NAME).policy, scenario(NAME).tables
    weights = leaf_weights(policy, "A")
    earned = {"very_satisfied": 10, "satisfied": 8, "fairly_satisfied": 6, "dissatisfied": 3}
    total = 0.0
    asked = tables["questionnaires"]
    for row in asked[asked["unit_id"] == unit].to_dict("records"):
        people = sum(row[name] for name in (*earned, "very_dissatisfied"))
        share = sum(points * row[name] for name, points in earned.items()) / 10 / people
        total += float(weights[row["indicator"]]) * share
    counted = tables["measures"]
    scales = {leaf.id: leaf.scale for leaf in policy.evaluation.leaves() if leaf.scale}
    for row in counted[counted["unit_id"] == unit].to_dict("records"):
        worst, best = scales[row["indicator"]].worst, scales[row["indicator"]].best
        share = (row["value"] - worst) / (best - worst)
        total += float(weights[row["indicator"]] * min(max(share, Decimal(0)), Decimal(1)))
    return total


def test_scores_follow_from_answers_and_measures() -> None:
    table = evaluate(scenario(NAME)).set_index("unit_id")["score"].dropna()
    assert len(table) == 10
    assert table.to_dict() == pytest.approx({unit: score(unit) for unit in table.index}, abs=0.01)


def test_the_score_by_hand_on_the_page() -> None:
    """1 × 1 + 2 × 0.8 + 4 × 0.6 + 2 × 0.3 + 1 × 0 = 5.6 of 10."""
    asked = scenario(NAME).tables["questionnaires"].set_index(["unit_id", "indicator"])
    answers = asked.loc[("D05", "users")].iloc[1:].tolist()
    assert answers == [1, 2, 4, 2, 1]
    assert "1 + 2 × 0.8 + 4 × 0.6 + 2 × 0.3 = 5.6 of 10" in page(NAME)


def test_all_four_grades_occur() -> None:
    grades = evaluate(scenario(NAME))["grade"].value_counts().to_dict()
    assert {grade: grades[grade] for grade in ("excellent", "good", "average", "poor")} == {
        "excellent": 3,
        "good": 5,
        "average": 1,
        "poor": 1,
    }


def test_low_grades_freeze_for_one_year_and_two() -> None:
    """2(5): one year from the feedback; 3(3)1: two years where posts are ample."""
    table = evaluate(scenario(NAME)).set_index("unit_id")
    frozen = table["frozen_until"].dropna().to_dict()
    assert frozen == {"D05": 2024, "D06": 2023, "D08": 2023}  # D08 by its grade of 2022
    assert table.loc["D08", "grade"] == "good"
    assert table.loc["D09", "grade"] == "good"  # average in 2022: over
    assert not {"D05", "D06", "D08"} & set(plan(NAME).tables["schedule"]["unit_id"])


def test_half_of_what_has_long_been_idle_is_collected() -> None:
    """3(1)2: a certain proportion of long-idle posts; 3(3)1: ample posts are recovered."""
    assert collected(NAME) == {
        "D05": 6,  # poor: three quarters of 8; half would be 4
        "D06": 2,  # half of 4
        "E02": 4,  # half of 8
        "H02": 6,  # half of 12
    }  # E03: 3 vacancies, empty for one year only


def test_what_a_system_gives_stays_in_it() -> None:
    """3(4)2: adjustment within education and within health under a three-year total."""
    deposits = plan(NAME).tables["deposits"].set_index("unit_id")["pool_id"]
    assert deposits.to_dict() == {"D05": "Z1", "D06": "Z1", "E02": "E1", "H02": "H1"}
    schedule = plan(NAME).tables["schedule"]
    moves = schedule[schedule["purpose"] == "system_adjustment"]
    assert dict(zip(moves["unit_id"], moves["pool_id"], strict=True)) == {"E04": "E1", "H03": "H1"}
    totals = scenario(NAME).tables["ceilings"].set_index("department")["until"].dropna()
    years = scenario(NAME).base_year + 2
    assert totals.to_dict() == {"市教育局": years, "市卫生健康委": years}


def test_what_each_request_gets() -> None:
    assert lent(NAME) == {
        "R01": 1, "R02": 3, "R03": 1, "R04": 2, "R05": 0, "R06": 2,
        "R07": 0, "R08": 1, "R09": 0, "R10": 5, "R11": 0, "R12": 3,
    }  # fmt: skip
    assert {request: posts for request, posts in own(NAME).items() if posts} == {
        "R05": 2,
        "R09": 2,
    }
    assert reasons(NAME) == {
        "R04": "borrowing_limit",
        "R05": "response",
        "R07": "response",
        "R08": "borrowing_limit",
        "R11": "efficiency_threshold",
        "R12": "people_ceiling",
    }


def test_the_talent_pool_lends_and_the_loan_is_renewed() -> None:
    """3(1)3: a pool for scarce high-level talent."""
    schedule = plan(NAME).tables["schedule"].set_index("request_id")
    assert schedule.loc["R03", "pool_id"] == "T1"
    renewals = plan(NAME).tables["renewals"]
    assert renewals[["loan_id", "posts", "new_due_year"]].values.tolist() == [["L01", 1, 2024]]
    assert first_year(NAME)["out"].to_dict() == {"E1": 5, "H1": 3, "T1": 1, "Z1": 9, "Z2": 1}


def test_the_measured_staffing_is_that_of_the_table_of_posts() -> None:
    tables = scenario(NAME).tables
    posts = tables["posts"].groupby("unit_id")[["filled", "approved"]].sum()
    measures = tables["measures"]
    staffed = measures[measures["indicator"] == "staffed"].set_index("unit_id")["value"]
    shares = (posts["filled"] / posts["approved"]).round(2)
    assert {unit: float(value) for unit, value in staffed.items()} == {
        unit: shares[unit] for unit in staffed.index
    }
