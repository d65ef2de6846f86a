"""The same share for everyone."""

from collections.abc import Iterator
from math import lcm
from typing import NamedTuple

from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.simulation.lenders.greedy import decided
from allocator.simulation.lenders.lender import Round, Verdict
from allocator.simulation.lenders.room import Room


def pro_rata(annual_round: Round) -> Verdict:
    """Everyone gets the same share of what was asked, as far as the rules allow.

    A share rises from 0 to 1. Each request has that share of its posts, rounded to the
    nearest number that it can use (nothing, or ``min_posts`` and more), until a rule stops
    it; the others go on. Where two requests gain a post at the same share, the first by id
    goes first. Without rules that stop one alone this is Webster's (Sainte-Laguë's) method
    of apportionment: no divisor method is nearer to shares, on average, for large and small.
    """
    numbers = annual_round.numbers
    whole = lcm(*(2 * request.asked for request in numbers.requests.values()))
    steps = sorted(step for each in numbers.requests.values() for step in _steps(each, whole))
    return decided(numbers, lambda room: _rise(numbers, room, steps))


class Step(NamedTuple):
    """The share at which a request goes from some posts to more."""

    share: int  # in parts of a whole that every share is a whole number of
    request: str
    before: int
    after: int


def _steps(request: Request, whole: int) -> Iterator[Step]:
    half = whole // (2 * request.asked)
    before = 0
    for after in range(request.min_posts, request.asked + 1):
        yield Step((before + after) * half, request.id, before, after)
        before = after


def _rise(numbers: Prepared, room: Room, steps: list[Step]) -> bool:
    """Go up all steps; whether anything was granted."""
    granted = False
    for step in steps:
        request = numbers.requests[step.request]
        if room.granted(request) == step.before:
            offer = room.offer(request)
            if offer.posts >= step.after - step.before:
                room.grant(request, offer, step.after - step.before)
                granted = True
    return granted
