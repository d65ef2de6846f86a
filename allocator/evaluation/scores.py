"""Indicator scores → one score per unit."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from allocator.scenario.policy import Evaluation
from allocator.scenario.scenario import Scenario

Points = dict[str, Fraction]
"""Indicator → points of a unit, weight × share of the full score reached."""


def unit_points(scenario: Scenario) -> dict[str, Points]:
    """Points of every unit that has scores, by last-level indicator.

    Several sources of one indicator are averaged with the policy's source weights
    (1 where unnamed); an indicator without a score brings no points. Exact fractions.
    """
    evaluation = scenario.policy.evaluation
    classes = dict(
        zip(scenario.tables["units"]["unit_id"], scenario.tables["units"]["class"], strict=True)
    )
    weights = {indicator.id: indicator.weight for indicator in evaluation.indicators}
    points: dict[str, Points] = defaultdict(dict)
    for (unit, indicator), reached in _reached(scenario).items():
        weight = weights[indicator].get(classes[unit], Decimal(0))
        points[unit][indicator] = Fraction(weight) * reached
    return dict(points)


def _reached(scenario: Scenario) -> dict[tuple[str, str], Fraction]:
    """(unit, indicator) → share of the full score reached, over the sources."""
    sources = scenario.policy.evaluation.sources
    gained: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    weighed: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for row in scenario.tables["scores"].itertuples():
        weight = Fraction(sources.get(str(row.source), Decimal(1)))
        place = (str(row.unit_id), str(row.indicator))
        gained[place] += weight * Fraction(row.score) / Fraction(row.full_score)
        weighed[place] += weight
    return {
        place: gained[place] / weighed[place] if weighed[place] else Fraction(0)
        for place in gained
    }


def total(points: Points) -> Fraction:
    """Score of a unit."""
    return sum(points.values(), Fraction(0))


def heaviest_first_level(evaluation: Evaluation, unit_class: str) -> str:
    """The first-level indicator whose subtree weighs most for a class; ties by id."""
    tops: dict[str, Decimal] = defaultdict(Decimal)
    for indicator in evaluation.indicators:
        tops[first_level(evaluation, indicator.id)] += indicator.weight.get(unit_class, Decimal(0))
    return min(tops, key=lambda top: (-tops[top], top), default="")


def first_level(evaluation: Evaluation, indicator: str) -> str:
    """The first-level indicator above ``indicator``, or itself."""
    parents = {entry.id: entry.parent for entry in evaluation.indicators}
    seen: set[str] = set()
    while parents.get(indicator) and indicator not in seen:
        seen.add(indicator)
        indicator = parents[indicator]
    return indicator
