"""Draws by inverse transform: each takes one uniform and rises with it.

A uniform lies in the open interval from 0 to 1. As one uniform gives one draw, two policies that
share the uniform share the draw, and where a mean alone differs the draws still move together.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, count, takewhile
from operator import mul
from statistics import NormalDist
from typing import overload

import numpy as np
import numpy.typing as npt

from allocator.text import _

Array = npt.NDArray[np.float64]

TIME_STEP = 2.0**-20
"""Months between two times (some 2.5 s): sums and differences of times are exact in floats."""

DURATIONS = ("fixed", "exponential", "uniform")
"""The distributions that `duration` knows."""

_STANDARD_NORMAL = NormalDist()

_NEGLIGIBLE = 2.0**-80
"""Weight, relative to the mode's, beyond which no uniform of 53 bits reaches."""


@overload
def on_time_grid(time: float) -> float: ...
@overload
def on_time_grid(time: Array) -> Array: ...
def on_time_grid(time: float | Array) -> float | Array:
    """The nearest multiple of `TIME_STEP`, in months."""
    if isinstance(time, np.ndarray):
        return np.rint(time / TIME_STEP) * TIME_STEP
    return round(time / TIME_STEP) * TIME_STEP


def exponential(u: float, mean: float) -> float:
    """Exponential with a mean."""
    return -mean * math.log1p(-u)


def uniform_between(u: float, low: float, high: float) -> float:
    """Uniform from `low` to `high`."""
    return low + (high - low) * u


@overload
def normal(u: float) -> float: ...
@overload
def normal(u: Array) -> Array: ...
def normal(u: float | Array) -> float | Array:
    """Standard normal; an array's elements are those of single draws."""
    if isinstance(u, np.ndarray):
        quantiles = map(_STANDARD_NORMAL.inv_cdf, u.ravel().tolist())
        return np.fromiter(quantiles, dtype=np.float64, count=u.size).reshape(u.shape)
    return _STANDARD_NORMAL.inv_cdf(u)


def categorical(u: float, weights: Sequence[float]) -> int:
    """A position among `weights`, each with a probability in proportion to its weight.

    Raises
    ------
    ValueError
        If a weight is negative or not finite, or none is positive.
    """
    cumulated = list(accumulate(weights, initial=0.0))
    if not 0 < cumulated[-1] < math.inf or min(weights) < 0:
        message = _("weights {found}: expected numbers from 0, at least one of them above 0")
        raise ValueError(message.format(found=list(weights)))
    return bisect_right(cumulated, u * cumulated[-1]) - 1


def duration(u: float, distribution: str, mean: float) -> float:
    """A span of months with a mean, on the time grid.

    Parameters
    ----------
    u
        A uniform.
    distribution
        ``fixed`` (the mean itself), ``exponential`` or ``uniform`` (from 0 to twice the mean).
    mean
        Months, at least 0.

    Raises
    ------
    ValueError
        If there is no distribution of that name.
    """
    if distribution == "fixed":
        return on_time_grid(mean)
    if distribution == "exponential":
        return on_time_grid(exponential(u, mean))
    if distribution == "uniform":
        return on_time_grid(uniform_between(u, 0.0, 2 * mean))
    message = _("distribution {found!r}: expected one of {expected}")
    raise ValueError(message.format(found=distribution, expected=", ".join(DURATIONS)))


def poisson(u: float, mean: float) -> int:
    """Poisson with a mean: the smallest `k` with ``P(X <= k) >= u``.

    Raises
    ------
    ValueError
        If the mean is negative or not finite.
    """
    smallest, cumulated = _poisson_cumulated(mean)
    return smallest + bisect_left(cumulated, u)


@lru_cache(maxsize=1024)
def _poisson_cumulated(mean: float) -> tuple[int, list[float]]:
    """The smallest count that matters, and ``P(X <= k)`` from there on; the last is 1.

    Weights relative to the mode's need no exponentials and factorials, which would underflow or
    lose digits where the mean is large.
    """
    if not 0 <= mean < math.inf:
        raise ValueError(_("Poisson mean {found}: expected a number from 0").format(found=mean))
    mode = math.floor(mean)
    below = _weights(k / mean for k in range(mode, 0, -1))
    above = _weights(mean / k for k in count(mode + 1))
    cumulated = list(accumulate([*reversed(below), 1.0, *above]))
    return mode - len(below), [weight / cumulated[-1] for weight in cumulated]


def _weights(ratios: Iterable[float]) -> list[float]:
    """Weights going away from the mode, each the one before times its ratio."""
    return list(takewhile(lambda weight: weight > _NEGLIGIBLE, accumulate(ratios, mul)))
