"""Hand-written points of a few units, scored and placed without any file."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from allocator.evaluation.marks import scored
from allocator.evaluation.scores import Scores, scores_of
from allocator.evaluation.tiers import stand
from allocator.scenario.policy import Policy

TREE = [
    {"id": "output"},
    {"id": "cases", "parent": "output", "weight": {"A": 35, "B": 10}},
    {"id": "visits", "parent": "output", "weight": {"A": 25, "B": 10}},
    {"id": "savings", "weight": {"A": 40, "B": 80}},
]
ONE = [{"id": "savings", "weight": {"*": 100}}]


def policy_with(indicators: list[dict[str, Any]], **evaluation: Any) -> Policy:
    """A policy model that evaluates so."""
    return Policy.model_validate(
        {
            "schema": 1,
            "name": "tiny",
            "evaluation": {"indicators": indicators} | evaluation,
            "lending": {"terms": [1]},
        }
    )


def scores_of_points(
    policy: Policy, points: Mapping[str, Mapping[str, object]], groups: Mapping[str, str] | str
) -> Scores:
    """Scores of units with so many points for each indicator: the full score is its weight."""
    if isinstance(groups, str):
        groups = dict.fromkeys(points, groups)
    weights = {leaf.id: leaf.weight_for for leaf in policy.evaluation.leaves()}
    rows = [
        (unit, indicator, "office", Decimal(str(score)), weights[indicator](groups[unit]) or 1)
        for unit, own in points.items()
        for indicator, score in own.items()
    ]
    columns = ["unit_id", "indicator", "source", "score", "full_score"]
    return scores_of(scored(pd.DataFrame(rows, columns=columns)), dict(groups), policy)


def placed(
    policy: Policy,
    points: Mapping[str, Mapping[str, object]],
    groups: Mapping[str, str] | str = "A",
) -> pd.DataFrame:
    """``rank``, ``tier`` and ``grade`` by unit, everyone ranked."""
    scores = scores_of_points(policy, points, groups)
    found = stand(scores, policy.evaluation, np.ones(len(scores.units), dtype=bool))
    columns = {"rank": found.rank, "tier": found.tier, "grade": found.grade}
    return pd.DataFrame(columns, index=scores.units.tolist())


def tiers(policy: Policy, totals: Mapping[str, object], group: str = "A") -> dict[str, int]:
    """Tiers of units with so many points of 100 for the only indicator."""
    found = placed(policy, {unit: {"savings": score} for unit, score in totals.items()}, group)
    return {str(unit): int(tier) for unit, tier in found["tier"].items()}
