"""Indicator scores → one score per unit."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import cache

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
    weights: dict[tuple[str, str], Fraction] = defaultdict(Fraction) | {
        (indicator.id, unit_class): Fraction(weight)
        for indicator in evaluation.indicators
        for unit_class, weight in indicator.weight.items()
    }
    points: dict[str, Points] = defaultdict(dict)
    for (unit, indicator), reached in _reached(scenario).items():
        points[unit][indicator] = weights[indicator, classes[unit]] * reached
    return dict(points)


def _reached(scenario: Scenario) -> dict[tuple[str, str], Fraction]:
    """(unit, indicator) → share of the full score reached, over the sources."""
    sources = scenario.policy.evaluation.sources
    table = scenario.tables["scores"]
    share = cache(lambda score, full: Fraction(score) / Fraction(full))
    by_source: dict[tuple[str, str], list[tuple[Decimal, Fraction]]] = defaultdict(list)
    for unit, indicator, source, score, full in zip(
        *(table[name].tolist() for name in SCORE_COLUMNS), strict=True
    ):
        by_source[unit, indicator].append((sources.get(source, Decimal(1)), share(score, full)))
    return {place: _averaged(shares) for place, shares in by_source.items()}


SCORE_COLUMNS = ("unit_id", "indicator", "source", "score", "full_score")


def _averaged(shares: list[tuple[Decimal, Fraction]]) -> Fraction:
    """Mean of the shares by weight; 0 where no source has any weight."""
    if len(shares) == 1:
        return shares[0][1] if shares[0][0] else Fraction(0)
    total = sum((Fraction(weight) for weight, _share in shares), Fraction(0))
    gained = sum((Fraction(weight) * share for weight, share in shares), Fraction(0))
    return gained / total if total else Fraction(0)


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
