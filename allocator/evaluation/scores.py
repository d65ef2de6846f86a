"""Marks → points and one exact score per unit.

Everything is a whole number of steps over one denominator, so that ties are ties and the order
is the same on every machine; where 64 bits are too few, Python's integers take over.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.evaluation.groups import groups_of
from allocator.evaluation.marks import Marks, largest, marks_of, product, whole_numbers
from allocator.evaluation.weights import leaf_weights, refuse_bad_matrices
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario

Whole = npt.NDArray[Any]

EXACT_FLOAT = 2**53
"""Sums of whole numbers below this are exact in floating point, which is fastest."""


@dataclass(frozen=True)
class Scores:
    """Points of units by last-level indicator.

    Attributes
    ----------
    units, groups : array of str, shape (units,)
        Scored units, sorted, and the group of each.
    indicators : array of str, shape (indicators,)
        Last-level indicators that have a score or a weight.
    points : array of whole numbers, shape (units, indicators)
        Weight × share of the full score reached, in steps of 1 / ``denominator`` points.
    reached : array of whole numbers, shape (units, indicators)
        Share of the full score reached, in steps of 1 / ``reached_denominator``.
    weights : mapping of group to {indicator: Decimal}
    missing : array of bool, shape (units, indicators)
        Indicators with a weight that have no score.
    denominator : int
    """

    units: npt.NDArray[Any]
    groups: npt.NDArray[Any]
    indicators: npt.NDArray[Any]
    points: Whole
    weights: dict[str, dict[str, Decimal]]
    missing: npt.NDArray[np.bool_]
    denominator: int
    reached: Whole
    reached_denominator: int

    @property
    def total(self) -> Whole:
        """Score of every unit, in steps, shape (units,)."""
        return np.asarray(self.points.sum(axis=1))

    def part(self, indicators: frozenset[str]) -> Whole:
        """Points of every unit for some of the last-level indicators, in steps."""
        chosen = [place for place, name in enumerate(self.indicators) if name in indicators]
        return np.asarray(self.points[:, chosen].sum(axis=1))

    def exact(self, steps: Any) -> Fraction:
        """A number of steps as points."""
        return Fraction(int(steps), self.denominator)


def score_units(scenario: Scenario) -> Scores:
    """Score every unit that has a mark for an indicator of its group that weighs something.

    Several sources of one indicator are averaged with the policy's source weights (1 where
    unnamed); sources that did not score, or have no weight, are left out of the mean. An
    indicator with a weight but without a score brings no points, or spreads its weight over
    the others, as ``evaluation.missing`` says.

    Raises
    ------
    InvalidData
        As :func:`~allocator.evaluation.weights.leaf_weights`; also where nobody is scored.
    """
    refuse_bad_matrices(scenario.policy)
    return scores_of(marks_of(scenario), groups_of(scenario), scenario.policy)


def scores_of(marks: Marks, groups: dict[str, str], policy: Policy) -> Scores:
    """Score units by their marks; ``groups`` tells the class or type of each unit."""
    unit_groups = np.array([groups[unit] for unit in marks.units], dtype=object)
    weights = {group: leaf_weights(policy, group) for group in sorted(set(unit_groups))}
    leaves = {leaf for own in weights.values() for leaf in own}
    indicators = np.array(sorted(leaves | set(marks.indicators)), dtype=object)
    reached, present, step = _reached(marks, indicators, policy)
    weight, scale = _weights_in_steps(weights, unit_groups, indicators)
    points, denominator = product(reached, weight), step * scale
    missing = (weight > 0) & ~present
    if policy.evaluation.missing == "reweight":
        points, denominator = _reweighted(points, weight, missing, denominator)
    scored = (present & (weight > 0)).any(axis=1)
    return Scores(
        marks.units[scored],
        unit_groups[scored],
        indicators,
        points[scored],
        weights,
        missing[scored],
        denominator,
        reached[scored],
        step,
    )


def _reached(
    marks: Marks, indicators: npt.NDArray[Any], policy: Policy
) -> tuple[Whole, npt.NDArray[np.bool_], int]:
    """Mean share of the full score over the sources, in steps, and where there is any."""
    shape = len(marks.units), len(indicators)
    place = np.searchsorted(indicators.astype(str), marks.indicators.astype(str))
    cell = marks.unit * np.int64(shape[1]) + place[marks.indicator]
    source = _source_weights(marks, policy)
    weight = source[marks.source]
    weighed = _sums(product(marks.numerator, weight), cell, shape)
    total = _sums(weight, cell, shape)
    present = total > 0
    sums = lcm(*map(int, pd.unique(total[present])))
    factor = sums // np.where(present, total, 1).astype(np.int64 if sums < 2**62 else object)
    return product(weighed, np.where(present, factor, 0)), present, marks.denominator * sums


def _source_weights(marks: Marks, policy: Policy) -> Whole:
    """Weights of the sources as whole numbers with the same ratios."""
    given = [policy.evaluation.source_weight(str(name)) for name in marks.sources]
    return whole_numbers(_as_whole(given)[0])


def _as_whole(values: list[Decimal]) -> tuple[list[int], int]:
    """Exact decimals as whole multiples of one fraction, and how many of these make 1."""
    fractions = [Fraction(value) for value in values]
    parts = lcm(*(value.denominator for value in fractions))
    return [int(value * parts) for value in fractions], parts


def _weights_in_steps(
    weights: dict[str, dict[str, Decimal]],
    unit_groups: npt.NDArray[Any],
    indicators: npt.NDArray[Any],
) -> tuple[Whole, int]:
    """Weight of every unit and indicator in whole steps; how many steps make one point."""
    groups = list(weights)
    flat = [weights[group].get(name, Decimal(0)) for group in groups for name in indicators]
    steps, scale = _as_whole(flat)
    table = whole_numbers(steps).reshape(len(groups), len(indicators))
    place = {group: row for row, group in enumerate(groups)}
    rows = np.array([place[group] for group in unit_groups], dtype=np.int64)
    return table[rows], scale


def _reweighted(
    points: Whole, weight: Whole, missing: npt.NDArray[np.bool_], denominator: int
) -> tuple[Whole, int]:
    """Points with the weight of missing indicators spread over the others in proportion."""
    whole = weight.sum(axis=1)
    there = np.where(missing, 0, weight).sum(axis=1)
    parts = lcm(*map(int, pd.unique(there[there > 0])))
    factor = whole_numbers(
        int(full) * (parts // int(left)) if left else 0
        for full, left in zip(whole, there, strict=True)
    )
    return product(points, factor[:, None]), denominator * parts


def _sums(values: Whole, cell: npt.NDArray[np.int64], shape: tuple[int, int]) -> Whole:
    """Sums of ``values`` by cell, shape ``shape``, exact."""
    cells = shape[0] * shape[1]
    if values.dtype != object and largest(values) * _most_in_a_cell(cell, cells) < EXACT_FLOAT:
        return np.bincount(cell, values, minlength=cells).astype(np.int64).reshape(shape)
    result = np.zeros(cells, dtype=object)
    np.add.at(result, cell, values.astype(object))
    return result.reshape(shape)


def _most_in_a_cell(cell: npt.NDArray[np.int64], cells: int) -> int:
    return int(np.bincount(cell, minlength=cells).max(initial=0)) if len(cell) else 0
