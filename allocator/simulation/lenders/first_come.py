"""First come, first served."""

from allocator.simulation.lenders.greedy import in_line
from allocator.simulation.lenders.lender import Round, Verdict


def first_come(annual_round: Round) -> Verdict:
    """Requests in the order in which they were handed in, then by id."""
    requests = annual_round.numbers.requests.values()
    return in_line(
        annual_round.numbers, sorted(requests, key=lambda r: (annual_round.arrived[r.id], r.id))
    )
