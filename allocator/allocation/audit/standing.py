"""Tier and colour of units, from grades, else from scores, else the middle."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from allocator.allocation.audit.rounding import half_up
from allocator.scenario.policy import Evaluation, Response
from allocator.scenario.scenario import Scenario

Scores = dict[str, Fraction]
"""Indicator → share of the full score reached."""


@dataclass(frozen=True)
class Standing:
    """Tier 1 to 3, and colour."""

    tier: int = 2
    colour: str = "green"


def standings(scenario: Scenario) -> dict[str, Standing]:
    """The standing of every unit that is graded or scored; others have ``Standing()``."""
    evaluation = scenario.policy.evaluation
    grades = scenario.tables["grades"]
    rows = zip(*(grades[name].tolist() for name in ("unit_id", "tier", "colour")), strict=True)
    graded = {
        unit: Standing(tier, colour or _colour(evaluation, tier)) for unit, tier, colour in rows
    }
    scored = {
        unit: Standing(tier, _colour(evaluation, tier))
        for unit, tier in _scored_tiers(scenario, graded).items()
    }
    return scored | graded


def response(scenario: Scenario, standing: Standing) -> Response:
    """What the policy answers to the unit's colour."""
    responses: dict[str, Response] = dict(scenario.policy.response)
    return responses[standing.colour]


def _colour(evaluation: Evaluation, tier: int) -> str:
    colours: dict[Any, str] = dict(evaluation.colour_by_tier)
    return colours.get(str(tier), "green")


def _scored_tiers(scenario: Scenario, graded: Mapping[str, Standing]) -> dict[str, int]:
    units = scenario.tables["units"]
    classes = dict(zip(units["unit_id"].tolist(), units["class"].tolist(), strict=True))
    by_class: dict[str, dict[str, Scores]] = defaultdict(dict)
    for unit, scores in _scores(scenario).items():
        if unit not in graded:
            by_class[classes[unit]][unit] = scores
    tiers: dict[str, int] = {}
    for code, scored in by_class.items():
        tiers |= _tiers_of_class(scenario.policy.evaluation, code, scored)
    return tiers


def _scores(scenario: Scenario) -> dict[str, Scores]:
    """Each unit's score per indicator, averaged over the sources by their weights."""
    sources = scenario.policy.evaluation.sources
    table = scenario.tables["scores"]
    names = ("unit_id", "indicator", "source", "score", "full_score")
    weighed: dict[tuple[str, str], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for unit, indicator, source, score, full in zip(
        *(table[name].tolist() for name in names), strict=True
    ):
        reached = Fraction(score) / Fraction(full)
        weighed[unit, indicator].append((Fraction(sources.get(source, 1)), reached))
    scores: dict[str, Scores] = defaultdict(dict)
    for (unit, indicator), marks in weighed.items():
        total = sum(weight for weight, _reached in marks)
        sum_of_marks = sum((weight * reached for weight, reached in marks), Fraction(0))
        scores[unit][indicator] = sum_of_marks / total if total else Fraction(0)
    return scores


def _tiers_of_class(
    evaluation: Evaluation, code: str, scored: Mapping[str, Scores]
) -> dict[str, int]:
    weights = {leaf.id: Fraction(leaf.weight.get(code, 0)) for leaf in evaluation.indicators}
    totals = {unit: _weighed(weights, scores) for unit, scores in scored.items()}
    if code in evaluation.tier_thresholds:
        first, second = evaluation.tier_thresholds[code]
        return {u: 1 if s >= first else 2 if s >= second else 3 for u, s in totals.items()}
    if code not in evaluation.tier_shares:
        return dict.fromkeys(scored, 2)
    shares = evaluation.tier_shares[code]
    in_first = half_up(shares[0] * len(scored))
    in_first_two = half_up((shares[0] + shares[1]) * len(scored))
    heaviest = _below_heaviest(evaluation, weights)
    decisive = {
        unit: _weighed(heaviest, scores) for unit, scores in scored.items()
    }  # breaks ties of the total
    ranking = sorted(scored, key=lambda unit: (-totals[unit], -decisive[unit], unit))
    return {
        unit: 1 if place <= in_first else 2 if place <= in_first_two else 3
        for place, unit in enumerate(ranking, start=1)
    }


def _weighed(weights: Mapping[str, Fraction], scores: Scores) -> Fraction:
    return sum(
        (weight * scores.get(indicator, Fraction(0)) for indicator, weight in weights.items()),
        Fraction(0),
    )


def _below_heaviest(evaluation: Evaluation, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weights of the indicators below the first-level one that weighs most; ties by id."""
    parents = {indicator.id: indicator.parent for indicator in evaluation.indicators}
    below: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for indicator, weight in weights.items():
        top = indicator
        while parents.get(top):
            top = parents[top]
        below[top][indicator] = weight
    heaviest = min(below, key=lambda top: (-sum(below[top].values()), top), default="")
    return below[heaviest] if heaviest else {}
