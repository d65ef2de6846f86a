"""What limits and pools leave room for, before anything new is decided."""

from collections import defaultdict
from collections.abc import Iterable

from allocator.allocation.prepare.numbers import Cell, Loan, Prepared, Window


def pool_room(numbers: Prepared) -> dict[str, dict[int, int]]:
    """Posts of each pool and plan year that new loans could take at most."""
    collected: defaultdict[str, int] = defaultdict(int)
    for deposit in numbers.deposits.values():
        collected[deposit.pool] += deposit.most
    for (_, taking), most in numbers.transfers.items():
        collected[taking] += most
    room = {
        pool.id: dict.fromkeys(numbers.years, pool.capital - pool.reserve + collected[pool.id])
        for pool in numbers.pools.values()
    }
    for loan in numbers.loans.values():
        last = numbers.years[0] if loan.as_vacated else loan.due
        for year in range(numbers.years[0], last + 1):
            room[loan.pool][year] -= loan.posts
    return room


def window_most(numbers: Prepared, cell: Cell, window: Window) -> int:
    """Most posts that may come back in a window: the limit, or what old loans exceed it by."""
    first, last = window
    limit = numbers.limits[cell][window]
    if first > numbers.years[0] or cell not in numbers.limited_loans:
        return limit
    return max(limit, numbers.due_by(cell, last))


def forced_load(numbers: Prepared, loans: Iterable[Loan], last: int) -> int:
    """Posts of old loans that come back by the end of ``last`` whatever is decided."""
    return sum(loan.posts for loan in loans if is_forced(numbers, loan, last))


def is_forced(numbers: Prepared, loan: Loan, last: int) -> bool:
    """Whether an old loan comes back by the end of ``last`` whatever is decided."""
    held = loan.renewable and numbers.renewed_due() > last
    return loan.due <= last and not held


def limit_slack(numbers: Prepared, cell: Cell) -> dict[Window, int]:
    """Most new posts of a cell that could start in a year and come back by another.

    A loan that starts in ``s`` and is back by ``d`` lies in every window a ≤ s, b ≥ d, and
    the tightest of them caps it.
    """
    old = numbers.limited_loans.get(cell, ())
    least: dict[Window, int] = {}
    for window in sorted(numbers.limits[cell], key=lambda window: (window[0], -window[1])):
        first, last = window
        free = window_most(numbers, cell, window)
        if first == numbers.years[0]:
            free -= forced_load(numbers, old, last)
        # Windows just around this one have been through the same already.
        earlier, later = least.get((first - 1, last), free), least.get((first, last + 1), free)
        least[window] = max(0, min(free, earlier, later))
    return least
