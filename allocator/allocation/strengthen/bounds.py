"""Upper bounds from what each request can get at most."""

from collections import defaultdict

from allocator.allocation.prepare.numbers import (
    Cell,
    PeopleCeiling,
    Prepared,
    Request,
    StaffingStandard,
    Window,
)
from allocator.allocation.strengthen.formulation import Lending
from allocator.allocation.strengthen.room import limit_slack, pool_room


class Bounds:
    """Upper bounds from what each request can get at most."""

    def __init__(self, numbers: Prepared, tight: bool) -> None:
        self.numbers = numbers
        self.tight = tight
        self._room = pool_room(numbers)
        self._spans: dict[tuple[str, int, int], int] = {}
        self._ceiling = _least_ceiling(numbers)
        self.own_most = {j: self._own(request) for j, request in numbers.requests.items()}
        self.lending: dict[Lending, int] = {}
        self.term_most: dict[tuple[str, int], int] = {}
        self.granted_most: dict[str, int] = {}
        self._slack: dict[Cell, dict[Window, int]] = {}
        cells: defaultdict[Cell, list[Request]] = defaultdict(list)
        for request in numbers.requests.values():
            cells[request.cell].append(request)
        for cell, requests in cells.items():
            self._bound_cell(cell, requests)

    def least_own(self, cell: Cell) -> int:
        """Own vacancies that are left for requests whatever is collected."""
        deposit = self.numbers.deposits.get(cell)
        return self.numbers.vacancy[cell] - (deposit.most if deposit else 0)

    def most_own(self, cell: Cell) -> int:
        """Own vacancies that can be left for requests."""
        deposit = self.numbers.deposits.get(cell)
        return self.numbers.vacancy[cell] - (deposit.least if deposit else 0)

    def _own(self, request: Request) -> int:
        most = min(request.asked, self.most_own(request.cell))
        return min(most, self._size_cap(request)) if self.tight else most

    def _size_cap(self, request: Request) -> int:
        caps = [request.asked, self._ceiling.get(request.id, request.asked)]
        if request.efficiency_cap is not None:
            caps.append(request.efficiency_cap)
        return min(caps)

    def _bound_cell(self, cell: Cell, requests: list[Request]) -> None:
        beyond_own = sum(self._size_cap(request) for request in requests) - self.least_own(cell)
        for request in requests:
            for term in request.terms:
                self._bound_term(request, term, max(0, beyond_own))
            self._bound_granted(request)

    def _bound_term(self, request: Request, term: int, beyond_own: int) -> None:
        if not self.tight:
            for pool in sorted(request.pools):
                self.lending[request.id, term, pool] = request.asked
            if request.pools:
                self.term_most[request.id, term] = request.asked
            return
        most = min(self._size_cap(request), beyond_own, self._lending_cap(request, term))
        if not most:
            return
        rooms = self._pool_rooms(request, term, most)
        most = min(most, sum(rooms.values()))
        granted = min(most + self.own_most[request.id], self._size_cap(request))
        if most and granted >= request.min_posts:
            self.term_most[request.id, term] = most
            for pool, room in rooms.items():
                if room:
                    self.lending[request.id, term, pool] = min(room, most)

    def _lending_cap(self, request: Request, term: int) -> int:
        """Most lent under a term by the unit's response and its borrowing limit."""
        most = self.numbers.lending_cap(request)
        if request.limited:
            slack = self._slack_of(request.cell)
            most = min(most, slack[request.start, request.due(term)])
        return most

    def _slack_of(self, cell: Cell) -> dict[Window, int]:
        if cell not in self._slack:
            self._slack[cell] = limit_slack(self.numbers, cell)
        return self._slack[cell]

    def _pool_rooms(self, request: Request, term: int, most: int) -> dict[str, int]:
        """Posts that each pool could lend a request under a term, ``most`` at most."""
        last = request.start if request.as_vacated else request.due(term)
        counted, rooms = request.counts_under("pool_balance"), {}
        for pool in sorted(request.pools):
            room = self._least_room(pool, request.start, last) if counted else most
            for name in request.pools[pool]:
                room = min(room, self.numbers.crossing[pool, name])
            rooms[pool] = max(0, min(room, most))
        return rooms

    def _least_room(self, pool: str, first: int, last: int) -> int:
        """Least room of a pool from ``first`` to ``last``; few spans serve many requests."""
        span = (pool, first, last)
        if span not in self._spans:
            self._spans[span] = min(self._room[pool][year] for year in range(first, last + 1))
        return self._spans[span]

    def _bound_granted(self, request: Request) -> None:
        if not self.tight:
            self.granted_most[request.id] = request.asked
            return
        lent = [self.term_most.get((request.id, term), 0) for term in request.terms]
        most = self.own_most[request.id] + max(lent, default=0)
        most = min(most, self._size_cap(request))
        self.granted_most[request.id] = most if most >= request.min_posts else 0
        if not self.granted_most[request.id]:
            self.own_most[request.id] = 0


def _least_ceiling(numbers: Prepared) -> dict[str, int]:
    """Request → room under the tightest people ceiling or staffing standard over it."""
    room: dict[str, int] = {}
    ceilings: list[tuple[str, PeopleCeiling | StaffingStandard]] = [
        *(("people_ceiling", ceiling) for ceiling in numbers.people_ceilings),
        *(("staffing_standard", standard) for standard in numbers.staffing_standards.values()),
    ]
    for rule, ceiling in ceilings:
        for j in ceiling.requests:
            if j in numbers.requests and numbers.requests[j].counts_under(rule):
                room[j] = max(0, min(room.get(j, ceiling.room), ceiling.room))
    return room
