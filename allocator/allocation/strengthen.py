"""Strengthening: smaller bounds, fewer binaries, fewer rows, the same optimum.

Each step can be left out, which is how the tests prove that it leaves every goal's optimum
as it is. What the model is built from, strengthened or not, is a :class:`Formulation`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allocator.allocation.prepare.numbers import Cell, Loan, Prepared, Request, Step, Window

Lending = tuple[str, int, str]
"""Request, term and pool, (j, t, g)."""


@dataclass(frozen=True)
class Strengthening:
    """Which steps to take.

    Attributes
    ----------
    bounds
        Bounds and per-term caps from what a request can get at most.
    binaries
        No switch where a request has no minimum, no term choice where it has one term, no
        own-vacancies switch where there are none.
    steps
        Value steps tied to the switch of their request.
    windows
        Windows of the borrowing limit left out that another implies or that cannot bind.
    terms
        Terms left out that a shorter one dominates.
    """

    bounds: bool = True
    binaries: bool = True
    steps: bool = True
    windows: bool = True
    terms: bool = True


ALL = Strengthening()
NONE = Strengthening(False, False, False, False, False)


@dataclass(frozen=True)
class LimitWindow:
    """One window of the borrowing limit, with the most posts that may come back in it."""

    first: int
    last: int
    most: int


@dataclass(frozen=True)
class Formulation:
    """The index sets and bounds of the model.

    Attributes
    ----------
    lending : mapping of (request, term, pool) to int
        Upper bound of x[j,t,g]; triples without room are absent.
    term_most : mapping of (request, term) to int
        Most posts lent under a term, over all pools.
    own_most, granted_most : mapping of request to int
        Upper bounds of own[j] and n[j].
    steps : mapping of request to tuple of Step
        Value steps up to ``granted_most``.
    switched, choosing : tuple of str
        Requests with a binary a[j]; requests with binaries y[j,t].
    tied_steps : bool
        Whether value steps are tied to a[j].
    own_first : tuple of cell
        Cells with a binary that says whether the cell borrows.
    windows : mapping of cell to tuple of LimitWindow
    """

    lending: Mapping[Lending, int]
    term_most: Mapping[tuple[str, int], int]
    own_most: Mapping[str, int]
    granted_most: Mapping[str, int]
    steps: Mapping[str, tuple[Step, ...]]
    switched: tuple[str, ...]
    choosing: tuple[str, ...]
    tied_steps: bool
    own_first: tuple[Cell, ...]
    windows: Mapping[Cell, tuple[LimitWindow, ...]]

    def terms(self, request: str) -> tuple[int, ...]:
        """Terms under which something may be lent to a request."""
        return self._terms.get(request, ())

    def pools(self, request: str, term: int) -> tuple[str, ...]:
        """Pools that may lend to a request under a term."""
        return self._pools.get((request, term), ())

    def __post_init__(self) -> None:
        terms: defaultdict[str, list[int]] = defaultdict(list)
        pools: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for request, term, pool in self.lending:
            if term not in terms[request]:
                terms[request].append(term)
            pools[request, term].append(pool)
        object.__setattr__(self, "_terms", {j: tuple(sorted(t)) for j, t in terms.items()})
        object.__setattr__(self, "_pools", {k: tuple(sorted(g)) for k, g in pools.items()})

    _terms: Mapping[str, tuple[int, ...]] = None  # type: ignore[assignment]
    _pools: Mapping[tuple[str, int], tuple[str, ...]] = None  # type: ignore[assignment]


def formulate(numbers: Prepared, strengthening: Strengthening = ALL) -> Formulation:
    """The formulation of the prepared numbers, strengthened by the steps asked for."""
    bounds = _Bounds(numbers, strengthening.bounds)
    lending, term_most = bounds.lending, bounds.term_most
    if strengthening.terms:
        lending, term_most = _without_dominated_terms(numbers, lending, term_most)
    granted = bounds.granted_most
    live = [j for j, most in granted.items() if most]
    terms: defaultdict[str, set[int]] = defaultdict(set)
    for j, t in term_most:
        terms[j].add(t)
    spare = not strengthening.binaries
    lent_cells = {numbers.requests[j].cell for j, _, _ in lending}
    return Formulation(
        lending=lending,
        term_most=term_most,
        own_most=bounds.own_most,
        granted_most=granted,
        steps={j: _cut(numbers.requests[j].steps, granted[j]) for j in live},
        switched=tuple(j for j in live if spare or numbers.requests[j].min_posts > 1),
        choosing=tuple(j for j in live if j in terms and (spare or len(terms[j]) > 1)),
        tied_steps=strengthening.steps,
        own_first=tuple(cell for cell in sorted(lent_cells) if spare or bounds.most_own(cell) > 0),
        windows=_windows(numbers, lending, term_most, strengthening.windows),
    )


def _cut(steps: tuple[Step, ...], posts: int) -> tuple[Step, ...]:
    """The first ``posts`` posts of the steps."""
    kept = []
    for step in steps:
        if posts > 0:
            kept.append(Step(step.value, min(step.posts, posts)))
        posts -= step.posts
    return tuple(kept)


class _Bounds:
    """Upper bounds from what each request can get at most."""

    def __init__(self, numbers: Prepared, tight: bool) -> None:
        self.numbers = numbers
        self.tight = tight
        self._room = pool_room(numbers)
        self._ceiling = _least_ceiling(numbers)
        self.own_most = {j: self._own(request) for j, request in numbers.requests.items()}
        self.lending: dict[Lending, int] = {}
        self.term_most: dict[tuple[str, int], int] = {}
        self.granted_most: dict[str, int] = {}
        self._slack = limit_slack(numbers)
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
        rooms = {
            pool: min(most, self._pool_most(request, term, pool)) for pool in sorted(request.pools)
        }
        most = min(most, sum(rooms.values()))
        granted = min(most + self.own_most[request.id], self._size_cap(request))
        if most and granted >= request.min_posts:
            self.term_most[request.id, term] = most
            for pool, room in rooms.items():
                if room:
                    self.lending[request.id, term, pool] = min(room, most)

    def _lending_cap(self, request: Request, term: int) -> int:
        """Most lent under a term by the unit's response and its borrowing limit."""
        most = self.numbers.lending_caps.get(request.unit, request.asked)
        if request.limited:
            slack = self._slack[request.cell]
            most = min(most, slack[request.start, request.due(term)])
        return most

    def _pool_most(self, request: Request, term: int, pool: str) -> int:
        last = request.start if request.as_vacated else request.due(term)
        room = min(self._room[pool][year] for year in range(request.start, last + 1))
        crossing = [self.numbers.crossing[pool, name] for name in request.pools[pool]]
        return max(0, min([room, *crossing]))

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
    """Request → room under the tightest people ceiling over it."""
    room: dict[str, int] = {}
    for ceiling in numbers.people_ceilings:
        for request in ceiling.requests:
            room[request] = max(0, min(room.get(request, ceiling.room), ceiling.room))
    return room


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
    load = 0
    for loan in loans:
        held = loan.renewable and numbers.renewed_due() > last
        load += loan.posts if loan.due <= last and not held else 0
    return load


def limit_slack(numbers: Prepared) -> dict[Cell, dict[Window, int]]:
    """Most new posts that could start in a year and come back by another.

    A loan that starts in ``s`` and is back by ``d`` lies in every window a ≤ s, b ≥ d, and
    the tightest of them caps it.
    """
    slack: dict[Cell, dict[Window, int]] = {}
    old = numbers.limited_loans
    for cell, limits in numbers.limits.items():
        free = {window: window_most(numbers, cell, window) for window in limits}
        for last in numbers.years:
            free[numbers.years[0], last] -= forced_load(numbers, old.get(cell, ()), last)
        slack[cell] = {
            (start, due): max(
                0,
                min(
                    free[a, b]
                    for a in range(numbers.years[0], start + 1)
                    for b in range(due, numbers.years[-1] + 1)
                ),
            )
            for start, due in limits
        }
    return slack


def _windows(
    numbers: Prepared,
    lending: Mapping[Lending, int],
    term_most: Mapping[tuple[str, int], int],
    thin: bool,
) -> dict[Cell, tuple[LimitWindow, ...]]:
    """Windows of the borrowing limit of every cell that has loans to count."""
    loads = _Loads(numbers, term_most)
    borrowing = {numbers.requests[j].cell for j, _, _ in lending if numbers.requests[j].limited}
    windows: dict[Cell, tuple[LimitWindow, ...]] = {}
    for cell in sorted(borrowing | set(loads.old)):
        every = [
            LimitWindow(first, last, window_most(numbers, cell, (first, last)))
            for first, last in numbers.limits[cell]
        ]
        kept = [w for w in every if loads.most(cell, (w.first, w.last)) > w.most]
        windows[cell] = tuple(_not_implied(kept)) if thin else tuple(every)
    return windows


def _not_implied(windows: list[LimitWindow]) -> Iterable[LimitWindow]:
    """Windows that no larger one with as small a bound implies.

    Whatever starts and comes back within a window does so within a larger one.
    """
    for inner in windows:
        if not any(
            outer != inner
            and outer.first <= inner.first
            and inner.last <= outer.last
            and outer.most <= inner.most
            for outer in windows
        ):
            yield inner


class _Loads:
    """The most posts that can come back within a window, whatever the plan."""

    def __init__(self, numbers: Prepared, term_most: Mapping[tuple[str, int], int]) -> None:
        self._years = numbers.years
        self.old = numbers.limited_loans
        self._new: defaultdict[Cell, list[tuple[Request, dict[int, int]]]] = defaultdict(list)
        by_request: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for (j, term), most in term_most.items():
            by_request[j][term] = most
        for j, terms in by_request.items():
            request = numbers.requests[j]
            if request.limited:
                self._new[request.cell].append((request, terms))

    def most(self, cell: Cell, window: Window) -> int:
        first, last = window
        load = sum(
            _most_back(request, terms, last)
            for request, terms in self._new.get(cell, ())
            if first <= request.start <= last
        )
        if first == self._years[0]:
            load += sum(
                loan.posts for loan in self.old.get(cell, ()) if loan.due <= last or loan.as_vacated
            )
        return load


def _most_back(request: Request, terms: Mapping[int, int], last: int) -> int:
    back = (most for term, most in terms.items() if request.as_vacated or request.due(term) <= last)
    return max(back, default=0)


def _without_dominated_terms(
    numbers: Prepared, lending: Mapping[Lending, int], term_most: Mapping[tuple[str, int], int]
) -> tuple[dict[Lending, int], dict[tuple[str, int], int]]:
    """Leave out terms that a shorter one with as much room dominates in every goal.

    The shorter term is out for fewer years and comes earlier in the canonical order, so it
    loses only where posts coming back sooner could press on the borrowing limit.
    """
    loads = _Loads(numbers, term_most)
    by_request: defaultdict[str, list[int]] = defaultdict(list)
    pools: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for j, term in term_most:
        by_request[j].append(term)
    for (j, term, pool), most in lending.items():
        pools[j, term][pool] = most
    dominated: set[tuple[str, int]] = set()
    for j, terms in by_request.items():
        request = numbers.requests[j]
        free = _free_years(numbers, loads, request)
        for shorter, longer in _pairs(sorted(terms)):
            if (
                term_most[j, shorter] >= term_most[j, longer]
                and all(
                    pools[j, shorter].get(pool, 0) >= most
                    for pool, most in pools[j, longer].items()
                )
                and all(year in free for year in range(request.due(shorter), request.due(longer)))
            ):
                dominated.add((j, longer))
    return (
        {key: most for key, most in lending.items() if key[:2] not in dominated},
        {key: most for key, most in term_most.items() if key not in dominated},
    )


def _pairs(terms: list[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for place, b in enumerate(terms) for a in terms[:place])


def _free_years(numbers: Prepared, loads: _Loads, request: Request) -> set[int]:
    """Years in which posts of the request may come back without pressing on any limit."""
    if not request.limited:
        return set(numbers.years)
    cell = request.cell
    return {
        last
        for last in range(request.start, numbers.years[-1] + 1)
        if all(
            loads.most(cell, (first, last)) <= window_most(numbers, cell, (first, last))
            for first in range(numbers.years[0], request.start + 1)
        )
    }
