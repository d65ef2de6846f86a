"""What every rule leaves while posts are given out, one decision after another."""

from collections import defaultdict
from typing import NamedTuple

from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.prepare.numbers import Loan, Prepared, Request
from allocator.simulation.lenders.lending_room import LendingRoom
from allocator.simulation.lenders.limit_room import LimitRoom
from allocator.simulation.lenders.no_bank import old_returns
from allocator.simulation.lenders.people_room import PeopleRoom
from allocator.simulation.lenders.pool_room import PoolRoom
from allocator.simulation.lenders.vacancies import Vacancies


class Offer(NamedTuple):
    """The most posts that a request could be granted now.

    Attributes
    ----------
    own, lent : int
        Own vacancies, which come first, and posts on loan.
    term : int or None
        Term of the loan; ``None`` where nothing is lent.
    """

    own: int
    lent: int
    term: int | None

    @property
    def posts(self) -> int:
        """Posts of both kinds."""
        return self.own + self.lent


NOTHING = Offer(0, 0, None)


class Room:
    """The model's numbers, and what its rules leave as posts are given out.

    The rules are those of :mod:`allocator.allocation.model.rules`, on the same prepared
    numbers; only transfers between pools are never made, and as-vacated posts are taken to
    come back at the end of their term. Whoever asks :meth:`offer` before every
    :meth:`grant` ends with decisions that keep every rule.
    """

    def __init__(self, numbers: Prepared) -> None:
        self._numbers = numbers
        self._vacancies = Vacancies(numbers)
        self._pools = PoolRoom(numbers, self._vacancies)
        self._limits = LimitRoom(numbers)
        self._people = PeopleRoom(numbers)
        self._lending = LendingRoom(numbers, self._vacancies)
        self._own: defaultdict[str, int] = defaultdict(int)
        self._granted: defaultdict[str, int] = defaultdict(int)
        self._terms: dict[str, int] = {}
        self._lent: defaultdict[tuple[str, int, str], int] = defaultdict(int)
        self._renewed: dict[str, int] = {}
        self.held_back: set[str] = set()
        self.contradicted = not (self._people.kept() and self._pools.balanced())

    @property
    def widens(self) -> bool:
        """Whether what is lent to one can make room for another."""
        return self._lending.widens()

    def granted(self, request: Request) -> int:
        """Posts granted to a request so far."""
        return self._granted[request.id]

    def offer(self, request: Request) -> Offer:
        """The most posts that could be granted to a request now, beyond those it has.

        The term is the longest of those allowed under which as many posts can be lent as
        under any: a unit asks for as long as it says, and keeps to one term.
        """
        cap = self._size_cap(request)
        if not cap:
            return NOTHING
        own_left = self._vacancies.left[request.cell]
        own = min(own_left, cap)
        wanted = cap - own if own == own_left else 0
        most = min(wanted, self._lending.most(request)) if wanted else 0
        lent, term = self._loan(request, most) if most else (0, None)
        if lent == most < wanted:
            self.held_back.add(request.id)
        if self._granted[request.id] + own + lent < request.min_posts or not own + lent:
            return NOTHING
        return Offer(own, lent, term)

    def grant(self, request: Request, offer: Offer, posts: int) -> None:
        """Grant ``posts`` of what was just offered, own vacancies first."""
        own = min(posts, offer.own)
        self._granted[request.id] += posts
        self._people.take(request, posts)
        if own:
            self._own[request.id] += own
            self._vacancies.use(request.cell, own)
        if posts > own and offer.term is not None:
            self._lend(request, offer.term, posts - own)

    def renew(self, loan: Loan) -> None:
        """Renew all of a renewable loan, before anything new is granted."""
        self._pools.renew(loan, self._numbers.renewed_due())
        self._limits.renew(loan)
        self._renewed[loan.id] = loan.posts

    def decisions(self) -> Decisions:
        """What has been decided."""
        requests = self._numbers.requests
        collected = self._vacancies.collected
        return Decisions(
            lent=dict(sorted(self._lent.items())),
            own=dict(sorted(self._own.items())),
            collected={cell: collected[cell] for cell in sorted(collected) if collected[cell]},
            renewed=dict(sorted(self._renewed.items())),
            transferred={},
            returned={
                (j, pool, requests[j].due(term)): posts
                for (j, term, pool), posts in sorted(self._lent.items())
                if requests[j].as_vacated
            },
            returned_old=old_returns(self._numbers),
        )

    def _size_cap(self, request: Request) -> int:
        """Posts that may still be granted to a request, own or lent."""
        most = request.asked
        if request.efficiency_cap is not None:
            most = min(most, request.efficiency_cap)
        most -= self._granted[request.id]
        return max(0, min(most, self._people.most(request))) if most > 0 else 0

    def _loan(self, request: Request, most: int) -> tuple[int, int | None]:
        """Posts that can be lent, ``most`` at most, and the term."""
        best: tuple[int, int | None] = (0, None)
        for term in self._terms_of(request):
            if best[0] >= most:
                break
            posts = min(most, self._limits.most(request, term))
            if posts > best[0]:
                posts = self._pools.lendable(request, term, posts)
            if posts > best[0]:
                best = (posts, term)
        return best

    def _terms_of(self, request: Request) -> tuple[int, ...]:
        """Terms under which more can be lent, the longest first."""
        if request.id in self._terms:
            return (self._terms[request.id],)
        return request.terms[::-1]

    def _lend(self, request: Request, term: int, posts: int) -> None:
        self._terms[request.id] = term
        self._lending.take(request, posts)
        self._limits.take(request, term, posts)
        for pool, given in self._pools.lend(request, term, posts):
            self._lent[request.id, term, pool] += given
