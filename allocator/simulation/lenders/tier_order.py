"""The best units first."""

from fractions import Fraction

from allocator.allocation.prepare.numbers import Request
from allocator.simulation.lenders.greedy import in_line
from allocator.simulation.lenders.lender import Round, Verdict


def tier_order(annual_round: Round) -> Verdict:
    """Requests of the best tier first; within it by value per post, then by id."""
    requests = annual_round.numbers.requests.values()
    line = sorted(requests, key=lambda r: (annual_round.tiers[r.unit], -first_value(r), r.id))
    return in_line(annual_round.numbers, line)


def first_value(request: Request) -> Fraction:
    """Weighted value per post of the fewest posts that are of use, in 1 / GRID.

    The first posts of a request are worth most, and it gets these if it gets any.
    """
    return Fraction(request.value_of(request.min_posts), request.min_posts)
