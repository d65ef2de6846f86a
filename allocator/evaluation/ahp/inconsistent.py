"""Which judgements contradict the others most."""

from dataclasses import dataclass
from fractions import Fraction
from math import exp

from allocator.evaluation.ahp.incomplete import connected_groups, known_logs
from allocator.evaluation.ahp.matrix import PairwiseMatrix
from allocator.evaluation.ahp.principal import principal
from allocator.evaluation.ahp.priorities import completed_logs, consistent_logs


@dataclass(frozen=True)
class Inconsistency:
    """One judgement beside what the weights say.

    Attributes
    ----------
    row, column : str
        The items, in the order in which the judgement is at least 1.
    found : Fraction
        The judgement, how many times as important ``row`` is as ``column``.
    consistent : float
        The ratio of their weights.
    gap : float
        |log found − log consistent|; 0 where they agree.
    """

    row: str
    column: str
    found: Fraction
    consistent: float
    gap: float


def judgements_by_inconsistency(matrix: PairwiseMatrix) -> tuple[Inconsistency, ...]:
    """Known judgements by how far log a_ij is from log(w_i / w_j), the farthest first.

    Saaty, European Journal of Operational Research 145, 2003, pp. 85–91, looks for the
    judgement to reconsider in the same ratios a_ij · w_j / w_i. Items that no judgement
    connects are weighed apart.
    """
    found = [
        entry
        for names in connected_groups(matrix)
        for entry in _of_connected(matrix.restricted(names))
    ]
    return tuple(sorted(found, key=lambda entry: -round(entry.gap, 9)))


def _of_connected(matrix: PairwiseMatrix) -> list[Inconsistency]:
    given = known_logs(matrix)
    agreed = consistent_logs(principal(completed_logs(matrix)).right)
    entries = []
    for i, j in matrix.known_pairs():
        row, column, found = oriented(matrix, i, j)
        gap = abs(float(given[row, column] - agreed[row, column]))
        names = matrix.names[row], matrix.names[column]
        entries.append(Inconsistency(*names, found, exp(agreed[row, column]), gap))
    return entries


def oriented(matrix: PairwiseMatrix, i: int, j: int) -> tuple[int, int, Fraction]:
    """A known pair with its judgement, turned so that the judgement is at least 1."""
    value = matrix.values[i][j]
    if value is None:
        raise ValueError(f"no judgement of {matrix.names[i]!r} and {matrix.names[j]!r}")
    return (i, j, value) if value >= 1 else (j, i, 1 / value)
