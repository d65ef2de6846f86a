"""The smallest total change of judgements, by convex programming."""

from fractions import Fraction
from math import exp, log

import numpy as np

from allocator.evaluation.ahp.incomplete import completed, known_logs
from allocator.evaluation.ahp.matrix import PairwiseMatrix
from allocator.evaluation.ahp.principal import Array, Principal, principal
from allocator.evaluation.ahp.priorities import completed_logs, consistent_logs, priorities
from allocator.evaluation.ahp.random_index import random_index

_MARGINS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
_LEAST_MOVE = 0.002


def least_total_change(matrix: PairwiseMatrix, table: str, most: float) -> PairwiseMatrix | None:
    """The matrix with the smallest Σ |Δ log a_ij| whose consistency ratio is at most ``most``.

    Solved a little below the maximum, then in judgements of two decimals, as people write
    them; the ratio of those is what has to keep the maximum. ``None`` where it does not.
    """
    if most == 0:
        return None  # λmax has no slope at n; and rounded judgements are hardly ever consistent
    items = len(matrix.names)
    index = random_index(table, items, len(matrix.unknown_pairs()))
    for margin in _MARGINS:
        highest = items + (1 - margin) * most * index.value * (items - 1)
        mended = _written(matrix, _least_total(matrix, highest))
        if priorities(mended, table).consistency_ratio <= most:
            return mended
    return None


def _written(matrix: PairwiseMatrix, moves: Array) -> PairwiseMatrix:
    """The judgements moved, in two decimals of the side that is at least 1."""
    logs = known_logs(matrix)
    for (i, j), move in zip(matrix.known_pairs(), moves.tolist(), strict=True):
        if abs(move) > _LEAST_MOVE:
            moved = logs[i, j] + move
            value = Fraction(f"{exp(abs(moved)):.2f}")
            matrix = matrix.with_judgement(i, j, value if moved >= 0 else 1 / value)
    return matrix


def _least_total(matrix: PairwiseMatrix, highest: float) -> Array:
    """Δ log of each known judgement: least Σ |Δ| with λmax ≤ ``highest``.

    Δ = ahead − back, both at least 0, makes the sum linear; λmax, unknown judgements chosen
    anew, is convex in Δ. No judgement leaves Saaty's scale, or the range of those given.
    """
    from scipy.optimize import minimize

    moved = _Moved(matrix)
    start = _on_the_edge(moved, highest)
    room = highest - len(matrix.names)

    def spare(split: Array) -> float:
        return (highest - moved.at(_joined(split)).value) / room

    def slope(split: Array) -> Array:
        slopes = moved.slopes(_joined(split))
        return np.concatenate([-slopes, slopes]) / room

    found = minimize(
        np.sum,
        np.concatenate([np.maximum(start, 0), np.maximum(-start, 0)]),
        jac=np.ones_like,
        bounds=[(0, moved.limit - log) for log in moved.given]
        + [(0, moved.limit + log) for log in moved.given],
        constraints=[{"type": "ineq", "fun": spare, "jac": slope}],
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-9},
    )
    return _joined(found.x)


def _joined(split: Array) -> Array:
    ahead, back = np.split(split, 2)
    return np.asarray(ahead - back)


class _Moved:
    """λmax of a matrix by how far its known judgements are moved."""

    def __init__(self, matrix: PairwiseMatrix) -> None:
        self._known, self._unknown = matrix.known_pairs(), matrix.unknown_pairs()
        self._places = tuple(np.array(self._known).T)
        self._logs = known_logs(matrix)
        self.given = self._logs[self._places]
        self.limit = max(log(9), float(np.abs(self.given).max()))
        self.agreed = consistent_logs(principal(completed_logs(matrix)).right)

    def to_agreement(self) -> Array:
        """The move to consistent judgements, drawn together until they are within the limit."""
        drawn = self.agreed * min(1.0, self.limit / max(np.abs(self.agreed).max(), 1e-9))
        return np.asarray(drawn[self._places] - self.given)

    def at(self, move: Array) -> Principal:
        """λmax after the move, with its eigenvectors."""
        return principal(self._completed(move))

    def slopes(self, move: Array) -> Array:
        """∂λmax by the log of each known judgement, after the move."""
        logs = self._completed(move)
        return np.asarray(principal(logs).gradient(logs)[self._places])

    def _completed(self, move: Array) -> Array:
        rows, columns = self._places
        logs = self._logs.copy()
        logs[rows, columns] += move
        logs[columns, rows] = -logs[rows, columns]
        return completed(logs, self._known, self._unknown)


def _on_the_edge(moved: _Moved, highest: float) -> Array:
    """The least move straight towards agreement with λmax ≤ ``highest``: where to start."""
    whole = moved.to_agreement()
    short, far = 0.0, 1.0
    for _half in range(40):
        middle = (short + far) / 2
        if moved.at(middle * whole).value <= highest:
            far = middle
        else:
            short = middle
    return far * whole
