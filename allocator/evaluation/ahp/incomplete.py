"""Matrices with unknown judgements: what connects the items, and the best completion."""

from collections.abc import Sequence
from fractions import Fraction
from math import log

import numpy as np
import numpy.typing as npt

from allocator.evaluation.ahp.matrix import PairwiseMatrix
from allocator.evaluation.ahp.principal import Array, Principal, principal, principal_value
from allocator.evaluation.ahp.refusals import NotWeighable
from allocator.text import _

_CLOSE = 1e-14
_MOST_STEPS = 100

Pairs = Sequence[tuple[int, int]]
Places = npt.NDArray[np.int64]


class NotConnected(NotWeighable):
    """The judgements fall into groups of items that none of them compares.

    Attributes
    ----------
    groups : tuple of tuple of str
    """

    def __init__(self, groups: tuple[tuple[str, ...], ...]) -> None:
        self.groups = groups
        shown = _("; ").join(_(", ").join(group) for group in groups)
        super().__init__(
            _("no judgement between these groups: {groups}").format(groups=shown),
            _("judgements that connect all items"),
            _("Compare at least one item of each group with one of another."),
        )


def connected_groups(matrix: PairwiseMatrix) -> tuple[tuple[str, ...], ...]:
    """Names of the items that judgements connect, group by group, in the matrix's order."""
    group = list(range(len(matrix.names)))
    for i, j in matrix.known_pairs():
        if group[i] != group[j]:
            group = [group[i] if label == group[j] else label for label in group]
    labels = dict.fromkeys(group)
    return tuple(
        tuple(n for n, own in zip(matrix.names, group, strict=True) if own == label)
        for label in labels
    )


def known_logs(matrix: PairwiseMatrix) -> Array:
    """Logarithms of the judgements, n × n, 0 where unknown."""
    return np.array(
        [[0.0 if value is None else _log(value) for value in row] for row in matrix.values]
    )


def _log(value: Fraction) -> float:
    # Of the side that is at least 1, so that the logs are antisymmetric to the last bit.
    return log(value) if value >= 1 else -log(1 / value)


def completed(logs: Array, known: Pairs, unknown: Pairs) -> Array:
    """``logs`` with the unknown entries chosen so that λmax is smallest.

    λmax is convex in the logarithms, strictly where the judgements connect all items, so
    Newton's method, halving steps that do not descend, finds the only minimum (Bozóki, Fülöp
    and Rónyai, Mathematical and Computer Modelling 52, 2010, pp. 318–333).

    Parameters
    ----------
    logs : array, n × n
        Antisymmetric; what it holds for unknown pairs is ignored.
    known, unknown : sequence of (int, int)
        All pairs i < j between them; the known ones connect all items.
    """
    if not unknown:
        return logs
    rows, columns = np.array(unknown).T
    fitted = _least_squares(logs, known)
    best = _moved(logs, rows, columns, (fitted - logs)[rows, columns])
    for _step in range(_MOST_STEPS):
        at = principal(best)
        slope = at.gradient(best)[rows, columns]
        if np.abs(slope).max() <= _CLOSE * at.value:
            break
        step = np.linalg.solve(_curvature(at, best, rows, columns), -slope)
        best = _moved(best, rows, columns, _descending(at.value, best, rows, columns, step))
        if np.abs(step).max() <= _CLOSE:
            break
    return best


def _moved(logs: Array, rows: Places, columns: Places, by: Array) -> Array:
    moved = logs.copy()
    moved[rows, columns] += by
    moved[columns, rows] = -moved[rows, columns]
    return moved


def _least_squares(logs: Array, known: Pairs) -> Array:
    """Differences of the log weights that fit the known judgements best (where to start)."""
    laplacian, sums = np.zeros_like(logs), np.zeros(len(logs))
    for i, j in known:
        laplacian[[i, j], [i, j]] += 1
        laplacian[[i, j], [j, i]] -= 1
        sums[i] += logs[i, j]
        sums[j] -= logs[i, j]
    weights = np.linalg.lstsq(laplacian, sums)[0]
    return np.asarray(np.subtract.outer(weights, weights))


def _curvature(at: Principal, logs: Array, rows: Places, columns: Places) -> Array:
    """Second derivatives of λmax by the logs of the pairs, from the reduced resolvent."""
    values = np.exp(logs)
    outer = np.outer(at.right, at.left)
    resolvent = np.linalg.inv(at.value * np.eye(len(logs)) - values + outer) - outer
    ahead, back = values[rows, columns], values[columns, rows]
    # Each pair moves two cells: what it does to the right vector, and what the left one sees.
    places = np.arange(len(rows))
    right, left = np.zeros((len(logs), len(rows))), np.zeros((len(rows), len(logs)))
    right[rows, places] = ahead * at.right[columns]
    right[columns, places] = -back * at.right[rows]
    left[places, columns] = ahead * at.left[rows]
    left[places, rows] = -back * at.left[columns]
    bend = left @ resolvent @ right
    own = at.left[rows] * ahead * at.right[columns] + at.left[columns] * back * at.right[rows]
    return np.asarray(bend + bend.T + np.diag(own))


def _descending(value: float, logs: Array, rows: Places, columns: Places, step: Array) -> Array:
    for _half in range(60):
        if principal_value(_moved(logs, rows, columns, step)) <= value * (1 + 1e-15):
            break
        step = step / 2
    return step
