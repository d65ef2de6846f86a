"""A lever: one kind of change by which a contradiction may be mended, and how far it goes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from allocator.scenario.changes import CellChange

Changes = tuple[CellChange, ...]


@dataclass(frozen=True)
class Lever:
    """Something that can be moved by 1, 2, … ``most`` posts.

    Moving it further never makes a plan impossible again.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    thing : tuple of str
        What is moved: a pool, two pools, the scope of a ceiling.
    rule : str
        The rule that it relieves, whose weight its price takes.
    most : int
        How far it can be moved.
    changes : callable
        Changes that move it so far.
    """

    kind: str
    thing: tuple[str, ...]
    rule: str
    most: int
    changes: Callable[[int], Changes]


KINDS = ("reserve", "transfer", "keep", "ceiling", "capital", "early_return")
"""In the order in which mends of one price are ranked."""


Move = tuple[Lever, int]
"""A lever and how far it is moved."""


def changes_of(moves: Iterable[Move]) -> Changes:
    """The changes that move several levers."""
    return tuple(change for lever, amount in moves for change in lever.changes(amount))


def least_together(moves: Sequence[Move], enough: Callable[[Changes], bool]) -> list[Move] | None:
    """The moves made smaller, one after the other, as far as they are still ``enough``.

    ``None`` where they are not. No move of the result could be smaller by itself.
    """
    if not enough(changes_of(moves)):
        return None
    smaller = list(moves)
    for place in range(len(moves)):
        smaller[place] = _least_of(smaller, place, enough)
    return [(lever, amount) for lever, amount in smaller if amount]


def _least_of(moves: Sequence[Move], place: int, enough: Callable[[Changes], bool]) -> Move:
    """One of several moves made as small as the others allow."""
    lever, amount = moves[place]
    others = changes_of((*moves[:place], *moves[place + 1 :]))
    if enough(others):
        return lever, 0
    bounded = replace(lever, most=amount)
    return lever, least(bounded, lambda changes: enough((*others, *changes))) or amount


def least(lever: Lever, enough: Callable[[Changes], bool]) -> int | None:
    """The least that the lever has to be moved for ``enough``; ``None`` where it cannot help."""
    if lever.most < 1 or not enough(lever.changes(lever.most)):
        return None
    too_little, much = 0, lever.most
    while much - too_little > 1:
        middle = (too_little + much) // 2
        if enough(lever.changes(middle)):
            much = middle
        else:
            too_little = middle
    return much
