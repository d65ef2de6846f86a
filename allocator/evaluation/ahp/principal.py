"""The principal eigenvalue and eigenvector of a positive matrix."""

from dataclasses import dataclass
from math import ulp

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_CLOSE = 64 * ulp(1.0)
_MOST_STEPS = 200


@dataclass(frozen=True)
class Principal:
    """λmax with its eigenvectors, scaled to ``right.sum() == 1`` and ``left @ right == 1``."""

    value: float
    right: Array
    left: Array

    def gradient(self, logs: Array) -> Array:
        """∂λmax / ∂ log a_ij, n × n, where log a_ji moves as −log a_ij.

        For a simple eigenvalue ∂λ/∂a_ij = left_i · right_j (Magnus 1985); a_ji is 1 / a_ij.
        """
        flow: Array = self.left[:, None] * np.exp(logs) * self.right
        return flow - flow.T


def principal(logs: Array) -> Principal:
    """λmax of the matrix ``exp(logs)``, n × n, and both its eigenvectors."""
    value, right = _perron(logs)
    _value, left = _perron(logs.T)
    return Principal(value, right, left / (left @ right))


def principal_value(logs: Array) -> float:
    """λmax of the matrix ``exp(logs)``."""
    return _perron(logs)[0]


def _perron(logs: Array) -> tuple[float, Array]:
    """λmax and its eigenvector by Noda's iteration.

    Inverse iteration shifted to the upper bound max_i (Ax)_i / x_i (Collatz): it converges
    quadratically from any positive start (Noda, Numerische Mathematik 17, 1971). The matrix is
    first scaled by its rows' geometric means, which makes a nearly consistent one nearly all
    ones, so that the bounds meet within rounding whatever the sizes of the weights.
    """
    scale = logs.mean(axis=1)
    scaled = np.exp(logs - scale[:, None] + scale)
    vector = np.ones(len(logs))
    upper = lower = 0.0
    for _step in range(_MOST_STEPS):
        bounds = scaled @ vector / vector
        upper, lower = float(bounds.max()), float(bounds.min())
        if upper - lower <= _CLOSE * upper:
            break
        shift = upper * (1 + _CLOSE / 8)
        vector = np.linalg.solve(shift * np.eye(len(logs)) - scaled, vector)
        vector /= vector.max()
    weights = np.exp(scale - scale.max()) * vector
    return (upper + lower) / 2, weights / weights.sum()
