"""Everything that was scored, in one long form: score tables, questionnaires, measures.

A mark is the share of the full score that one source gives a unit for one indicator, as an
exact fraction of whole numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.scenario.policy import Evaluation
from allocator.scenario.scenario import Scenario

Codes = npt.NDArray[np.integer[Any]]

LARGEST_WHOLE = 2**62
"""Whole numbers below this are kept in 64 bits."""

PERCENT_DECIMALS = 2
"""Decimals, of a score out of 100, to which questionnaires and measures are rounded."""


@dataclass(frozen=True)
class Marks:
    """Marks in long form, in no order.

    Attributes
    ----------
    unit, indicator, source : array of int, shape (marks,)
        Places in ``units``, ``indicators`` and ``sources``.
    numerator : array, shape (marks,)
        The mark in steps of 1 / ``denominator``; ``int64``, or Python integers where 64 bits
        are too few.
    denominator : int
    units, indicators, sources : array of str
        Labels, sorted.
    """

    unit: Codes
    indicator: Codes
    source: Codes
    numerator: npt.NDArray[Any]
    denominator: int
    units: npt.NDArray[Any]
    indicators: npt.NDArray[Any]
    sources: npt.NDArray[Any]


def marks_of(scenario: Scenario) -> Marks:
    """All marks of a scenario."""
    evaluation = scenario.policy.evaluation
    tables = scenario.tables
    return joined(
        [
            scored(tables["scores"]),
            answered(tables["questionnaires"], evaluation),
            measured(tables["measures"], evaluation),
        ]
    )


def scored(table: pd.DataFrame) -> Marks:
    """Marks of a score table: score over full score.

    Parameters
    ----------
    table : DataFrame
        ``unit_id, indicator, source, score, full_score``; columns may be categorical, which
        saves most of the time where there are millions of rows.
    """
    score, full = _decimals(table["score"]), _decimals(table["full_score"])
    return _marks(table, _codes(table["source"]), *_in_common_steps(score, full))


def answered(table: pd.DataFrame, evaluation: Evaluation) -> Marks:
    """Marks of questionnaires: mean of what the answers earn, rounded to 0.01 of 100."""
    worth = {name: Fraction(value) for name, value in evaluation.answers}
    columns = {name: table[name].to_numpy(dtype=np.int64) for name in worth}
    means = [
        sum((share * int(columns[name][row]) for name, share in worth.items()), Fraction(0))
        / sum(int(counts[row]) for counts in columns.values())
        for row in range(len(table))
    ]
    return _rounded_marks(table, _codes(table["source"]), means)


def measured(table: pd.DataFrame, evaluation: Evaluation) -> Marks:
    """Marks of measured values: linear from worst to best of the scale, source ``data``."""
    scales = {leaf.id: leaf.scale for leaf in evaluation.leaves() if leaf.scale is not None}
    shares = []
    for indicator, value in zip(table["indicator"], table["value"], strict=True):
        worst, best = Fraction(scales[indicator].worst), Fraction(scales[indicator].best)
        shares.append(
            min(Fraction(1), max(Fraction(0), (Fraction(value) - worst) / (best - worst)))
        )
    source = np.zeros(len(table), dtype=np.int64), np.array(["data"], dtype=object)
    return _rounded_marks(table, source, shares)


def _rounded_marks(
    table: pd.DataFrame, source: tuple[Codes, npt.NDArray[Any]], shares: list[Fraction]
) -> Marks:
    full = 10 ** (2 + PERCENT_DECIMALS)
    rounded = [(2 * share * full + 1) // 2 for share in shares]  # halves up; shares are from 0
    return _marks(table, source, np.array(rounded, dtype=np.int64), full)


def _marks(
    table: pd.DataFrame,
    source: tuple[Codes, npt.NDArray[Any]],
    numerator: npt.NDArray[Any],
    denominator: int,
) -> Marks:
    unit, units = _codes(table["unit_id"])
    indicator, indicators = _codes(table["indicator"])
    return Marks(unit, indicator, source[0], numerator, denominator, units, indicators, source[1])


def _codes(column: "pd.Series[Any]") -> tuple[Codes, npt.NDArray[Any]]:
    """Place of every cell among the sorted distinct values, and these."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        labels = np.array(column.cat.categories, dtype=object)
        codes = column.cat.codes.to_numpy()
        order = np.argsort(labels.astype(str), kind="stable")
        if (order == np.arange(len(order))).all():
            return codes, labels
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return place[codes], labels[order]
    codes, labels = pd.factorize(column.to_numpy(dtype=object), sort=True)
    return codes.astype(np.int64), np.array(labels, dtype=object)


def _decimals(column: "pd.Series[Any]") -> tuple[npt.NDArray[Any], list[Decimal]]:
    """Place of every cell among the distinct numbers, and these."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), [Decimal(value) for value in column.cat.categories]
    codes, distinct = pd.factorize(column.to_numpy(dtype=object))
    return codes, [Decimal(value) for value in distinct]


def _in_common_steps(
    score: tuple[npt.NDArray[Any], list[Decimal]], full: tuple[npt.NDArray[Any], list[Decimal]]
) -> tuple[npt.NDArray[Any], int]:
    """Score over full score of every row, in whole steps, and how many steps make 1."""
    scores, fulls = [Fraction(value) for value in score[1]], [Fraction(value) for value in full[1]]
    decimals = lcm(*(value.denominator for value in [*scores, *fulls]))
    whole = [int(value * decimals) for value in fulls]
    steps = lcm(*whole)
    reached = whole_numbers([int(value * decimals) for value in scores])
    factor = whole_numbers([steps // value for value in whole])
    if len(whole) == 1:
        return product(reached, factor)[score[0]], steps
    return product(reached[score[0]], factor[full[0]]), steps


def product(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Elementwise product, whose sums along the last axis of a table fit too.

    In Python integers where 64 bits might be too few.
    """
    terms = max(first.shape[-1], 1) if first.ndim > 1 else 1
    if largest(first) * largest(second) * terms >= LARGEST_WHOLE:
        first = first.astype(object)
    return np.asarray(first * second)


def largest(values: npt.NDArray[Any]) -> int:
    """The largest magnitude, 0 of nothing."""
    return max(int(values.max()), -int(values.min())) if values.size else 0


def whole_numbers(values: Iterable[int]) -> npt.NDArray[Any]:
    """``int64`` where all values fit, else Python integers, which never overflow."""
    listed = list(values)
    fits = all(abs(value) < LARGEST_WHOLE for value in listed)
    return np.array(listed, dtype=np.int64 if fits else object)


def joined(parts: list[Marks]) -> Marks:
    """Marks of several tables as one."""
    kept = [part for part in parts if len(part.unit)] or parts[:1]
    if len(kept) == 1:
        return kept[0]
    unit, units = _relabelled([(part.unit, part.units) for part in kept])
    indicator, indicators = _relabelled([(part.indicator, part.indicators) for part in kept])
    source, sources = _relabelled([(part.source, part.sources) for part in kept])
    steps = lcm(*(part.denominator for part in kept))
    numerator = np.concatenate(
        [product(part.numerator, whole_numbers([steps // part.denominator])) for part in kept]
    )
    return Marks(unit, indicator, source, numerator, steps, units, indicators, sources)


def _relabelled(
    parts: list[tuple[Codes, npt.NDArray[Any]]],
) -> tuple[Codes, npt.NDArray[Any]]:
    """Codes of several tables over the labels of all."""
    labels = np.unique(np.concatenate([own for _codes, own in parts]).astype(str))
    places = [np.searchsorted(labels, own.astype(str))[codes] for codes, own in parts]
    return np.concatenate(places), labels.astype(object)
