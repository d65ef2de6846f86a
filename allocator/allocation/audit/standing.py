"""Tier, colour and freeze of units, from grades, else from scores, else the middle."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from allocator.allocation.audit.marks import reached
from allocator.allocation.audit.records import Grade, records
from allocator.allocation.audit.rounding import half_up
from allocator.allocation.audit.weights import weights_of
from allocator.scenario.policy import Evaluation, Response
from allocator.scenario.policy.values import ANY_GROUP
from allocator.scenario.scenario import Scenario

Scores = dict[str, Fraction]
"""Indicator → points."""


@dataclass(frozen=True)
class Standing:
    """Tier 1 to 3, colour, and whether a low grade has frozen the unit."""

    tier: int = 2
    colour: str = "green"
    frozen: bool = False


def standings(scenario: Scenario) -> dict[str, Standing]:
    """The standing of every unit; one without grade and scores is in the middle, green."""
    current, earlier = _grades(scenario)
    scored = _scored(scenario, set(current))
    found: dict[str, Standing] = {}
    for unit in scenario.tables["units"]["unit_id"].tolist():
        tier, colour = current.get(unit) or scored.get(unit) or (2, "green")
        now = [(scenario.base_year, colour)]
        frozen = any(
            year + _response(scenario, name).freeze_years > scenario.base_year
            for year, name in now + earlier[unit]
        )
        found[unit] = Standing(tier, colour, frozen)
    return found


def response(scenario: Scenario, standing: Standing) -> Response:
    """What the policy answers to the unit's colour; a frozen unit is suspended."""
    answer = _response(scenario, standing.colour)
    return answer.model_copy(update={"lending": "suspended"}) if standing.frozen else answer


def _response(scenario: Scenario, colour: str) -> Response:
    responses: dict[str, Response] = dict(scenario.policy.response)
    return responses[colour]


def _grades(
    scenario: Scenario,
) -> tuple[dict[str, tuple[int, str]], dict[str, list[tuple[int, str]]]]:
    """Tier and colour of the base year, and years and colours of the rounds before, by unit."""
    current: dict[str, tuple[int, str]] = {}
    earlier: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in records(scenario.tables["grades"], Grade):
        colour = row.colour or _colour(scenario.policy.evaluation, row.tier)
        if row.year == scenario.base_year:
            current[row.unit_id] = (row.tier, colour)
        else:
            earlier[row.unit_id].append((row.year, colour))
    return current, earlier


def _colour(evaluation: Evaluation, tier: int) -> str:
    colours: dict[Any, str] = dict(evaluation.colour_by_tier)
    return colours.get(str(tier), "green")


def _scored(scenario: Scenario, graded: set[str]) -> dict[str, tuple[int, str]]:
    """Tier and colour by scores of the units that have any and no grade."""
    evaluation = scenario.policy.evaluation
    groups = _column(scenario, evaluation.group_by)
    by_group: dict[str, dict[str, Scores]] = defaultdict(dict)
    for unit, shares in reached(scenario).items():
        if unit not in graded:
            by_group[groups[unit]][unit] = shares
    found: dict[str, tuple[int, str]] = {}
    for group, shares_of in by_group.items():
        weights = weights_of(evaluation, group)
        weighing = {leaf for leaf, weight in weights.items() if weight}
        points = {
            unit: _points(evaluation, weights, own)
            for unit, own in shares_of.items()
            if weighing & own.keys()
        }
        found |= _standings_of(evaluation, group, weights, points)
    return found


def _column(scenario: Scenario, name: str) -> dict[str, str]:
    units = scenario.tables["units"]
    return dict(zip(units["unit_id"].tolist(), units[name].tolist(), strict=True))


def _points(evaluation: Evaluation, weights: Mapping[str, Fraction], shares: Scores) -> Scores:
    """Points by indicator; the weight of missing ones may be spread over the others."""
    points = {leaf: weights[leaf] * shares[leaf] for leaf in weights if leaf in shares}
    if evaluation.missing != "reweight":
        return points
    there = sum((weights[leaf] for leaf in points), Fraction(0))
    whole = sum(weights.values(), Fraction(0))
    return {leaf: own * whole / there for leaf, own in points.items()} if there else points


def _standings_of(
    evaluation: Evaluation,
    group: str,
    weights: Mapping[str, Fraction],
    points: Mapping[str, Scores],
) -> dict[str, tuple[int, str]]:
    totals = {unit: sum(own.values(), Fraction(0)) for unit, own in points.items()}
    if evaluation.grades:
        return {unit: _by_grade(evaluation, total) for unit, total in totals.items()}
    tiers = _tiers(evaluation, group, _ranking(evaluation, weights, points, totals), totals)
    return {unit: (tier, _colour(evaluation, tier)) for unit, tier in tiers.items()}


def _by_grade(evaluation: Evaluation, total: Fraction) -> tuple[int, str]:
    earned = [grade for grade in evaluation.grades if total >= grade.least]
    grade = earned[0] if earned else evaluation.grades[-1]
    return grade.tier, grade.colour


def _tiers(
    evaluation: Evaluation, group: str, ranking: list[str], totals: Mapping[str, Fraction]
) -> dict[str, int]:
    """By shares, by lowest scores, or the worse of both."""
    shares = _for_group(evaluation.tier_shares, group)
    lowest = _for_group(evaluation.tier_thresholds, group)
    if shares is None and lowest is None:
        return dict.fromkeys(ranking, 2)
    found = dict.fromkeys(ranking, 1)
    if shares is not None:
        last = [half_up(sum(shares[:tiers], Decimal(0)) * len(ranking)) for tiers in (1, 2)]
        for place, unit in enumerate(ranking, start=1):
            found[unit] = 1 if place <= last[0] else 2 if place <= last[1] else 3
    if lowest is not None:
        for unit, total in totals.items():
            by_score = 1 if total >= lowest[0] else 2 if total >= lowest[1] else 3
            found[unit] = max(found[unit], by_score)
    return found


def _for_group(by_group: Mapping[str, Any], group: str) -> Any:
    return by_group[group] if group in by_group else by_group.get(ANY_GROUP)


def _ranking(
    evaluation: Evaluation,
    weights: Mapping[str, Fraction],
    points: Mapping[str, Scores],
    totals: Mapping[str, Fraction],
) -> list[str]:
    """Best first; ties to the better under the heaviest first-level indicator, then by id."""
    below: dict[str, list[str]] = {entry.id: [] for entry in evaluation.children("")}
    for leaf in weights:
        below[evaluation.first_level(leaf)].append(leaf)
    heaviest = min(
        below, key=lambda top: (-sum(weights[leaf] for leaf in below[top]), top), default=""
    )
    decisive = {
        unit: sum((own.get(leaf, Fraction(0)) for leaf in below.get(heaviest, ())), Fraction(0))
        for unit, own in points.items()
    }
    return sorted(points, key=lambda unit: (-totals[unit], -decisive[unit], unit))
