"""Contradictions: irreducible sets, those about the same thing put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from allocator.allocation.repair.limit import Limit


@dataclass(frozen=True)
class Cause:
    """One contradiction.

    Attributes
    ----------
    sets : tuple of tuple of Limit
        Irreducible sets, each in the order of the rules; linked by pools, units or ceilings that
        several are about. A set is irreducible once those before it give.
    """

    sets: tuple[tuple[Limit, ...], ...]

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every limit once, in order."""
        return tuple(dict.fromkeys(limit for each in self.sets for limit in each))

    def giving(self) -> "Eased":
        """Limits that give in the smallest total, with their posts."""
        return {place_of(limit): limit.posts for limit in self.limits if limit.posts}


Eased = Mapping[tuple[object, ...], int]
"""Limits, by rule, thing and years, that allow so many posts more."""


def place_of(limit: Limit) -> tuple[object, ...]:
    """What tells a limit from every other."""
    return (*limit.thing, limit.year, limit.last_year)


def causes_of(sets: Iterable[Sequence[Limit]]) -> tuple[Cause, ...]:
    """The contradictions, in the order of their first sets."""
    found: list[list[tuple[Limit, ...]]] = []
    for each in sets:
        things = {limit.thing for limit in each}
        linked = [
            cause
            for cause in found
            if any(limit.thing in things for other in cause for limit in other)
        ]
        joined = [other for cause in linked for other in cause]
        found = [cause for cause in found if cause not in linked]
        found.append([*joined, tuple(each)])
    return tuple(Cause(tuple(cause)) for cause in sorted(found, key=_first))


def _order(limits: Sequence[Limit]) -> tuple[object, ...]:
    return tuple((*limit.thing, limit.year or 0, limit.last_year or 0) for limit in limits)


def _first(cause: list[tuple[Limit, ...]]) -> tuple[object, ...]:
    return min(map(_order, cause))
