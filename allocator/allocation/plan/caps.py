"""Caps that bind alone: the most a request could get if nobody else got anything."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from allocator.allocation.prepare.numbers import Cell, PeopleCeiling, Prepared, Request, Window
from allocator.allocation.strengthen.room import (
    forced_load,
    limit_slack,
    pool_room,
    window_most,
)


@dataclass(frozen=True)
class Cap:
    """The most posts that one rule by itself lets a request have, own vacancies included."""

    rule: str
    most: int


@dataclass(frozen=True)
class Caps:
    """Caps of the requests of prepared numbers."""

    numbers: Prepared
    _slack: dict[Cell, dict[Window, int]] = field(default_factory=dict)
    _known: dict[str, tuple[Request, tuple[Cap, ...]]] = field(default_factory=dict)

    def binding(self, request: Request, posts: int) -> tuple[str, ...]:
        """Rules that alone keep the request from getting ``posts``."""
        return tuple(dict.fromkeys(cap.rule for cap in self._of(request) if cap.most < posts))

    def most(self, request: Request, rule: str) -> int | None:
        """The most posts that ``rule`` alone lets the request have; ``None`` where it is no cap."""
        return min((cap.most for cap in self._of(request) if cap.rule == rule), default=None)

    def own(self, cell: Cell) -> int:
        """Own vacancies that can be left for the requests of a cell."""
        deposit = self.numbers.deposits.get(cell)
        return self.numbers.vacancy[cell] - (deposit.least if deposit else 0)

    def _of(self, request: Request) -> tuple[Cap, ...]:
        """All of them; a request is asked about rule by rule."""
        known = self._known.get(request.id)
        if known is None or known[0] is not request:
            known = self._known[request.id] = request, tuple(self._all(request))
        return known[1]

    def _all(self, request: Request) -> Iterator[Cap]:
        numbers, own = self.numbers, self.own(request.cell)
        if not request.terms:
            yield Cap("one_term", own)
        if request.efficiency_cap is not None:
            yield Cap("efficiency_threshold", request.efficiency_cap)
        if request.unit in numbers.lending_caps and request.counts_under("response"):
            yield Cap("response", own + numbers.lending_caps[request.unit])
        if request.unit in numbers.blocked and request.counts_under("overdue"):
            yield Cap("overdue", own)
        standard = numbers.staffing_standards.get(request.unit)
        if standard is not None and request.counts_under("staffing_standard"):
            yield Cap("staffing_standard", standard.room)
        if request.limited and request.terms:
            yield Cap("borrowing_limit", own + self.limit(request))
        yield from self._pools(request, own)
        if request.counts_under("people_ceiling"):
            for ceiling in self._ceilings.get(request.id, ()):
                yield Cap("people_ceiling", max(0, ceiling.room))

    def _pools(self, request: Request, own: int) -> Iterator[Cap]:
        if not request.pools:
            yield Cap("crossing" if request.open_across else "pool_balance", own)
            return
        if request.terms and request.counts_under("pool_balance"):
            yield Cap("pool_balance", own + max(self._room(request, t) for t in request.terms))
        outside = [
            min((self.numbers.crossing[g, name] for name in names), default=request.asked)
            for g, names in request.pools.items()
        ]
        yield Cap("crossing", own + sum(outside))

    def _room(self, request: Request, term: int) -> int:
        """Posts that its pools could have free at most for a term."""
        last = request.start if request.as_vacated else request.due(term)
        room = self._through[request.start, last]
        return sum(room[g] for g in request.pools)

    @cached_property
    def _through(self) -> "_Through":
        return _Through(self.room)

    @cached_property
    def _ceilings(self) -> Mapping[str, list[PeopleCeiling]]:
        """People ceilings over each request."""
        over: defaultdict[str, list[PeopleCeiling]] = defaultdict(list)
        for ceiling in self.numbers.people_ceilings:
            for j in ceiling.requests:
                over[j].append(ceiling)
        return over

    def limit(self, request: Request) -> int:
        """Most posts that the borrowing limit lets be lent under its best term."""
        slack = self.slack(request.cell)
        return max(slack[request.start, request.due(term)] for term in request.terms)

    def tightest_window(self, request: Request) -> Window:
        """The years whose leavers cap the request under its best term."""
        slack, numbers, cell = self.slack(request.cell), self.numbers, request.cell
        term = max(request.terms, key=lambda t: (slack[request.start, request.due(t)], t))
        old = numbers.limited_loans.get(cell, ())

        def free(window: Window) -> int:
            first, last = window
            taken = forced_load(numbers, old, last) if first == numbers.years[0] else 0
            return window_most(numbers, cell, window) - taken

        around = [
            (first, last)
            for first in range(request.start, numbers.years[0] - 1, -1)
            for last in range(request.due(term), numbers.years[-1] + 1)
        ]
        return min(around, key=free)

    def slack(self, cell: Cell) -> dict[Window, int]:
        """Most new posts of a cell by the borrowing limit; see :func:`limit_slack`."""
        if cell not in self._slack:
            self._slack[cell] = limit_slack(self.numbers, cell)
        return self._slack[cell]

    @cached_property
    def room(self) -> dict[str, dict[int, int]]:
        """Most posts that new loans could take of each pool and year."""
        return pool_room(self.numbers)


class _Through(dict[Window, dict[str, int]]):
    """Posts of each pool that new loans could have through all the years of a window."""

    def __init__(self, room: Mapping[str, Mapping[int, int]]) -> None:
        self._room = room

    def __missing__(self, window: Window) -> dict[str, int]:
        first, last = window
        years = range(first, last + 1)
        self[window] = {
            pool: max(0, min(by_year[year] for year in years))
            for pool, by_year in self._room.items()
        }
        return self[window]
