"""Scores → tiers within each class, by shares or by thresholds."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from allocator.evaluation.scores import Points, first_level, heaviest_first_level, total
from allocator.scenario.policy import Evaluation

MIDDLE_TIER = 2


def tiers_of_class(
    evaluation: Evaluation, unit_class: str, points: dict[str, Points]
) -> dict[str, int]:
    """Tier of every unit of one class, given its points by indicator.

    By thresholds where the policy has them for the class, else by shares of the ranking,
    else everyone is in tier 2. Ties in rank go to the higher score of the heaviest
    first-level indicator, then to the smaller ``unit_id``.
    """
    thresholds = evaluation.tier_thresholds.get(unit_class)
    if thresholds is not None:
        return {unit: _by_threshold(total(own), thresholds) for unit, own in points.items()}
    shares = evaluation.tier_shares.get(unit_class)
    if shares is None:
        return dict.fromkeys(points, MIDDLE_TIER)
    first, second = _cumulative_counts(shares, len(points))
    ranking = ranked(evaluation, unit_class, points)
    return {
        unit: 1 if place < first else 2 if place < second else 3
        for place, unit in enumerate(ranking)
    }


def ranked(evaluation: Evaluation, unit_class: str, points: dict[str, Points]) -> list[str]:
    """Units of one class from best to worst."""
    heaviest = heaviest_first_level(evaluation, unit_class)

    def rank(unit: str) -> tuple[Fraction, Fraction, str]:
        own = points[unit]
        under = [own[i] for i in own if first_level(evaluation, i) == heaviest]
        return (-total(own), -sum(under, Fraction(0)), unit)

    return sorted(points, key=rank)


def _by_threshold(score: Fraction, thresholds: tuple[Decimal, Decimal]) -> int:
    first, second = thresholds
    return 1 if score >= Fraction(first) else 2 if score >= Fraction(second) else 3


def _cumulative_counts(shares: Sequence[Decimal], units: int) -> tuple[int, int]:
    """Units in tier 1, and in tiers 1 and 2, rounded half up."""
    first = shares[0] * units
    second = (shares[0] + shares[1]) * units
    whole = Decimal(1)
    return (
        int(first.quantize(whole, ROUND_HALF_UP)),
        int(second.quantize(whole, ROUND_HALF_UP)),
    )
