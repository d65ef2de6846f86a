"""The borrowing limit `L[u,q,a,b]`, from the quantiles of the leavers.

A cell is a unit and quota type. Plan years count from 0, so index ``[a, b]``
stands for the years `y0 + a` to `y0 + b`; entries below the diagonal are 0.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from allocator.text import _

Counts = npt.NDArray[np.int64]
Multiplier = int | Decimal | Fraction


def borrowing_limits(
    quantiles: Counts, overstaff: Counts, multipliers: Sequence[Multiplier]
) -> Counts:
    """The posts each cell may borrow against the leavers of each pair of years.

    Parameters
    ----------
    quantiles
        Shape (cells, H, H): the largest `k` with `P(K[a,b] >= k) >= confidence`
        (see `poisson_binomial.lower_quantiles` and `quantiles_of_counts`).
    overstaff
        `O[u,q]`, shape (cells,), in posts.
    multipliers
        The tier's multiplier for each cell, exact.

    Returns
    -------
    Array of shape (cells, H, H), in whole posts, 0 where `a > b`.

    Raises
    ------
    TypeError
        If a multiplier is a binary float, which cannot hold a share such as 0.1.
    ValueError
        If a multiplier is negative, or has more digits than exact arithmetic
        with 64 bits allows.

    Notes
    -----
    Rule "borrowing limit": the largest `k` with `P(K[a,b] >= k + O) >= confidence`,
    times the multiplier, rounded down, never negative. Since the condition looks
    at `k + O` alone, that `k` is the quantile less `O`.
    """
    waiting = overstaff_at_start(quantiles, overstaff)
    free = np.triu(np.maximum(quantiles - waiting[:, :, None], 0))
    return _share_rounded_down(free, multipliers)


def overstaff_at_start(quantiles: Counts, overstaff: Counts) -> Counts:
    """The overstaffing still to be absorbed when each year begins.

    Returns
    -------
    Array of shape (cells, H): `O[u,q]` in the first year, then
    `max(0, O[u,q] - k')` with `k'` the quantile of the years before.
    """
    waiting = np.repeat(overstaff[:, None], quantiles.shape[1], axis=1)
    waiting[:, 1:] -= quantiles[:, 0, :-1]
    return np.maximum(waiting, 0)


def quantiles_of_counts(leavers: Counts) -> Counts:
    """The quantiles where the planner has counted the leavers.

    Parameters
    ----------
    leavers
        Shape (cells, H): posts that fall vacant in each plan year.

    Returns
    -------
    Array of shape (cells, H, H): `K[a,b]` is the given sum, for certain, and so
    is its quantile at any confidence.
    """
    until = np.cumsum(leavers, axis=1)
    before = until - leavers
    return np.triu(until[:, None, :] - before[:, :, None])


def _share_rounded_down(free: Counts, multipliers: Sequence[Multiplier]) -> Counts:
    # A few tiers share their multipliers, so each is examined once.
    exact = {value: _exact(value) for value in set(multipliers)}
    largest = int(free.max(initial=0))
    for value in exact.values():
        _refuse_overflow(value, largest)
    fractions = [exact[value] for value in multipliers]
    numerator = np.array([value.numerator for value in fractions], dtype=np.int64)
    denominator = np.array([value.denominator for value in fractions], dtype=np.int64)
    return free * numerator[:, None, None] // denominator[:, None, None]


def _exact(multiplier: Multiplier) -> Fraction:
    if isinstance(multiplier, float):
        message = _("multiplier {found!r}: expected an exact decimal, found a binary float")
        raise TypeError(message.format(found=multiplier))
    if multiplier < 0:
        message = _("multiplier {found}: expected a number from 0")
        raise ValueError(message.format(found=multiplier))
    return Fraction(multiplier)


def _refuse_overflow(value: Fraction, largest: int) -> None:
    most = np.iinfo(np.int64).max
    if value.denominator > most or value.numerator * max(largest, 1) > most:
        message = _("multiplier {found}: has too many digits; round it to six decimals")
        raise ValueError(message.format(found=value))
