"""Small cells: the recurrence over people, for many cells and windows together.

Each person in turn moves part of every count's probability to the next count.
Counts above the highest quantile never feed those below, so they are left out.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allocator.stock.large_cells import largest_safe

Probabilities = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_BATCH_ENTRIES = 1 << 15
"""Entries of a batch's distributions; small enough to stay in the cache."""

_FEW_ENTRIES = 1 << 14
"""Entries below which a batch's calls take longer than its sums."""

_PEOPLE_AT_ONCE = 16
"""People of each cell looked up at a time; more would keep small cells in for longer."""


class Sums(NamedTuple):
    """The uncertain leavers of some cells in some windows, one cell and window each."""

    start: Counts  # (sums,), position of the cell's first person
    people: Counts  # (sums,), size of the cell
    window: Counts  # (sums,)
    highest: Counts  # (sums,), upper bound of the quantile

    def at(self, places: Counts) -> "Sums":
        """Some of them."""
        return Sums(*(array[places] for array in self))


def small_cells(
    table: Probabilities, types: npt.NDArray[np.integer], sums: Sums, tail: float
) -> Counts:
    """The largest `k` of each sum with `P(K < k) <= tail`.

    Parameters
    ----------
    table
        Probabilities of leaving, shape (types, windows).
    types
        Row of `table` for each person, people of a cell side by side.
    tail
        The most that `P(K < quantile)` may be.

    Returns
    -------
    Array of shape (sums,).
    """
    quantiles = np.zeros(sums.people.size, dtype=np.int64)
    for places in _batches(sums):
        quantiles[places] = _recurrence(table, types, sums.at(places), tail)
    return quantiles


def _batches(sums: Sums) -> Iterator[Counts]:
    """Places of sums of like quantiles, those of most people first, that fit the cache."""
    for alike in _alike(sums.highest):
        most = max(1, _BATCH_ENTRIES // (int(sums.highest[alike[-1]]) + 1))
        by_people = alike[np.argsort(-sums.people[alike], kind="stable")]
        for begin in range(0, by_people.size, most):
            yield by_people[begin : begin + most]


def _alike(highest: Counts) -> Iterator[Counts]:
    """Places of bounds within a factor of 1.4, or of more where they are few; rising."""
    order = np.argsort(highest, kind="stable")
    classes = np.ceil(np.log2(highest[order]) * 2)
    begin = 0
    for end in (np.flatnonzero(np.diff(classes, append=np.inf)) + 1).tolist():
        entries = (end - begin) * int(highest[order[end - 1]])
        if entries >= _FEW_ENTRIES or end == order.size:
            yield order[begin:end]
            begin = end


def _recurrence(
    table: Probabilities, types: npt.NDArray[np.integer], sums: Sums, tail: float
) -> Counts:
    """Quantiles by adding one person of each sum at a time; sums of most people first."""
    highest, done = int(sums.highest.max()), 0
    mass = np.zeros((highest + 1, sums.people.size))
    mass[0] = 1.0
    moved = np.empty_like(mass[1:])
    for block in _people_of(table, types, sums):
        counting, moving = mass[:, : block.shape[1]], moved[:, : block.shape[1]]
        for yes, no in zip(block, 1 - block, strict=True):
            done += 1
            top = min(done, highest)
            np.multiply(counting[:top], yes, out=moving[:top])
            counting[: top + 1] *= no
            counting[1 : top + 1] += moving[:top]
    return largest_safe(mass, tail)


def _people_of(
    table: Probabilities, types: npt.NDArray[np.integer], sums: Sums
) -> Iterator[Probabilities]:
    """Probabilities of a few people of each sum, then of the next few, to the last.

    Each of shape (people, sums that have some of them), 0 for nobody.
    """
    most = int(sums.people[0])
    for first in range(0, most, _PEOPLE_AT_ONCE):
        here = slice(int(np.searchsorted(-sums.people, -first)))
        place = np.arange(first, min(first + _PEOPLE_AT_ONCE, most))[:, None]
        person = np.minimum(sums.start[here] + place, types.size - 1)
        leaving = table[types[person], sums.window[here]]
        yield np.where(place < sums.people[here], leaving, 0.0)
