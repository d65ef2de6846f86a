"""What lenders that decide one request after another have in common."""

from collections.abc import Callable, Sequence

from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.simulation.lenders.lender import Verdict
from allocator.simulation.lenders.no_bank import nothing_lent
from allocator.simulation.lenders.room import Room


def decided(numbers: Prepared, give_out: Callable[[Room], bool]) -> Verdict:
    """Renew what can be renewed, loan by loan, then give out posts.

    Renewals come first because the tasks go on. Giving out is repeated while it changes
    something, where what is lent to one can make room for another.

    Parameters
    ----------
    give_out : callable
        Grants what it can; whether it granted anything.
    """
    room = Room(numbers)
    if room.contradicted:
        return Verdict(nothing_lent(numbers), contradicted=True)
    for name in sorted(numbers.loans):
        if numbers.loans[name].renewable:
            room.renew(numbers.loans[name])
    while give_out(room) and room.widens:
        pass
    return Verdict(room.decisions())


def in_line(numbers: Prepared, line: Sequence[Request]) -> Verdict:
    """Every request in turn is granted as many posts as the rules allow.

    Only those whom a share over all loans held back can get more in a later turn.
    """
    waiting = list(line)

    def give_out(room: Room) -> bool:
        granted = sum(_grant_most(room, each) for each in waiting)
        waiting[:] = [each for each in waiting if each.id in room.held_back]
        return granted > 0

    return decided(numbers, give_out)


def _grant_most(room: Room, request: Request) -> int:
    """Grant as many posts as there is room for; how many these are."""
    offer = room.offer(request)
    if offer.posts:
        room.grant(request, offer, offer.posts)
    return offer.posts
