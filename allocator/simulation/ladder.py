"""The maturity ladder: when posts are due back, and who is expected to leave by then."""

from collections import defaultdict

from allocator.simulation.leavers import expected_leavers
from allocator.simulation.play import Play


def note_maturities(play: Play) -> None:
    """Posts due back by the end of each plan year, and expected leavers of those who borrow.

    Posts overdue are due in the first; years are counted from 1, the year of the round.
    """
    due: defaultdict[int, int] = defaultdict(int)
    for loan in play.state.loans.values():
        ahead = max(loan.due, play.year) - play.year + 1
        due[ahead] += loan.waiting
        play.tally.add("maturing", loan.posts, str(ahead))
    cells = sorted({loan.cell for loan in play.state.loans.values()})
    posts, people = 0, 0.0
    for ahead, leavers in enumerate(expected_leavers(play, cells).sum(axis=0).tolist(), start=1):
        posts, people = posts + due[ahead], people + leavers
        play.tally.add("due", posts, str(ahead))
        play.tally.add("expected_leavers", people, str(ahead))
