"""What caps a request by itself, in words: one sentence per rule, with its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from allocator.allocation.plan.caps import Caps
from allocator.allocation.plan.reason import Reason, listed, span
from allocator.allocation.prepare.numbers import Loan, PeopleCeiling, Prepared, Request
from allocator.allocation.strengthen.room import is_forced
from allocator.text import _


@dataclass(frozen=True)
class CapReasons:
    """Reasons of the caps of prepared numbers."""

    caps: Caps

    def of(self, rule: str, request: Request, posts: int) -> Reason:
        """Why ``rule`` alone keeps the request from having ``posts``.

        Raises
        ------
        KeyError
            The rule is not one that can cap a request by itself.
        """
        sentences: dict[str, Callable[[Request, int], str]] = {
            "one_term": self._term,
            "request_size": self._size,
            "efficiency_threshold": self._efficiency,
            "response": self._response,
            "overdue": self._overdue,
            "staffing_standard": self._standard,
            "borrowing_limit": self._limit,
            "pool_balance": self._pools,
            "crossing": self._crossing,
            "deposit": self._deposit,
            "people_ceiling": self._ceiling,
        }
        return Reason(rule, sentences[rule](request, posts))

    @property
    def _numbers(self) -> Prepared:
        return self.caps.numbers

    def _term(self, request: Request, _posts: int) -> str:
        return _(
            "none of the policy's terms lies between the {shortest} and {longest} year(s) asked for"
        ).format(shortest=request.min_term, longest=request.max_term)

    def _size(self, request: Request, _posts: int) -> str:
        return _("fewer than {least} post(s) are of no use to the request").format(
            least=request.min_posts
        )

    def _efficiency(self, request: Request, _posts: int) -> str:
        if not request.points:
            return _("at most {cap} post(s) pay by the efficiency rate").format(cap=0) + _(
                " (the request names no gains)"
            )
        return _(
            "at most {cap} post(s) pay by the efficiency rate: each takes {each:.4g} points, and "
            "the request gains {points:.4g}"
        ).format(
            cap=request.efficiency_cap, each=float(request.per_post), points=float(request.points)
        )

    def _response(self, request: Request, _posts: int) -> str:
        unit = request.unit
        if unit in self._numbers.frozen:
            return _("a low grade freezes lending to the unit until the end of {year}").format(
                year=self._numbers.frozen[unit]
            )
        if unit in self._numbers.suspended:
            return _("the unit's response suspends lending")
        return _("the unit's response lets it be newly lent at most {cap} post(s)").format(
            cap=self._numbers.lending_caps[unit]
        )

    def _overdue(self, request: Request, _posts: int) -> str:
        loans = [
            loan for loan in self._numbers.loans.values()
            if loan.unit == request.unit and loan.overdue
        ]  # fmt: skip
        return _("the unit has an overdue loan: {loans}").format(loans=_loans(loans))

    def _standard(self, request: Request, _posts: int) -> str:
        standard = self._numbers.staffing_standards[request.unit]
        return _(
            "the staffing standard gives the unit {posts} posts and leaves room for {room}"
        ).format(posts=standard.posts, room=standard.room)

    def _limit(self, request: Request, posts: int) -> str:
        numbers, cell = self._numbers, request.cell
        first, last = self.caps.tightest_window(request)
        limit = numbers.limits[cell][first, last]
        old = [
            loan for loan in numbers.limited_loans.get(cell, ())
            if first == numbers.years[0] and is_forced(numbers, loan, last)
        ]  # fmt: skip
        covered = sum(loan.posts for loan in old)
        needed = posts - self.caps.own(cell) + covered
        sentence = _(
            "for a term of up to {term} year(s), people leaving in {years} can be counted on to "
            "free {limit} post(s); this would need {needed}"
        )
        if old:
            sentence = _(
                "for a term of up to {term} year(s), people leaving in {years} can be counted on "
                "to free {limit} post(s), of which loans already out take {covered} ({loans}); "
                "this would need {needed}"
            )
        return sentence.format(
            term=max(request.terms),
            years=span(first, last),
            limit=limit,
            covered=covered,
            loans=_loans(old),
            needed=needed,
        )

    def _pools(self, request: Request, _posts: int) -> str:
        if not request.pools:
            return _("no pool may serve the request")
        most = (self.caps.most(request, "pool_balance") or 0) - self.caps.own(request.cell)
        return _(
            "the pools that may serve it ({pools}) have at most {most} post(s) to lend, even if "
            "nobody else gets any"
        ).format(pools=listed(sorted(request.pools)), most=most)

    def _crossing(self, request: Request, _posts: int) -> str:
        if not request.pools:
            return _(
                "only pools outside its region, level or department could serve it ({pools}), and "
                "the policy lets none of them"
            ).format(pools=listed(sorted(request.open_across)))
        most = (self.caps.most(request, "crossing") or 0) - self.caps.own(request.cell)
        return _(
            "pools outside its region, level, department or type may lend it at most {most} post(s)"
        ).format(most=most)

    def _deposit(self, request: Request, _posts: int) -> str:
        deposit = self._numbers.deposits[request.cell]
        return _("{posts} of the unit's own vacancies must go to pool {pool}").format(
            posts=deposit.least, pool=deposit.pool
        )

    def _ceiling(self, request: Request, _posts: int) -> str:
        ceiling = min(
            (c for c in self._numbers.people_ceilings if request.id in c.requests),
            key=lambda c: c.room,
        )
        return _("the ceiling on people ({scope}) leaves room for {room} post(s)").format(
            scope=scope_of(ceiling), room=ceiling.room
        )


def scope_of(ceiling: PeopleCeiling) -> str:
    """Region, department and quota type of a ceiling; all regions and departments unnamed."""
    parts = (ceiling.region, ceiling.department, ceiling.quota_type)
    return listed([part for part in parts if part != "*"])


def _loans(loans: Sequence[Loan]) -> str:
    return listed([f"{loan.id}: {loan.posts}" for loan in loans])
