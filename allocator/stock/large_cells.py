"""A large cell: a sum of binomials, one for each distinct probability of leaving."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Probabilities = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_LOG_NEGLIGIBLE = 50.0
"""A tail below `2 * exp(-50)`, about 4e-22, is left out of a binomial: even a
million of them stay far below `poisson_binomial.TOLERANCE`."""


def large_cell(table: Probabilities, types: npt.NDArray[np.integer], tail: float) -> Counts:
    """Quantiles of one large cell, shape (windows,)."""
    people = np.bincount(types, minlength=table.shape[0])
    present = np.flatnonzero(people)
    columns = table[present].T
    return np.array([_sum_of_binomials(column, people[present], tail) for column in columns])


def _sum_of_binomials(p: Probabilities, people: Counts, tail: float) -> int:
    """Quantile of a sum where `people[i]` share the probability `p[i]`."""
    values, group = np.unique(p, return_inverse=True)
    sizes = np.bincount(group, weights=people).astype(np.int64)
    pieces = [_binomial(int(n), float(v)) for n, v in zip(sizes, values, strict=True) if v > 0]
    if not pieces:
        return 0
    total = _sum_of_pieces(pieces)
    return total.first + int(largest_safe(total.mass, tail))


class _Piece(NamedTuple):
    """The part of a distribution outside of which next to nothing lies."""

    first: int
    mass: Probabilities
    mean: float
    variance: float

    def trimmed(self) -> "_Piece":
        low, high = _support(self.mean, self.variance)
        low = max(low, self.first)
        high = min(high, self.first + self.mass.size - 1)
        kept = self.mass[low - self.first : high - self.first + 1]
        return _Piece(low, kept, self.mean, self.variance)


def _support(mean: float, variance: float) -> tuple[int, int]:
    """Bounds outside of which a probability of `2 * exp(-_LOG_NEGLIGIBLE)` lies at most.

    Bernstein: `P(|K - mean| >= t) <= 2 * exp(-t**2 / (2 * variance + 2 * t / 3))`.
    """
    third = _LOG_NEGLIGIBLE / 3
    reach = third + float(np.sqrt(third**2 + 2 * _LOG_NEGLIGIBLE * variance))
    return int(np.floor(mean - reach)), int(np.ceil(mean + reach))


def _binomial(n: int, p: float) -> _Piece:
    """The binomial distribution, from ratios of neighbours outward from the mode.

    Factorials of large `n` by their logarithms would lose six digits.
    """
    low, high = _support(n * p, n * p * (1 - p))
    low, high = max(low, 0), min(high, n)
    mode = min(max(int((n + 1) * p), low), high)
    k = np.arange(low, high)
    ratio = (n - k) / (k + 1) * (p / (1 - p))
    below = np.cumprod(1 / ratio[: mode - low][::-1])[::-1]
    above = np.cumprod(ratio[mode - low :])
    mass = np.concatenate((below, [1.0], above))
    return _Piece(low, mass / mass.sum(), n * p, n * p * (1 - p))


def _sum_of_pieces(pieces: list[_Piece]) -> _Piece:
    """The sum of independent pieces, by convolving like with like in a tree."""
    while len(pieces) > 1:
        pieces = sorted(pieces, key=lambda piece: piece.mass.size)
        odd = pieces[-1:] if len(pieces) % 2 else []
        paired = zip(pieces[0::2], pieces[1::2], strict=False)
        pieces = [_sum_of_two(one, other) for one, other in paired] + odd
    return pieces[0]


def _sum_of_two(one: _Piece, other: _Piece) -> _Piece:
    mass = np.convolve(one.mass, other.mass)
    mean, variance = one.mean + other.mean, one.variance + other.variance
    return _Piece(one.first + other.first, mass, mean, variance).trimmed()


def largest_safe(mass: Probabilities, tail: float) -> Counts:
    """The largest `k` with `P(K < k) <= tail`; counts along the first axis."""
    below_next = np.cumsum(mass, axis=0)
    largest: Counts = np.sum(below_next <= tail, axis=0, dtype=np.int64)
    return largest
