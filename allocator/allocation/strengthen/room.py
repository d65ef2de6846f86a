"""What limits and pools leave room for, before anything new is decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

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
    return max(limit, numbers.due_by(cell, last)) if first == numbers.years[0] else limit


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
    free = {window: window_most(numbers, cell, window) for window in numbers.limits[cell]}
    for last in numbers.years:
        free[numbers.years[0], last] -= forced_load(numbers, old, last)
    return _least_around(free, numbers.years)


def _least_around(free: Mapping[Window, int], years: range) -> dict[Window, int]:
    """For every window the least of ``free`` over the windows that hold it, at least 0."""
    least: dict[Window, int] = {}
    for start in years:
        for due in reversed(range(start, years[-1] + 1)):
            around = [free[start, due]]
            if start > years[0]:
                around.append(least[start - 1, due])
            if due < years[-1]:
                around.append(least[start, due + 1])
            least[start, due] = min(around)
    return {window: max(0, most) for window, most in least.items()}
