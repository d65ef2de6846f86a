"""The smallest change of judgements that makes a matrix consistent enough."""

from dataclasses import dataclass
from fractions import Fraction
from math import log

from allocator.evaluation.ahp.incomplete import connected_groups
from allocator.evaluation.ahp.inconsistent import oriented
from allocator.evaluation.ahp.least_total import least_total_change
from allocator.evaluation.ahp.matrix import PairwiseMatrix
from allocator.evaluation.ahp.principal import principal
from allocator.evaluation.ahp.priorities import completed_logs, priorities
from allocator.evaluation.ahp.random_index import random_index as random_index_of

SCALE = (*(Fraction(1, k) for k in range(9, 1, -1)), *map(Fraction, range(1, 10)))
"""Saaty's scale of judgements, 1/9 … 9."""


@dataclass(frozen=True)
class Change:
    """A judgement of ``row`` against ``column``, at least 1 ``before`` the change."""

    row: str
    column: str
    before: Fraction
    after: Fraction


def smallest_mend(
    matrix: PairwiseMatrix, random_index: str, max_ratio: float
) -> tuple[Change, ...] | None:
    """The smallest change after which the consistency ratio is at most ``max_ratio``.

    One judgement set to a value of Saaty's scale, the one with the smallest |Δ log a_ij|, if
    that is enough; else those of the smallest total Σ |Δ log a_ij|. The ratio of the result,
    with its values as they are printed, has been recomputed.

    Returns
    -------
    tuple of Change, or None
        Empty where nothing has to change; ``None`` where no change in two decimals was found,
        as where the maximum is 0.

    Raises
    ------
    NotWeighable
        As :func:`~allocator.evaluation.ahp.weighing.weigh`.
    """
    changes: list[Change] = []
    for names in connected_groups(matrix):
        part = matrix.restricted(names)
        if priorities(part, random_index).consistency_ratio <= max_ratio:
            continue
        single = single_change(part, random_index, max_ratio)
        mended = single or least_total_change(part, random_index, max_ratio)
        if mended is None:
            return None
        changes += _changes(part, mended)
    return tuple(changes)


def single_change(matrix: PairwiseMatrix, table: str, most: float) -> PairwiseMatrix | None:
    """The matrix with the one judgement changed that needs the smallest |Δ log a_ij|.

    λmax is convex in the logarithms of the judgements, so that its tangent rules out, without
    an eigenvalue, every value from which even the tangent stays above the maximum.
    """
    logs = completed_logs(matrix)
    at = principal(logs)
    slope = at.gradient(logs)
    items = len(matrix.names)
    index = random_index_of(table, items, len(matrix.unknown_pairs()))
    highest = (items + most * index.value * (items - 1)) * (1 + 1e-9)
    options = sorted(
        (round(abs(log(value) - logs[i, j]), 12), i, j, value)
        for i, j in matrix.known_pairs()
        for value in SCALE
        if at.value + slope[i, j] * (log(value) - logs[i, j]) <= highest
    )
    for _size, i, j, value in options:
        changed = matrix.with_judgement(i, j, value)
        if priorities(changed, table).consistency_ratio <= most:
            return changed
    return None


def _changes(before: PairwiseMatrix, after: PairwiseMatrix) -> list[Change]:
    """What differs, the largest change first."""
    changes = []
    for i, j in before.known_pairs():
        row, column, value = oriented(before, i, j)
        mended = after.values[row][column]
        if mended is not None and mended != value:
            changes.append(Change(before.names[row], before.names[column], value, mended))
    return sorted(changes, key=lambda change: -abs(log(change.after / change.before)))
