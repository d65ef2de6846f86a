"""Why a request did not get more: the rule that stopped the next post, with its numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from allocator.allocation.plan.cap_reasons import CapReasons
from allocator.allocation.plan.caps import Caps
from allocator.allocation.plan.competition import COMPETING, Competition
from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.plan.reason import NOTHING_MISSING, Reason, together
from allocator.allocation.prepare.numbers import Cell, Prepared, Request
from allocator.text import _

BY_GOALS = "priority_value"
"""The id of the reason where no rule stands in the way."""

PROVEN = ("optimal", "gap")
"""Statuses of a plan of which it is known that none is better by more than was tolerated."""


class Reasons:
    """Reasons for every request of a plan.

    Parameters
    ----------
    proven
        That no plan is better is known, so that what no rule stops is stopped by the goals.

    Notes
    -----

    Caps that bind the request alone come first: they stand in the way whatever others get, and
    where there are several, all of them do. Then comes what it competes for, with everybody
    else's posts as they are in the plan; :mod:`allocator.allocation.explain` solves again to
    verify it.
    """

    def __init__(self, numbers: Prepared, made: Decisions, *, proven: bool = True) -> None:
        self._proven = proven
        self._numbers = numbers
        self._made = made
        self._granted = made.granted()
        self._lent = made.lent_to()
        self._competitors = Competition(numbers, made)
        self._caps = Caps(numbers)
        self._cap_reasons = CapReasons(self._caps)

    def of(self, j: str) -> Reason:
        """The reason for request ``j``."""
        request = self._numbers.requests[j]
        granted = self._granted.get(j, 0)
        if granted >= request.asked:
            return NOTHING_MISSING
        more = max(1, request.min_posts - granted)
        if self._adds_nothing(request, more):
            return self.by_goals(request)
        binding = self._caps.binding(request, granted + more)
        if binding:
            return together(
                [self._cap_reasons.of(rule, request, granted + more) for rule in binding]
            )
        for check in (self._own, self._unit, self._unserved):
            reason = check(request, more)
            if reason is not None:
                return reason
        return self._competition(request, more)

    def of_rule(self, rule: str, request: Request, more: int) -> Reason | None:
        """How ``rule`` stands in the way of ``more`` posts, with all others as they are.

        ``None`` where it does not, by itself.
        """
        if rule in ("response", "overdue"):
            found = self._unit(request, more)
            return found if found is not None and found.rule == rule else None
        if rule == "staffing_standard":
            return self._competitors.standard(request, more)
        if rule == "people_ceiling":
            return self._competitors.ceiling(request, more)
        unserved = self._unserved(request, more)
        if unserved is not None and unserved.rule == rule:
            return unserved
        check = self._competitors.checks(request, self._lending(request, more), more).get(rule)
        if check is None:
            return None
        return next(filter(None, (check(*option) for option in _options(request))), None)

    def by_goals(self, request: Request) -> Reason:
        """Why no more is granted where no rule stands in the way."""
        granted = self._granted.get(request.id, 0)
        if self._adds_nothing(request, max(1, request.min_posts - granted)):
            sentence = (
                _("further posts serve no assessment item and add no value")
                if request.points or granted
                else _("the request names no gains, so that its posts add no value")
            )
            return Reason(BY_GOALS, sentence)
        if not self._proven:
            return Reason(
                BY_GOALS,
                _("no rule stands in the way; the search ended early, a better plan may give it"),
            )
        return Reason(
            BY_GOALS,
            _("the goals, in their order, are served better without further posts for it"),
        )

    def _adds_nothing(self, request: Request, more: int) -> bool:
        """Whether the next posts are worth nothing, and no goal wants them all the same."""
        granted = self._granted.get(request.id, 0)
        worth = request.value_of(granted + more) - request.value_of(granted)
        return not worth and "least_served" not in self._numbers.goals

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
            or self.by_goals(request)
        )

    def _unserved(self, request: Request, more: int) -> Reason | None:
        """Nothing to lend from, where others have the own vacancies that would have done."""
        posts = self._granted.get(request.id, 0) + more
        if not request.terms:
            return self._cap_reasons.of("one_term", request, posts)
        if not request.pools:
            rule = "crossing" if request.open_across else "pool_balance"
            return self._cap_reasons.of(rule, request, posts)
        return None

    def _unit(self, request: Request, more: int) -> Reason | None:
        if request.unit in self._numbers.blocked and self._lending(request, more):
            posts = self._granted.get(request.id, 0) + more
            return self._cap_reasons.of("overdue", request, posts)
        cap = self._numbers.lending_caps.get(request.unit)
        lent = self._lent_to_unit[request.unit]
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

    def _competition(self, request: Request, more: int) -> Reason:
        """What other requests left: the first rule that stands in the way of every option."""
        lending = self._lending(request, more)
        options = _options(request)
        checks = self._competitors.checks(request, lending, more).values()
        for check in checks:
            reason = _of_every(check(*option) for option in options)
            if reason is not None:
                return reason
        first = [
            next(filter(None, (check(*option) for check in checks)), None) for option in options
        ]
        stopped = [reason for reason in first if reason is not None]
        if len(stopped) == len(options):
            # Each option meets another rule: that of the option which comes furthest.
            return max(stopped, key=lambda reason: COMPETING.index(reason.rule))
        return self.by_goals(request)


def _options(request: Request) -> list[tuple[int, str]]:
    """Terms and pools that posts could be lent to it for and from."""
    return [(term, pool) for term in request.terms for pool in sorted(request.pools)]


def _of_every(reasons: Iterable[Reason | None]) -> Reason | None:
    """The first, where there is one of every option."""
    first = None
    for reason in reasons:
        if reason is None:
            return None
        first = first or reason
    return first
