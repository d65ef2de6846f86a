"""The plan along the paths of the weights."""

from typing import Any

import numpy as np
import pytest

from allocator.allocation.plan_stability import plan_stability, with_places
from allocator.allocation.solve import solve
from allocator.evaluation.evaluation import Evaluated, evaluate
from allocator.evaluation.stability import stability


@pytest.fixture
def two(small: Any) -> Any:
    """U1, green in tier 1, is lent to; in tier 3, yellow, lending is suspended."""
    small.rows("grades")
    small.rows(
        "scores",
        "U1,cases,office,80,100",
        "U1,savings,office,60,100",
        "U2,cases,office,70,100",
        "U2,savings,office,70,100",
    )
    small.rows("loans")
    small.change("policy.toml", "A = [0.2, 0.6, 0.2]", "A = [0.5, 0, 0.5]")
    small.change(
        "policy.toml",
        "tier_shares",
        'colour_by_tier = { "1" = "green", "3" = "yellow" }\ntier_shares',
    )
    return small.change(
        "policy.toml", "[lending]", '[response.yellow]\nlending = "suspended"\n[lending]'
    )


def test_the_plan_changes_with_the_tier(two: Any) -> None:
    evaluated = Evaluated(two.read())
    sampled = stability(evaluated, 30, 1)
    told: list[int] = []
    found = plan_stability(evaluated, sampled, progress=told.append)
    # Nothing but tiers reaches the plan here, and each changes it.
    assert np.array_equal(found.first_changes, sampled.first_changes())
    assert found.solved == 2
    assert found.no_plan == 0
    assert told == list(range(1, 31))
    before = solve(evaluated.scenario).tables["decisions"].set_index("request_id")["granted"]
    table = found.requests.set_index("request_id")
    assert table["granted"].to_dict() == before.to_dict()
    assert table.loc["R1", "granted"] > table.loc["R1", "then_granted"] == 1  # its own vacancy
    assert 0 < table.loc["R1", "changed"] < 1


def test_rules_that_come_to_contradict_each_other_are_told(two: Any) -> None:
    """Yellow cuts U2's 17 vacancies, which make up for what B1 lacks; green cuts none."""
    two.rows("loans", "L1,U1,public,B1,5,livelihood,2025,2027,at_term,true,0")
    two.put("pools", 2, "reserve", 2).put("posts", 2, "filled", 30)
    two.rows("transfers")
    two.change("policy.toml", 'lending = "suspended"', 'lending = "suspended"\ncut_share = 1')
    evaluated = Evaluated(two.read())
    sampled = stability(evaluated, 30, 1)
    found = plan_stability(evaluated, sampled)
    assert np.array_equal(found.first_changes, sampled.first_changes())
    assert found.no_plan == pytest.approx(np.isfinite(found.first_changes).mean())
    assert found.no_plan > 0
    assert found.requests["least_moved"].isna().all()


def test_places_as_grades_mean_what_the_scores_meant(two: Any) -> None:
    evaluated = Evaluated(two.read())
    sampled = stability(evaluated, 1, 1)
    graded = with_places(evaluated.scenario, sampled.units, sampled.places)
    columns = ["unit_id", "tier", "colour", "frozen_until"]
    assert evaluate(graded)[columns].equals(evaluated.table[columns])
