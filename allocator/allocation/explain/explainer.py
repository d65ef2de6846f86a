"""Explaining the requests of a plan, one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyomo.common.gc_manager import PauseGC

from allocator.allocation.explain.edits import Edits
from allocator.allocation.explain.explanation import Explanation, Kind, Lent, Stop, grouped
from allocator.allocation.explain.extending import Extending
from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.in_hand import InHand
from allocator.allocation.explain.near_ties import could_get_less, could_get_more
from allocator.allocation.explain.next_post import next_post
from allocator.allocation.explain.options import Options
from allocator.allocation.explain.resolving import Demand
from allocator.allocation.explain.scarcity import Scarcity
from allocator.allocation.explain.stopping import Stopping, Way, beats
from allocator.allocation.plan.cap_reasons import CapReasons
from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.plan.reason import Reason
from allocator.allocation.plan.reasons import Reasons
from allocator.allocation.plan.rule_names import rule_name
from allocator.allocation.prepare import Stock, prepare, take_stock
from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.scenario.scenario import Scenario
from allocator.text import LANGUAGES, _, in_language


@dataclass(frozen=True)
class Explainer:
    """Explanations of the requests of one plan.

    Attributes
    ----------
    scenario : Scenario
    made : Decisions
        What the plan decides; it must keep the rules.
    proven : bool
        Whether it is known that no plan is better.
    prepared : (Stock, Prepared) or None
        Of the scenario, where they have been worked out already.
    """

    scenario: Scenario
    made: Decisions
    proven: bool = True
    prepared: tuple[Stock, Prepared] | None = None

    def explain(self, j: str) -> Explanation:
        """Why request ``j`` got what it got, and what would change it.

        Raises
        ------
        KeyError
            There is no such request.
        KeyboardInterrupt
            Ctrl-C was pressed meanwhile.
        """
        with PauseGC():
            return self._explanation(self.numbers.requests[j])

    def _explanation(self, request: Request) -> Explanation:
        j = request.id
        short = self.in_hand.granted[j] < request.asked
        following = next_post(self.forms, self.stopping.caps, j) if short else None
        return Explanation(
            request=request,
            unit=self._unit_names[request.unit],
            own=self.made.own.get(j, 0),
            lent=tuple(
                Lent(pool, posts, request.due(term))
                for (k, term, pool), posts in sorted(self.made.lent.items())
                if k == j
            ),
            told=self._told(request) if short else {},
            next_post=following,
            options=self.options.of(j) if short else (),
            could_get_more=could_get_more(self.in_hand, following),
            could_get_less=could_get_less(self.forms, j),
        )

    def _told(self, request: Request) -> Mapping[str, tuple[Stop, ...]]:
        """What stops the request, in each language: what is solved for it is solved once."""
        better = not self.proven and self._better(request.id)
        told = {}
        for spoken in LANGUAGES:
            with in_language(spoken):
                told[spoken] = tuple(self._stops(request, better=better))
        return told

    def _stops(self, request: Request, *, better: bool) -> list[Stop]:
        granted, more = self.in_hand.granted[request.id], self.in_hand.more(request.id)
        caps = self.stopping.caps
        rest = [
            (post, caps.binding(request, post)) for post in range(granted + more, request.asked + 1)
        ]
        (_first, last, binding), *further = grouped(rest)
        stops = [self._next_stop(request, granted + 1, last, binding, better=better)]
        for first, last, rules in further:
            reasons = tuple(self._cap_reasons.of(rule, request, first) for rule in rules)
            stops.append(Stop(first, last, Kind.CAP, (reasons,)))
        return stops

    def _next_stop(
        self, request: Request, first: int, last: int, binding: Way, *, better: bool
    ) -> Stop:
        """What keeps the next post from the request, verified by solving."""
        j, more = request.id, self.in_hand.more(request.id)
        if better:
            remark = _("a better plan than the one in hand gives the request more; solve again")
            return Stop(first, last, Kind.UNPROVEN, (), Reason("priority_value", remark))
        ways = tuple(
            tuple(self._reason(rule, request, more) for rule in way)
            for way in self.stopping.ways(j)
        )
        if ways:
            return Stop(first, last, Kind.CAP if binding else Kind.COMPETITION, ways)
        return Stop(first, last, Kind.GOALS, (), self._reasons.by_goals(request))

    def _better(self, j: str) -> bool:
        """Whether a plan that keeps the rules is better and grants the request more."""
        demand = Demand(j, least=self.in_hand.granted[j] + self.in_hand.more(j))
        return beats(self.forms, self.numbers, demand, self.in_hand.standing)

    def _reason(self, rule: str, request: Request, more: int) -> Reason:
        """The reason of a rule: by itself, or with the posts of others."""
        posts = self.in_hand.granted[request.id] + more
        most = self.stopping.caps.most(request, rule)
        alone = rule in ("request_size", "efficiency_threshold")
        if alone or self._must_give(rule, request) or (most is not None and most < posts):
            return self._cap_reasons.of(rule, request, posts)
        found = self._reasons.of_rule(rule, request, more)
        if found is not None:
            return found
        return Reason(
            rule,
            _("the rule “{rule}”, together with what others get, leaves it no more").format(
                rule=rule_name(rule)
            ),
        )

    def _must_give(self, rule: str, request: Request) -> bool:
        """Whether the rule is that the unit must give vacancies to a pool."""
        deposit = self.numbers.deposits.get(request.cell)
        return rule == "deposit" and deposit is not None and deposit.least > 0

    @cached_property
    def stock(self) -> Stock:
        """What takes long to count."""
        return self.prepared[0] if self.prepared else take_stock(self.scenario)

    @cached_property
    def numbers(self) -> Prepared:
        """Numbers of the scenario."""
        return self.prepared[1] if self.prepared else prepare(self.scenario, self.stock)

    @cached_property
    def in_hand(self) -> InHand:
        """The plan in hand."""
        return InHand(self.numbers, self.made)

    @cached_property
    def forms(self) -> Forms:
        """Models around the plan in hand."""
        return Forms(self.in_hand)

    @cached_property
    def stopping(self) -> Stopping:
        """What stops requests."""
        return Stopping(self.forms, self._extending)

    @cached_property
    def options(self) -> Options:
        """What would meet requests in full."""
        return Options(self.forms, self._edits, self._extending, self.stopping)

    @cached_property
    def scarcity(self) -> Scarcity:
        """What scarce things are worth."""
        return Scarcity(self.forms, self._edits)

    @cached_property
    def _edits(self) -> Edits:
        return Edits(self.scenario, self.stock, self.numbers)

    @cached_property
    def _extending(self) -> Extending:
        return Extending(self.forms)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.numbers, self.made)

    @cached_property
    def _cap_reasons(self) -> CapReasons:
        return CapReasons(self.stopping.caps)

    @cached_property
    def _unit_names(self) -> Mapping[str, str]:
        units = self.scenario.tables["units"]
        return dict(zip(units["unit_id"], units["name"], strict=True))
