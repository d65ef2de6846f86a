"""What the pools have free: rules ``pool_balance`` and ``crossing``."""

from collections.abc import Iterator

from allocator.allocation.prepare.numbers import Loan, Prepared, Request
from allocator.simulation.lenders.vacancies import Vacancies


class PoolRoom:
    """Posts that every pool has free in every plan year, as loans are made.

    As-vacated loans, new and old, are taken to come back at the end of their term: until
    then nobody knows who leaves.
    """

    def __init__(self, numbers: Prepared, vacancies: Vacancies) -> None:
        self._vacancies = vacancies
        self._base, self._last = numbers.years[0], numbers.years[-1]
        self._free = {
            pool.id: [pool.capital - pool.reserve] * len(numbers.years)
            for pool in numbers.pools.values()
        }
        self._crossing = dict(numbers.crossing)
        self._orders: dict[str, list[str]] = {}
        for cell, posts in vacancies.collected.items():
            self._add(numbers.deposits[cell].pool, posts)
        for loan in numbers.loans.values():
            self._take(loan.pool, loan.posts, self._base, loan.due)

    def balanced(self) -> bool:
        """Whether every pool owns what it has lent out, once what it lacks is collected."""
        for pool in sorted(self._free):
            lacking = -min(self._free[pool])
            if lacking > 0:
                self._collect(pool, min(lacking, self._vacancies.spare[pool]))
        return all(min(free) >= 0 for free in self._free.values())

    def lendable(self, request: Request, term: int, most: int) -> int:
        """Posts, ``most`` at most, for a request that has used up its own vacancies."""
        posts = 0
        for _pool, room in self._rooms(request, term):
            posts += room
            if posts >= most:
                return most
        return posts

    def lend(self, request: Request, term: int, posts: int) -> Iterator[tuple[str, int]]:
        """Lend ``posts``, as many as :meth:`lendable` at most; yields what each pool gives."""
        first, last = request.start, request.due(term)
        for pool, room in self._rooms(request, term):
            given = min(room, posts)
            if given > 0:
                self._give(pool, given, first, last)
                for name in request.pools[pool]:
                    self._crossing[pool, name] -= given
                yield pool, given
            posts -= given

    def renew(self, loan: Loan, last: int) -> None:
        """Leave a loan of the base year out until ``last``.

        There is room for it: the pool has had its posts out in the base year, and no old
        loan begins later.
        """
        self._take(loan.pool, loan.posts, self._base + 1, min(last, self._last))

    def _rooms(self, request: Request, term: int) -> Iterator[tuple[str, int]]:
        """Pools and what each could lend: those whose attributes fit best first, then by id."""
        first, last = request.start, request.due(term)
        for pool in self._order(request):
            room = self._least(pool, first, last)
            room += self._vacancies.spare_beside(request.cell, pool)
            for name in request.pools[pool]:
                room = min(room, self._crossing[pool, name])
            yield pool, max(0, room)

    def _order(self, request: Request) -> list[str]:
        if request.id not in self._orders:
            serving = request.pools
            order = sorted(serving, key=lambda pool: (len(serving[pool]), pool))
            self._orders[request.id] = order
        return self._orders[request.id]

    def _least(self, pool: str, first: int, last: int) -> int:
        return min(self._free[pool][first - self._base : last + 1 - self._base])

    def _give(self, pool: str, posts: int, first: int, last: int) -> None:
        """Posts are out from ``first`` to ``last``; what the pool lacks is collected."""
        lacking = posts - self._least(pool, first, last)
        if lacking > 0:
            self._collect(pool, lacking)
        self._take(pool, posts, first, last)

    def _take(self, pool: str, posts: int, first: int, last: int) -> None:
        free = self._free[pool]
        for place in range(first - self._base, last + 1 - self._base):
            free[place] -= posts

    def _collect(self, pool: str, posts: int) -> None:
        self._vacancies.collect(pool, posts)
        self._add(pool, posts)

    def _add(self, pool: str, posts: int) -> None:
        self._free[pool] = [free + posts for free in self._free[pool]]
