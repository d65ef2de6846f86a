"""Why a request did not get more: the rule that stopped the next post, with its numbers."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from allocator.allocation.plan.decisions import (
    Decisions,
    Repayment,
    loans_out,
    owned,
    repayments,
)
from allocator.allocation.prepare.numbers import Cell, PeopleCeiling, Prepared, Request
from allocator.allocation.strengthen.room import limit_slack, window_most
from allocator.text import _


@dataclass(frozen=True)
class Reason:
    """The id of the rule (or goal) that stopped the next post, and a sentence with numbers."""

    rule: str
    detail: str


def attribute_name(attribute: str) -> str:
    """An attribute of a pool in the language in use."""
    names = {
        "region": _("region"),
        "level": _("level"),
        "department": _("department"),
        "type": _("quota type"),
    }
    return names[attribute]


NOTHING_MISSING = Reason("", "")


class Reasons:
    """Reasons for every request of a plan.

    Caps that bind the request alone come first (efficiency, response, term, borrowing
    limit), then what it competes for, with everybody else's posts as they are in the plan.
    """

    def __init__(self, numbers: Prepared, made: Decisions) -> None:
        self._numbers = numbers
        self._made = made
        self._granted = made.granted()
        self._lent = made.lent_to()
        self._terms = {j: term for j, term, _ in made.lent}

    def of(self, j: str) -> Reason:
        """The reason for request ``j``."""
        request = self._numbers.requests[j]
        granted = self._granted.get(j, 0)
        if granted >= request.asked:
            return NOTHING_MISSING
        more = max(1, request.min_posts - granted)
        for check in (self._efficiency, self._own, self._unit, self._alone):
            reason = check(request, more)
            if reason is not None:
                return reason
        return self._competition(request, more)

    def _efficiency(self, request: Request, more: int) -> Reason | None:
        cap = request.efficiency_cap
        if cap is None or self._granted.get(request.id, 0) + more <= cap:
            return None
        return Reason(
            "efficiency_threshold",
            _("at most {cap} post(s) pay by the efficiency rate").format(cap=cap),
        )

    def _own_left(self, cell: Cell) -> int:
        used = self._own_used[cell]
        return self._numbers.vacancy[cell] - self._made.collected.get(cell, 0) - used

    @cached_property
    def _own_used(self) -> Mapping[Cell, int]:
        totals: defaultdict[Cell, int] = defaultdict(int)
        for j, posts in self._made.own.items():
            totals[self._numbers.requests[j].cell] += posts
        return totals

    def _lending(self, request: Request, more: int) -> int:
        """Posts of the next ones that own vacancies do not cover."""
        return more - max(0, min(more, self._own_left(request.cell)))

    def _own(self, request: Request, more: int) -> Reason | None:
        """Own vacancies left over: no rule of lending stands in the way."""
        if self._own_left(request.cell) < more:
            return None
        return self._ceiling(request, more) or self._worthless(request)

    def _unit(self, request: Request, more: int) -> Reason | None:
        unit = request.unit
        if unit in self._numbers.suspended:
            return Reason("response", _("the unit's response suspends lending"))
        if unit in self._numbers.blocked:
            return Reason("overdue", _("the unit has an overdue loan"))
        cap = self._numbers.lending_caps.get(unit)
        lent = self._lent_to_unit[unit]
        if cap is None or lent + self._lending(request, more) <= cap:
            return None
        return Reason(
            "response",
            _("the unit's response caps new loans; cap: {cap}, lent: {lent}").format(
                cap=cap, lent=lent
            ),
        )

    @cached_property
    def _lent_to_unit(self) -> dict[str, int]:
        totals: defaultdict[str, int] = defaultdict(int)
        for j, posts in self._lent.items():
            totals[self._numbers.requests[j].unit] += posts
        return totals

    def _unservable(self, request: Request) -> Reason | None:
        if not request.terms:
            return Reason("one_term", _("none of the policy's terms fits the request"))
        if not request.pools:
            return Reason("pool_balance", _("no pool may serve the request"))
        return None

    def _alone(self, request: Request, more: int) -> Reason | None:
        """Term, pool and borrowing limit where nobody else takes part."""
        if not request.limited or not request.terms or not request.pools:
            return self._unservable(request)
        slack = self._slack[request.cell]
        most = max(slack[request.start, request.due(term)] for term in request.terms)
        wanted = self._lent.get(request.id, 0) + self._lending(request, more)
        if wanted <= most:
            return None
        longest = request.due(request.terms[-1])
        return Reason(
            "borrowing_limit",
            _(
                "even with the longest term, people leaving from {first} to {last} free at most "
                "{limit} post(s); {wanted} would have to come back"
            ).format(limit=most, first=request.start, last=longest, wanted=wanted),
        )

    @cached_property
    def _slack(self) -> dict[Cell, dict[tuple[int, int], int]]:
        return limit_slack(self._numbers)

    def _competition(self, request: Request, more: int) -> Reason:
        """What other requests left: the first rule that stands in the way of every option."""
        lending = self._lending(request, more)
        options = [
            list(self._blocking(request, term, pool, lending, more))
            for term in request.terms
            for pool in sorted(request.pools)
        ]
        for rule in COMPETING:
            reasons = [next((r for r in option if r.rule == rule), None) for option in options]
            if all(reason is not None for reason in reasons):
                return next(reason for reason in reasons if reason is not None)
        if all(options):
            return options[0][0]
        return self._worthless(request)

    def _blocking(
        self, request: Request, term: int, pool: str, lending: int, more: int
    ) -> Iterator[Reason]:
        checks: tuple[Callable[[], Reason | None], ...] = (
            lambda: self._limit(request, term, lending),
            lambda: self._balance(request, term, pool, lending),
            lambda: self._crossing(request, pool, lending),
            lambda: self._ceiling(request, more),
            lambda: self._department(request, lending),
            lambda: self._purposes(request, lending),
        )
        for check in checks:
            reason = check()
            if reason is not None:
                yield reason

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
                load = sum(
                    row.posts
                    for row in others
                    if row.year <= last and (row.start >= first if row.new else first == years[0])
                )
                most = window_most(self._numbers, request.cell, (first, last))
                if load + posts > most:
                    return Reason(
                        "borrowing_limit",
                        _(
                            "people leaving from {first} to {last} free at most {limit} post(s); "
                            "other loans of the unit take {others}"
                        ).format(limit=most, first=first, last=last, others=load),
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

    def _ceiling(self, request: Request, more: int) -> Reason | None:
        for ceiling, granted in self._ceilings_over.get(request.id, ()):
            if granted + more > ceiling.room:
                return Reason(
                    "people_ceiling",
                    _(
                        "the ceiling on people ({region}, {quota_type}) leaves room for {room} "
                        "posts; {granted} are granted"
                    ).format(
                        region=ceiling.region,
                        quota_type=ceiling.quota_type,
                        room=ceiling.room,
                        granted=granted,
                    ),
                )
        return None

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
        return Reason(
            "purpose_share",
            _(
                "{share:.0%} of the posts lent must go to the named purposes; they have {named} "
                "of {lent}"
            ).format(share=float(share), named=named, lent=lent),
        )

    def _worthless(self, request: Request) -> Reason:
        granted = self._granted.get(request.id, 0)
        if request.value_of(granted + 1) == request.value_of(granted):
            return Reason(
                "priority_value", _("further posts serve no assessment item and add no value")
            )
        return Reason(
            "priority_value",
            _("other posts that exclude this one are worth more to the goals, taken together"),
        )


COMPETING = (
    "borrowing_limit",
    "pool_balance",
    "crossing",
    "people_ceiling",
    "department_share",
    "purpose_share",
)
