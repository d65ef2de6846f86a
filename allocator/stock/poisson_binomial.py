"""Exact distributions of how many people leave.

`K[a,b]`, the number of people of a cell (unit and quota type) who leave in the
plan years `a` to `b`, is a sum of independent yes/no variables with unequal
probabilities: Poisson-binomial. No normal or Poisson approximation is used.

Only the lower part of a distribution decides its quantile, and the recurrence
over people gives the lower part without the upper. Cells of like size go
through it together; a large cell is a sum of binomials instead, one for each
distinct probability.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allocator.stock.large_cells import large_cell, largest_safe
from allocator.text import _

Probabilities = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Indices = npt.NDArray[np.integer]

TOLERANCE = 1e-12
"""`P(K >= k)` counts as reaching the confidence from this much below it, so that
a probability that equals it on paper is not lost to binary rounding."""

_ROUNDING = 1e-14
"""Sums of yearly probabilities this close to 0 or 1 are 0 or 1 on paper."""

_LARGE_CELL = 2048
"""People from which binomials are quicker than the recurrence over people."""

_BATCH_ENTRIES = 1 << 15
"""Entries of a batch's distributions; small enough to stay in the cache."""

_BLOCK_ENTRIES = 1 << 22
"""Entries of the largest table of people by windows held at a time."""


def pmf(p: Probabilities) -> Probabilities:
    """The distribution of a sum of independent yes/no variables.

    Parameters
    ----------
    p
        Probabilities of yes, shape (n,).

    Returns
    -------
    Array of shape (n + 1,): the probability of each count from 0 to n.

    Raises
    ------
    ValueError
        If a probability is not from 0 to 1.
    """
    _refuse_improper(p)
    mass = np.zeros(p.size + 1)
    mass[0] = 1.0
    for yes in p:
        mass[1:] = mass[1:] * (1 - yes) + mass[:-1] * yes
        mass[0] *= 1 - yes
    return mass


def lower_quantiles(
    probabilities: Probabilities,
    type_of_person: Indices,
    cell_of_person: Indices,
    cells: int,
    confidence: float,
) -> Counts:
    """The number of leavers of each cell to count on, for each pair of years.

    Parameters
    ----------
    probabilities
        Probability of leaving in each plan year by kind of person, shape
        (types, H); a row adds up to at most 1.
    type_of_person
        Row of `probabilities` for each person, shape (people,).
    cell_of_person
        Cell of each person, from 0 to `cells - 1`, shape (people,).
    cells
        The number of cells; some may have no people.
    confidence
        Above `TOLERANCE` and at most 1.

    Returns
    -------
    Array of shape (cells, H, H): at ``[c, a, b]``, for years `a <= b`, the
    largest `k` with `P(K[a,b] >= k) >= confidence - TOLERANCE`; 0 below the
    diagonal.

    Raises
    ------
    ValueError
        If the confidence or a probability is out of range.
    """
    _refuse_confidence(confidence)
    _refuse_improper(probabilities)
    windows = _Windows.of(probabilities)
    staff = _Staff.of(type_of_person, cell_of_person, cells)
    certain, mean = _certain_and_mean(staff, windows)
    uncertain = _uncertain_quantiles(staff, windows, mean, confidence)
    years = probabilities.shape[1]
    quantiles = np.zeros((cells, years, years), dtype=np.int64)
    quantiles[:, windows.first, windows.last] = certain + uncertain
    return quantiles


class _Windows(NamedTuple):
    """All pairs of years a <= b, those of one length side by side.

    Whoever leaves for certain within a window only shifts its distribution, so
    `uncertain` holds 0 for them.
    """

    first: Counts  # (windows,)
    last: Counts  # (windows,)
    certain: npt.NDArray[np.bool_]  # (types, windows)
    uncertain: Probabilities  # (types, windows)

    @classmethod
    def of(cls, probabilities: Probabilities) -> "_Windows":
        years = probabilities.shape[1]
        first, last = np.triu_indices(years)
        by_length = np.argsort(last - first, kind="stable")
        first, last = first[by_length], last[by_length]
        # Each sum starts anew at year a: differences of running totals would
        # give equal people unequal sums.
        sums = [np.cumsum(probabilities[:, a:], axis=1) for a in range(years)]
        leaving = np.empty((probabilities.shape[0], first.size))
        for window, (a, b) in enumerate(zip(first, last, strict=True)):
            leaving[:, window] = sums[a][:, b - a]
        _refuse_improper(leaving, slack=1e-9)
        certain = leaving >= 1 - _ROUNDING
        return cls(first, last, certain, np.where(certain | (leaving <= _ROUNDING), 0.0, leaving))

    def lengths(self) -> Iterator[slice]:
        """The columns of each window length, where the means are alike."""
        years = int(self.last.max(initial=-1)) + 1
        start = 0
        for count in range(years, 0, -1):
            yield slice(start, start + count)
            start += count


class _Staff(NamedTuple):
    """The people of each cell, side by side."""

    types: npt.NDArray[np.integer]  # (people,), sorted by cell
    start: Counts  # (cells + 1,), position of each cell's first person

    @classmethod
    def of(cls, type_of_person: Indices, cell_of_person: Indices, cells: int) -> "_Staff":
        sizes = np.bincount(cell_of_person, minlength=cells)
        start = np.concatenate(([0], np.cumsum(sizes)))
        return cls(type_of_person[np.argsort(cell_of_person, kind="stable")], start)

    def sizes(self) -> Counts:
        return np.diff(self.start)

    def of_cell(self, cell: int) -> npt.NDArray[np.integer]:
        return self.types[self.start[cell] : self.start[cell + 1]]


def _certain_and_mean(staff: _Staff, windows: _Windows) -> tuple[Counts, Probabilities]:
    """Certain leavers and mean of the uncertain ones; both (cells, windows)."""
    shape = (staff.sizes().size, windows.first.size)
    certain, mean = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    block = max(1, _BLOCK_ENTRIES // max(shape[1], 1))
    filled = np.flatnonzero(staff.sizes())
    for part in np.split(filled, _cuts(staff.start[filled], block)):
        if part.size:
            first, stop = staff.start[part[0]], staff.start[part[-1] + 1]
            types = staff.types[first:stop]
            offsets = staff.start[part] - first
            certain[part] = np.add.reduceat(windows.certain[types], offsets, dtype=np.int64)
            mean[part] = np.add.reduceat(windows.uncertain[types], offsets)
    return certain, mean


def _cuts(start: Counts, block: int) -> Counts:
    """Where to split cells so that each part holds about `block` people."""
    return np.flatnonzero(np.diff(start // block)) + 1


def _uncertain_quantiles(
    staff: _Staff, windows: _Windows, mean: Probabilities, confidence: float
) -> Counts:
    """The quantile of the uncertain leavers, shape (cells, windows)."""
    quantiles = np.zeros(mean.shape, dtype=np.int64)
    tail = 1 - confidence + TOLERANCE
    sizes = staff.sizes()
    for columns in windows.lengths():
        table = windows.uncertain[:, columns]
        highest = _highest_quantile(mean[:, columns], confidence).max(axis=1, initial=0)
        unsure = mean[:, columns].any(axis=1)
        for batch in _batches(sizes, highest, unsure & (sizes <= _LARGE_CELL), table.shape[1]):
            people = _side_by_side(staff, batch)
            quantiles[batch, columns] = _recurrence(table, people, int(highest[batch].max()), tail)
        for cell in np.flatnonzero(unsure & (sizes > _LARGE_CELL)):
            quantiles[cell, columns] = large_cell(table, staff.of_cell(int(cell)), tail)
    return quantiles


def _highest_quantile(mean: Probabilities, confidence: float) -> Counts:
    """A count that no quantile at this confidence exceeds.

    Cantelli: `P(K >= mean + t) <= var / (var + t**2)`, which falls below the
    confidence for `t > sqrt(var * (1 - confidence) / confidence)`; the variance
    is at most the mean. One more makes up for rounding.
    """
    reached = confidence - TOLERANCE
    bound = mean + np.sqrt(mean * (1 - reached) / reached)
    return np.ceil(bound).astype(np.int64) + 1


def _batches(
    sizes: Counts, highest: Counts, wanted: npt.NDArray[np.bool_], width: int
) -> Iterator[Counts]:
    """Cells alike in people and in highest quantile, in parts that fit the cache."""
    cells = np.flatnonzero(wanted)
    if not cells.size:
        return
    # Classes by factors of 1.4: little padding, and few batches.
    by_size, by_highest = (np.ceil(np.log2(of[cells]) * 2).astype(int) for of in (sizes, highest))
    order = np.lexsort((sizes[cells], by_highest, by_size))
    key = by_size[order] * (by_highest.max() + 1) + by_highest[order]
    for alike in np.split(cells[order], np.flatnonzero(np.diff(key)) + 1):
        most = max(1, _BATCH_ENTRIES // (width * (int(highest[alike].max()) + 1)))
        for begin in range(0, alike.size, most):
            yield alike[begin : begin + most]


def _side_by_side(staff: _Staff, cells: Counts) -> npt.NDArray[np.integer]:
    """Types of the people of some cells, shape (most people, cells), -1 for nobody."""
    sizes = staff.sizes()[cells]
    place = np.arange(sizes.max())[:, None]
    found = np.minimum(staff.start[cells] + place, staff.types.size - 1)
    return np.where(place < sizes, staff.types[found], -1)


def _recurrence(
    table: Probabilities, people: npt.NDArray[np.integer], highest: int, tail: float
) -> Counts:
    """Quantiles of small cells by adding one person of each cell at a time.

    Parameters
    ----------
    table
        Probabilities, shape (types, windows).
    people
        Types, shape (people, cells), -1 for nobody.
    highest
        The quantiles' upper bound; counts above it never feed those below.
    tail
        The most that `P(K < quantile)` may be.

    Returns
    -------
    Array of shape (cells, windows).
    """
    # Index -1 finds the row appended for nobody.
    table = np.vstack((table, np.zeros(table.shape[1])))
    mass = np.zeros((highest + 1, people.shape[1], table.shape[1]))
    mass[0] = 1.0
    moved = np.empty_like(mass[1:])
    for done, types in enumerate(people, start=1):
        yes = table[types]
        top = min(done, highest)
        np.multiply(mass[:top], yes, out=moved[:top])
        mass[: top + 1] *= 1 - yes
        mass[1 : top + 1] += moved[:top]
    return largest_safe(mass, tail)


def _refuse_improper(p: Probabilities, slack: float = 0.0) -> None:
    # A comparison that also catches numbers that are not numbers.
    wrong = p[~((p >= -slack) & (p <= 1 + slack))]
    if wrong.size:
        message = _("probability of leaving {found}: expected 0 to 1")
        raise ValueError(message.format(found=float(wrong[0])))


def _refuse_confidence(confidence: float) -> None:
    if not TOLERANCE < confidence <= 1:
        message = _("confidence {found}: expected above 0, at most 1")
        raise ValueError(message.format(found=confidence))
