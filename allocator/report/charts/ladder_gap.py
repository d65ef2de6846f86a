"""The gap between what is due back and who is expected to leave, in pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Rung:
    """A year.

    Attributes
    ----------
    year : int
    due : int
        Posts due back at its end.
    due_by, leavers_by : int, float
        Posts due back by its end since the base year, and people of those who borrow who are
        expected to leave by then.
    """

    year: int
    due: int
    due_by: int
    leavers_by: float


def coverage_gap(rungs: Sequence[Rung]) -> Iterator[dict[str, Any]]:
    """Edges of the gap between the lines, in pieces that are covered or short throughout."""
    piece = 0
    yield _edge(rungs[0].year, rungs[0].due_by, rungs[0].leavers_by, piece, rungs[0])
    for before, after in pairwise(rungs):
        start, end = _lead(before), _lead(after)
        if start * end < 0:
            share = start / (start - end)
            year = before.year + share * (after.year - before.year)
            meet = before.due_by + share * (after.due_by - before.due_by)
            yield _edge(year, meet, meet, piece, before)
            piece += 1
            yield _edge(year, meet, meet, piece, after)
        elif start == 0 and end != 0:
            piece += 1
            yield _edge(before.year, before.due_by, before.leavers_by, piece, after)
        yield _edge(after.year, after.due_by, after.leavers_by, piece, after if end else before)


def _lead(rung: Rung) -> float:
    """By how many those who leave are more than what is due."""
    return rung.leavers_by - rung.due_by


def _edge(year: float, due: float, leavers: float, piece: int, of: Rung) -> dict[str, Any]:
    return {"year": year, "due": due, "leavers": leavers, "piece": piece, "short": _lead(of) < 0}
