"""Tier and colour of every unit: from grades, else from scores, else the middle."""

from collections import defaultdict

import pandas as pd

from allocator.evaluation.scores import Points, total, unit_points
from allocator.evaluation.tiers import MIDDLE_TIER, tiers_of_class
from allocator.scenario.policy import Response
from allocator.scenario.scenario import Scenario


def evaluate(scenario: Scenario) -> pd.DataFrame:
    """Evaluate every unit.

    Returns
    -------
    DataFrame
        One row per unit, sorted: ``unit_id``, ``class``, ``score`` (points, NaN where the
        unit has none), ``tier`` (1–3), ``colour`` (green, blue, yellow), ``basis``
        (``grades``, ``scores`` or ``none``).

    Notes
    -----
    ``grades`` wins over scores; graded units are not ranked with the scored ones. A unit
    with neither is tier 2, green.
    """
    units = scenario.tables["units"]
    points = unit_points(scenario)
    graded = _grades(scenario)
    scored = _scored_tiers(scenario, points, set(graded))
    by_tier: dict[str, str] = {
        str(tier): colour for tier, colour in scenario.policy.evaluation.colour_by_tier.items()
    }
    rows = []
    for unit, unit_class in zip(units["unit_id"], units["class"], strict=True):
        score = float(total(points[unit])) if unit in points else float("nan")
        if unit in graded:
            tier, colour = graded[unit]
            row = (tier, colour or by_tier.get(str(tier), "green"), "grades")
        elif unit in scored:
            row = (scored[unit], by_tier.get(str(scored[unit]), "green"), "scores")
        else:
            row = (MIDDLE_TIER, "green", "none")
        rows.append((unit, unit_class, score, *row))
    return pd.DataFrame(rows, columns=["unit_id", "class", "score", "tier", "colour", "basis"])


def response_to(scenario: Scenario, colour: str) -> Response:
    """What the policy answers to a colour."""
    response: Response = getattr(scenario.policy.response, colour)
    return response


def _grades(scenario: Scenario) -> dict[str, tuple[int, str]]:
    table = scenario.tables["grades"]
    return {
        unit: (int(tier), colour)
        for unit, tier, colour in zip(table["unit_id"], table["tier"], table["colour"], strict=True)
    }


def _scored_tiers(
    scenario: Scenario, points: dict[str, Points], graded: set[str]
) -> dict[str, int]:
    units = scenario.tables["units"]
    by_class: dict[str, dict[str, Points]] = defaultdict(dict)
    for unit, unit_class in zip(units["unit_id"], units["class"], strict=True):
        if unit in points and unit not in graded:
            by_class[unit_class][unit] = points[unit]
    tiers: dict[str, int] = {}
    for unit_class, own in by_class.items():
        tiers |= tiers_of_class(scenario.policy.evaluation, unit_class, own)
    return tiers
