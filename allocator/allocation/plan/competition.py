"""What a request competes for: limits, pools and totals with everybody else's posts in them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from allocator.allocation.plan.cap_reasons import scope_of
from allocator.allocation.plan.decisions import (
    Decisions,
    Repayment,
    loans_out,
    owned,
    repayments,
)
from allocator.allocation.plan.reason import Reason, attribute_name, listed, span
from allocator.allocation.prepare.numbers import Cell, PeopleCeiling, Prepared, Request
from allocator.allocation.strengthen.room import window_most
from allocator.text import _

COMPETING = (
    "borrowing_limit",
    "pool_balance",
    "crossing",
    "staffing_standard",
    "people_ceiling",
    "department_share",
    "purpose_share",
)
"""Rules that requests compete under, in the order in which they are looked at."""

Check = Callable[[int, str], Reason | None]
"""How a rule stands in the way of a term and a pool, if it does."""


class Competition:
    """What stands in the way of further posts, with all others as they are in the plan."""

    def __init__(self, numbers: Prepared, made: Decisions) -> None:
        self._numbers = numbers
        self._made = made
        self._granted = made.granted()
        self._lent = made.lent_to()

    def checks(self, request: Request, lending: int, more: int) -> Mapping[str, Check]:
        """Whether a rule stands in the way, by rule, in the order of :data:`COMPETING`.

        Parameters
        ----------
        lending
            Posts that would have to be lent.
        more
            Posts that the request would be granted besides.
        """
        return {
            "borrowing_limit": lambda term, _pool: self._limit(request, term, lending),
            "pool_balance": lambda term, pool: self._balance(request, term, pool, lending),
            "crossing": lambda _term, pool: self._crossing(request, pool, lending),
            "staffing_standard": lambda _term, _pool: self.standard(request, more),
            "people_ceiling": lambda _term, _pool: self.ceiling(request, more),
            "department_share": lambda _term, _pool: self._department(request, lending),
            "purpose_share": lambda _term, _pool: self._purposes(request, lending),
        }

    @cached_property
    def _repayments(self) -> dict[Cell, list[Repayment]]:
        rows: defaultdict[Cell, list[Repayment]] = defaultdict(list)
        for row in repayments(self._numbers, self._made):
            entry = self._numbers.requests[row.loan] if row.new else self._numbers.loans[row.loan]
            if entry.limited:
                rows[row.unit, row.quota_type].append(row)
        return dict(rows)

    def _limit(self, request: Request, term: int, lending: int) -> Reason | None:
        if not request.limited:
            return None
        rows, years = self._repayments.get(request.cell, []), self._numbers.years
        due = request.due(term)
        others = [row for row in rows if not (row.new and row.loan == request.id)]
        posts = self._lent.get(request.id, 0) + lending
        for first in range(years[0], request.start + 1):
            for last in range(due, years[-1] + 1):
                counted = [
                    row
                    for row in others
                    if row.year <= last and (row.start >= first if row.new else first == years[0])
                ]
                load = sum(row.posts for row in counted)
                most = window_most(self._numbers, request.cell, (first, last))
                if load + posts > most:
                    return Reason(
                        "borrowing_limit",
                        _(
                            "people leaving in {years} can be counted on to free "
                            "{limit} post(s); other loans of the unit take {others} ({loans}), and "
                            "this would need {needed}"
                        ).format(
                            limit=most,
                            years=span(first, last),
                            others=load,
                            loans=listed(_takers(counted)),
                            needed=load + posts,
                        ),
                    )
        return None

    @cached_property
    def _free(self) -> dict[tuple[str, int], int]:
        out, own = loans_out(self._numbers, self._made), owned(self._numbers, self._made)
        return {
            (pool, year): own[pool] - out[pool, year]
            for pool in self._numbers.pools
            for year in self._numbers.years
        }

    def _balance(self, request: Request, term: int, pool: str, lending: int) -> Reason | None:
        for year in range(request.start, request.due(term) + 1):
            free = self._free[pool, year]
            if free < lending:
                return Reason(
                    "pool_balance",
                    _("posts free in pool {pool} in {year}: {free}").format(
                        pool=pool, free=free, year=year
                    ),
                )
        return None

    def _crossing(self, request: Request, pool: str, lending: int) -> Reason | None:
        for attribute in request.pools[pool]:
            most = self._numbers.crossing[pool, attribute]
            lent = self._crossed[pool, attribute]
            if lent + lending > most:
                return Reason(
                    "crossing",
                    _(
                        "pool {pool} may lend {most} posts outside its {attribute} and lends {lent}"
                    ).format(pool=pool, most=most, attribute=attribute_name(attribute), lent=lent),
                )
        return None

    @cached_property
    def _crossed(self) -> Mapping[tuple[str, str], int]:
        """Posts lent by each pool outside each of its attributes."""
        totals: defaultdict[tuple[str, str], int] = defaultdict(int)
        for (j, _t, pool), posts in self._made.lent.items():
            for attribute in self._numbers.requests[j].pools[pool]:
                totals[pool, attribute] += posts
        return totals

    @cached_property
    def _ceilings_over(self) -> Mapping[str, list[tuple[PeopleCeiling, int]]]:
        """The people ceilings over each request, each with the posts granted under it."""
        over: defaultdict[str, list[tuple[PeopleCeiling, int]]] = defaultdict(list)
        for ceiling in self._numbers.people_ceilings:
            granted = sum(self._granted.get(j, 0) for j in ceiling.requests)
            for j in ceiling.requests:
                over[j].append((ceiling, granted))
        return over

    def ceiling(self, request: Request, more: int) -> Reason | None:
        for ceiling, granted in self._ceilings_over.get(request.id, ()):
            if granted + more > ceiling.room:
                return Reason(
                    "people_ceiling",
                    _(
                        "the ceiling on people ({scope}) leaves room for {room} post(s); {granted} "
                        "are granted"
                    ).format(scope=scope_of(ceiling), room=ceiling.room, granted=granted),
                )
        return None

    def standard(self, request: Request, more: int) -> Reason | None:
        standard = self._numbers.staffing_standards.get(request.unit)
        if standard is None:
            return None
        granted = sum(self._granted.get(j, 0) for j in standard.requests)
        if granted + more <= standard.room:
            return None
        return Reason(
            "staffing_standard",
            _(
                "the staffing standard gives the unit {posts} posts and leaves room for {room}; "
                "{granted} are granted"
            ).format(posts=standard.posts, room=standard.room, granted=granted),
        )

    def _department(self, request: Request, lending: int) -> Reason | None:
        most, lent = self._department_most, self._lent_to_department[request.department]
        if most is None or lent + lending <= most:
            return None
        return Reason(
            "department_share",
            _("one department may be lent {most} posts; {department} is lent {lent}").format(
                most=most, department=request.department, lent=lent
            ),
        )

    @cached_property
    def _department_most(self) -> int | None:
        share = self._numbers.department_share
        if share is None:
            return None
        total = sum(pool.capital - pool.reserve for pool in self._numbers.pools.values())
        return int(share * (total + sum(self._made.collected.values())))

    @cached_property
    def _lent_to_department(self) -> Mapping[str, int]:
        totals: defaultdict[str, int] = defaultdict(int)
        for j, posts in self._lent.items():
            totals[self._numbers.requests[j].department] += posts
        return totals

    @cached_property
    def _lent_in_all(self) -> tuple[int, int]:
        """Posts lent, and those of them for the favoured purposes."""
        favoured = [
            posts
            for j, posts in self._lent.items()
            if self._numbers.requests[j].purpose in self._numbers.favoured_purposes
        ]
        return sum(self._lent.values()), sum(favoured)

    def _purposes(self, request: Request, lending: int) -> Reason | None:
        share = self._numbers.purpose_share
        favoured = self._numbers.favoured_purposes
        if share is None or request.purpose in favoured:
            return None
        lent, named = self._lent_in_all
        if named >= share * (lent + lending):
            return None
        purposes = listed(sorted(favoured))
        asked = sum(r.asked for r in self._numbers.requests.values() if r.purpose in favoured)
        if not asked:
            return Reason(
                "purpose_share",
                _(
                    "{share:.0%} of the posts lent must go to {purposes}, and no request is "
                    "for that"
                ).format(share=float(share), purposes=purposes),
            )
        return Reason(
            "purpose_share",
            _(
                "{share:.0%} of the posts lent must go to {purposes}: {named} of {lent} posts do, "
                "of {asked} asked for"
            ).format(share=float(share), purposes=purposes, named=named, lent=lent, asked=asked),
        )


def _takers(rows: Sequence[Repayment]) -> list[str]:
    """Loans and requests with the posts of theirs that come back."""
    posts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        posts[row.loan] += row.posts
    return [f"{loan}: {count}" for loan, count in posts.items()]
