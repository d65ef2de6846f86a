"""Exact distributions of how many people leave.

`K[a,b]`, the number of people of a cell (unit and quota type) who leave in the
plan years `a` to `b`, is a sum of independent yes/no variables with unequal
probabilities: Poisson-binomial. No normal or Poisson approximation is used.

Only the lower part of a distribution decides its quantile, and the recurrence
over people gives the lower part without the upper. Cells of like quantiles go
through it together; a large cell is a sum of binomials instead, one for each
distinct probability.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allocator.stock.large_cells import large_cell
from allocator.stock.small_cells import Sums, small_cells
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
    starts: int | None = None,
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
    starts
        In how many of the first years pairs begin, from 1 to H; in all where it
        is not given.

    Returns
    -------
    Array of shape (cells, H, H): at ``[c, a, b]``, for years `a <= b` and
    `a < starts`, the largest `k` with
    `P(K[a,b] >= k) >= confidence - TOLERANCE`; 0 elsewhere.

    Raises
    ------
    ValueError
        If the confidence or a probability is out of range.
    """
    _refuse_confidence(confidence)
    _refuse_improper(probabilities)
    years = probabilities.shape[1]
    windows = _Windows.of(probabilities, years if starts is None else starts)
    staff = _Staff.of(type_of_person, cell_of_person, cells)
    certain, mean = _certain_and_mean(staff, windows)
    uncertain = _uncertain_quantiles(staff, windows, mean, confidence)
    quantiles = np.zeros((cells, years, years), dtype=np.int64)
    quantiles[:, windows.first, windows.last] = certain + uncertain
    return quantiles


class _Windows(NamedTuple):
    """Pairs of years a <= b, with the first among some of the first years.

    Whoever leaves for certain within a window only shifts its distribution, so
    `uncertain` holds 0 for them.
    """

    first: Counts  # (windows,)
    last: Counts  # (windows,)
    certain: npt.NDArray[np.bool_]  # (types, windows)
    uncertain: Probabilities  # (types, windows)

    @classmethod
    def of(cls, probabilities: Probabilities, starts: int) -> "_Windows":
        years = probabilities.shape[1]
        first, last = np.triu_indices(years)
        first, last = first[first < starts], last[first < starts]
        # Each sum starts anew at year a: differences of running totals would
        # give equal people unequal sums.
        sums = [np.cumsum(probabilities[:, a:], axis=1) for a in range(starts)]
        leaving = np.concatenate(sums, axis=1)
        _refuse_improper(leaving, slack=1e-9)
        certain = leaving >= 1 - _ROUNDING
        return cls(first, last, certain, np.where(certain | (leaving <= _ROUNDING), 0.0, leaving))


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
    large = staff.sizes() > _LARGE_CELL
    for each in np.flatnonzero(large & mean.any(axis=1)):
        quantiles[each] = large_cell(windows.uncertain, staff.of_cell(int(each)), tail)
    cell, window = np.nonzero((mean > 0) & ~large[:, None])
    highest = _highest_quantile(mean[cell, window], confidence)
    sums = Sums(staff.start[cell], staff.sizes()[cell], window, highest)
    quantiles[cell, window] = small_cells(windows.uncertain, staff.types, sums, tail)
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
