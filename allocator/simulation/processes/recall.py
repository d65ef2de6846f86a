"""Loans whose term is over: posts go back, or are late."""

from collections.abc import Iterator

from allocator.simulation.chances import happens
from allocator.simulation.clock import Kind, Moment
from allocator.simulation.play import Play
from allocator.simulation.processes.recruitment import start_next, withdraw
from allocator.simulation.state import Loan
from allocator.simulation.streams import Process, entity_key


def recall(play: Play) -> Iterator[Moment]:
    """On 1 January, loans due at the end of the year before go back, and late ones if they can.

    The book that a scenario begins with is the first round's as it stands.
    """
    yield play.clock.at(12 * play.year, Kind.RECALL)
    if play.year == play.world.first_year:
        return
    play.process = "recall"
    for loan in _over(play):
        due_now, posts = loan.due == play.year - 1, loan.posts
        if due_now:
            play.tally.add("due_back", posts)
            _delay(play, loan)
        if loan.late_until is None:
            back = hand_back(play, loan)
            play.tally.add("back_in_time", back if due_now else 0)


def _over(play: Play) -> list[Loan]:
    loans = [loan for loan in play.state.loans.values() if loan.due < play.year]
    return sorted(loans, key=lambda loan: (loan.due, loan.name))


def _delay(play: Play, loan: Loan) -> None:
    """A late recall keeps its posts for some months, though they could go back."""
    settings = play.world.settings.recall
    key = entity_key("loan", loan.name)
    if happens(play.streams, float(settings.late_share), Process.LATE, key, loan.due):
        play.set(loan, late_until=float(12 * play.year + settings.late_months))


def late_recall(play: Play, loan: Loan) -> Iterator[Moment]:
    """A late recall's posts go back."""
    assert loan.late_until is not None  # noqa: S101 - chosen so
    yield play.clock.at(loan.late_until, Kind.RECALL, loan.name)
    if play.state.loans.get(loan.name) is loan:
        play.process = "recall"
        play.set(loan, late_until=None)
        hand_back(play, loan)


def late_recalls(play: Play) -> Iterator[Moment]:
    """All of them of the year, once January has shown which they are."""
    yield play.clock.at(12 * play.year, Kind.RECALL, "", 1)
    for loan in sorted(play.state.loans.values(), key=lambda loan: loan.name):
        if loan.late_until is not None and loan.late_until < play.ends:
            play.clock.start(late_recall(play, loan))


def hand_back(play: Play, loan: Loan) -> int:
    """As many posts go back as are vacant; what is lacking stays overdue until someone leaves."""
    cell = play.state.cells[loan.cell]
    for opening in [each for each in play.openings_of[cell.key] if each.loan == loan.name]:
        withdraw(play, opening)
    posts = min(loan.posts, loan.held + max(0, cell.free))
    if posts:
        play.take_back(loan, posts, min(posts, loan.held))
    start_next(play, cell)
    return posts
