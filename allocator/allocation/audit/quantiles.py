"""How many people leave at least, with a given confidence."""

from collections.abc import Mapping, Sequence

import numpy as np

Window = tuple[int, int]
"""First and last year, both included."""

TOLERANCE = 1e-12


def windows(years: range) -> list[Window]:
    """Every pair of plan years a ≤ b."""
    return [(first, last) for first in years for last in range(first, years[-1] + 1)]


def counted(leavers: Mapping[int, int], years: range) -> dict[Window, int]:
    """Leavers known for certain: the sum over each window."""
    return {
        (first, last): sum(leavers.get(year, 0) for year in range(first, last + 1))
        for first, last in windows(years)
    }


def likely(
    people: Sequence[Sequence[float]], years: range, confidence: float, most: int
) -> dict[Window, int]:
    """Largest k with P(K ≥ k) ≥ ``confidence`` for each window, K the number who leave.

    Parameters
    ----------
    people
        Each person's probability of leaving in each plan year.
    most
        Counts above this do not matter: an answer of ``most`` stands for so many or more.

    Notes
    -----
    The distribution of K grows person by person; its last entry collects ``most`` and more.
    """
    spans, most = windows(years), min(most, len(people))
    first = np.array([span[0] - years[0] for span in spans])
    last = np.array([span[1] - years[0] for span in spans])
    count = np.zeros((len(spans), most + 1))
    count[:, 0] = 1.0
    for person in people:
        until = np.concatenate(([0.0], np.cumsum(person)))
        leaves = np.minimum(until[last + 1] - until[first], 1.0)
        if leaves.any():
            step = count[:, :-1] * leaves[:, None]
            count[:, :-1] -= step
            count[:, 1:] += step
    at_least = np.cumsum(count[:, ::-1], axis=1)[:, ::-1]
    at_least[:, 0] = 1.0
    enough = at_least >= confidence - TOLERANCE
    return {span: int(np.flatnonzero(row)[-1]) for span, row in zip(spans, enough, strict=True)}
