"""Why a request did not get more: the rule that stopped the next post, with its numbers."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from allocator.allocation.plan.competition import COMPETING, Competition
from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.plan.reason import NOTHING_MISSING, Reason
from allocator.allocation.prepare.numbers import Cell, Prepared, Request
from allocator.allocation.strengthen.room import limit_slack
from allocator.text import _


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
        self._competitors = Competition(numbers, made)

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
        return (
            self._competitors.standard(request, more)
            or self._competitors.ceiling(request, more)
            or self._worthless(request)
        )

    def _unit(self, request: Request, more: int) -> Reason | None:
        unit = request.unit
        if unit in self._numbers.frozen:
            return Reason(
                "response",
                _("a low grade freezes lending to the unit until the end of {year}").format(
                    year=self._numbers.frozen[unit]
                ),
            )
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
            list(self._competitors.blocking(request, term, pool, lending, more))
            for term in request.terms
            for pool in sorted(request.pools)
        ]
        for rule in COMPETING:
            reasons = [next((r for r in option if r.rule == rule), None) for option in options]
            if all(reason is not None for reason in reasons):
                return next(reason for reason in reasons if reason is not None)
        if all(options):
            # Each option meets another rule: that of the option which comes furthest.
            return max((option[0] for option in options), key=lambda r: COMPETING.index(r.rule))
        return self._worthless(request)

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
