"""Scores → rank, tier and grade within each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from allocator.evaluation.scores import Scores, Whole
from allocator.scenario.policy import Evaluation
from allocator.scenario.policy.values import ANY_GROUP

MIDDLE_TIER = 2


@dataclass(frozen=True)
class Standing:
    """Where scored units stand, in the order of the scores.

    Attributes
    ----------
    rank : array of int, shape (units,)
        Place within the group, from 1, no two alike.
    tier : array of int, shape (units,)
    grade : array of str, shape (units,)
        Id of the named grade, empty where the policy has none.
    """

    rank: npt.NDArray[np.int64]
    tier: npt.NDArray[np.int64]
    grade: npt.NDArray[Any]


@dataclass(frozen=True)
class Lines:
    """What separates the tiers of one group.

    Attributes
    ----------
    places : tuple of int, or None
        Last rank of tier 1, and of tiers 1 and 2, by shares.
    scores : tuple of Fraction
        Lowest scores, falling: of tiers 1 and 2, or of every named grade but the last.
    tier_of_place : tuple of int
        Tier of those who miss none, one, … of the lowest scores.
    """

    places: tuple[int, int] | None
    scores: tuple[Fraction, ...]
    tier_of_place: tuple[int, ...]


def stand(scores: Scores, evaluation: Evaluation, ranked: npt.NDArray[np.bool_]) -> Standing:
    """Rank and tier of the units in ``ranked``; the others keep rank 0 and the middle tier.

    By named grades where the policy has them; else by shares of the ranking, by thresholds, or
    by the worse of both; else everyone is in tier 2. Ties in rank go to the higher score of the
    heaviest first-level indicator, then to the smaller ``unit_id``.
    """
    units = len(scores.units)
    rank = np.zeros(units, dtype=np.int64)
    tier = np.full(units, MIDDLE_TIER, dtype=np.int64)
    grade = np.full(units, "", dtype=object)
    total = scores.total
    for group in scores.weights:
        own = np.flatnonzero((scores.groups == group) & ranked)
        order = own[ranking(scores, evaluation, group, own)]
        rank[order] = np.arange(1, len(own) + 1)
        lines = lines_of(evaluation, group, len(own))
        lowest = [ceil(score * scores.denominator) for score in lines.scores]
        missed = _missed(total[own], lowest)
        tier[own] = _tiers(rank[own], missed, lines)
        if evaluation.grades:
            ids = np.array([entry.id for entry in evaluation.grades], dtype=object)
            grade[own] = ids[missed]
    return Standing(rank, tier, grade)


def ranking(
    scores: Scores, evaluation: Evaluation, group: str, units: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Order of some units of one group, from best to worst; ``units`` are sorted places."""
    heaviest = leaves_below(evaluation, heaviest_first_level(scores, evaluation, group))
    total, decisive = scores.total[units], scores.part(heaviest)[units]
    if total.dtype == object or decisive.dtype == object:
        keys = list(zip(-total, -decisive, units, strict=True))
        return np.array(sorted(range(len(units)), key=keys.__getitem__), dtype=np.int64)
    return np.lexsort((units, -decisive, -total))


def heaviest_first_level(scores: Scores, evaluation: Evaluation, group: str) -> str:
    """The first-level indicator whose last level weighs most for a group; ties by id."""
    tops = {indicator.id: Decimal(0) for indicator in evaluation.children("")}
    for leaf, weight in scores.weights[group].items():
        tops[evaluation.first_level(leaf)] += weight
    return min(tops, key=lambda top: (-tops[top], top), default="")


def leaves_below(evaluation: Evaluation, indicator: str) -> frozenset[str]:
    """Last-level indicators below ``indicator``, or itself."""
    leaves, waiting = set(), [indicator]
    while waiting:
        name = waiting.pop()
        below = [child.id for child in evaluation.children(name)] if name else []
        waiting += below
        if not below:
            leaves.add(name)
    return frozenset(leaves)


def lines_of(evaluation: Evaluation, group: str, units: int) -> Lines:
    """What separates the tiers of a group of so many units."""
    if evaluation.grades:
        grades = evaluation.grades
        least = tuple(Fraction(grade.least) for grade in grades[:-1])
        return Lines(None, least, tuple(grade.tier for grade in grades))
    shares = _for_group(evaluation.tier_shares, group)
    lowest = _for_group(evaluation.tier_thresholds, group)
    if shares is None and lowest is None:
        return Lines(None, (), (MIDDLE_TIER,))
    places = None if shares is None else _cumulative_counts(shares, units)
    return Lines(places, tuple(map(Fraction, lowest or ())), (1, 2, 3))


def batch_places(
    totals: npt.NDArray[np.float64], lines: Lines, *, graded: bool
) -> npt.NDArray[np.int64]:
    """Tier less one, or place among the named grades, under many scorings at once.

    Parameters
    ----------
    totals : array, shape (scorings, units)
        Scores of one group in points; ties go to the earlier unit.
    graded : bool
        Whether the policy has named grades.
    """
    missed = _missed(totals, [float(score) for score in lines.scores])
    if graded:
        return missed
    order = np.argsort(-totals, axis=-1, kind="stable")
    rank = np.empty(totals.shape, dtype=np.int64)
    np.put_along_axis(rank, order, np.arange(1, totals.shape[-1] + 1)[None, :], axis=-1)
    return _tiers(rank, missed, lines) - 1


def _tiers(rank: Whole, missed: Whole, lines: Lines) -> npt.NDArray[np.int64]:
    """The worse of what the scores and the places say."""
    found = np.array(lines.tier_of_place, dtype=np.int64)[missed]
    if lines.places is None:
        return found
    first, second = lines.places
    return np.asarray(np.maximum(found, 1 + (rank > first) + (rank > second)))


def _missed(totals: Whole, lowest: Sequence[Any]) -> npt.NDArray[np.int64]:
    """How many of the ``lowest`` scores (falling) each score misses."""
    missed = np.zeros(totals.shape, dtype=np.int64)
    for score in lowest:
        missed += np.asarray(totals < score, dtype=np.int64)
    return missed


def _for_group(by_group: dict[str, Any], group: str) -> Any:
    return by_group.get(group, by_group.get(ANY_GROUP))


def _cumulative_counts(shares: tuple[Decimal, Decimal, Decimal], units: int) -> tuple[int, int]:
    """Units in tier 1, and in tiers 1 and 2, rounded half up."""
    return half_up(shares[0] * units), half_up((shares[0] + shares[1]) * units)


def half_up(number: Decimal) -> int:
    """The nearest whole number, halves up."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
