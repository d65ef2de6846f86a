"""Total control: titles, pools and loans always add up to the same number of posts."""

from allocator.simulation.play import Play
from allocator.simulation.state import State
from allocator.stock.retirement import year_and_month
from allocator.text import _


class NotConserved(Exception):
    """Posts were made or lost, or somewhere there are fewer than none: a fault of the software."""


def posts_in(state: State) -> tuple[int, int, int]:
    """Posts that units have the use of, that pools hold, and that are lent."""
    titles = sum(cell.titles for cell in state.cells.values())
    pools = sum(pool.free for pool in state.pools.values())
    loans = sum(loan.posts for loan in state.loans.values())
    loans += sum(emergency.posts for emergency in state.emergencies.values())
    return titles, pools, loans


def check_month(play: Play) -> None:
    """Raise :class:`NotConserved` where the sum is not the scenario's, or a count is negative."""
    titles, pools, loans = posts_in(play.state)
    total, expected = titles + pools + loans, play.world.conserved
    low = min((pool.free for pool in play.state.pools.values()), default=0)
    if total != expected or low < 0:
        year, month = year_and_month(int(play.now))
        raise NotConserved(
            _(
                "month {year}-{month:02d}: titles {titles}, pools {pools} and loans {loans} add up "
                "to {total}; expected {expected}, no pool below 0 (lowest {low})"
            ).format(
                year=year, month=month, titles=titles, pools=pools, loans=loans, total=total,
                expected=expected, low=low,
            )
        )  # fmt: skip
    play.tally.add("months_checked", 1)
