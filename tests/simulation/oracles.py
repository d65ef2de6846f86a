"""Known answers: what queueing theory and the theory of renewals say of small worlds."""

from collections.abc import Sequence
from math import comb, log1p, sqrt

import numpy as np
from scipy.linalg import expm
from scipy.special import gammainc


def erlang_b(posts: int, load: float) -> float:
    """Share of requests refused by so many posts under a load, by the usual recursion.

    Source: Erlang (1917); insensitive to the distribution of the term.
    """
    blocked = 1.0
    for number in range(1, posts + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked


def renewals(rate: float, term: float, horizon: float) -> float:
    """Expected loans of one post that is lent again as soon as it is back and asked for.

    The k-th loan begins after k exponential waits and k − 1 terms: the sum over k of
    P(Gamma(k, rate) ≤ horizon − (k − 1) × term).
    """
    total, number = 0.0, 1
    while (left := horizon - (number - 1) * term) > 0:
        total += float(gammainc(number, rate * left))
        number += 1
    return total


def binomial(people: int, stays: float) -> list[float]:
    """Probability of each number of people who are still there."""
    return [
        comb(people, number) * stays**number * (1 - stays) ** (people - number)
        for number in range(people + 1)
    ]


def mean_machines_up(
    machines: int, failing: float, mended: float, crews: int, horizon: float
) -> float:
    """Mean number of machines up from 0 to the horizon, all up at first.

    Each fails at the rate ``failing``; each of so many crews mends one at the rate ``mended``.
    The integral of the transient solution of the birth and death process, by one exponential of
    the generator, widened by a column that adds up the time spent.
    """
    states = machines + 1
    generator = np.zeros((states + 1, states + 1))
    for up in range(states):
        if up:
            generator[up, up - 1] = up * failing
        if up < machines:
            generator[up, up + 1] = min(crews, machines - up) * mended
        generator[up, up] = -generator[up, :states].sum()
        generator[up, states] = up
    return float(expm(generator * horizon)[machines, states]) / horizon


def hazard(rate: float) -> float:
    """Constant hazard per year under which a share ``rate`` leaves in a year."""
    return -log1p(-rate)


def standard_errors(values: Sequence[float], expected: float) -> float:
    """Distance of a mean from what is expected, in standard errors of the mean."""
    sample = np.asarray(values)
    return abs(float(sample.mean()) - expected) / (float(sample.std(ddof=1)) / sqrt(len(sample)))
