"""Forms in which measures are worked out from a tally."""

from collections.abc import Callable, Mapping, Sequence
from math import nan

from allocator.allocation.prepare.numbers import GRID
from allocator.simulation.tally import Tally

Of = Callable[[Tally, float], Mapping[str, float]]


def total(name: str) -> Of:
    """A sum."""
    return lambda tally, _months: {"": tally.sum(name)}


def total_by(name: str) -> Of:
    """A sum by what it is by."""
    return lambda tally, _months: {by: tally.sum(name, by) for by in tally.keys(name)}


def per_round_by(name: str) -> Of:
    """A sum of what every round has, per round, by what it is by."""
    return lambda tally, months: {
        by: tally.sum(name, by) / (months / 12) for by in tally.keys(name)
    }


def value(name: str) -> Of:
    """A sum of values on the grid, in weighted posts."""
    return lambda tally, _months: {"": tally.sum(name) / GRID}


def share(part: str, whole: str) -> Of:
    """One sum over another."""
    return lambda tally, _months: {"": ratio(tally.sum(part), tally.sum(whole))}


def share_by(part: str, whole: str) -> Of:
    """One sum over another, by what the second is by."""
    return lambda tally, _months: {
        by: ratio(tally.sum(part, by), tally.sum(whole, by)) for by in tally.keys(whole)
    }


def average(name: str) -> Of:
    """The mean over time of what the sum is the area of."""
    return lambda tally, months: {"": tally.sum(name) / months}


def average_by(name: str) -> Of:
    """The mean over time, by what it is by."""
    return lambda tally, months: {by: tally.sum(name, by) / months for by in tally.keys(name)}


def smallest(name: str) -> Of:
    """The smallest value, by what it is by."""
    return lambda tally, _months: {
        by: low for (each, by), low in sorted(tally.lows.items()) if each == name
    }


def ratio(part: float, whole: float) -> float:
    """A share; NaN of nothing."""
    return part / whole if whole else nan


def gini(shares: Sequence[float]) -> float:
    """Gini's index of inequality: 0 where all are alike; 0 too where all are 0.

    Half the mean absolute difference over the mean.
    """
    ordered, count = sorted(shares), len(shares)
    whole = sum(ordered)
    if not whole:
        return 0.0
    ranked = sum((2 * place - count - 1) * one for place, one in enumerate(ordered, start=1))
    return ranked / (count * whole)


def gini_of_shares(part: str, whole: str) -> Of:
    """Gini's index over what the second sum is by, of the share that the first is of it."""

    def of(tally: Tally, _months: float) -> Mapping[str, float]:
        shares = [tally.sum(part, by) / tally.sum(whole, by) for by in tally.keys(whole)]
        return {"": gini(shares) if shares else nan}

    return of
