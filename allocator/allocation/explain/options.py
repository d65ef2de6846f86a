"""What must change for a request to be met in full: options, each verified by solving."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property

from allocator.allocation.explain.edits import Edited, Edits
from allocator.allocation.explain.extending import Extending
from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.in_hand import InHand
from allocator.allocation.explain.resolving import Demand, closest
from allocator.allocation.explain.stopping import Stopping, Way, ordered
from allocator.allocation.explain.trade import Trade, trade
from allocator.allocation.explain.waivers import waive
from allocator.allocation.plan.caps import Caps
from allocator.allocation.plan.decisions import Decisions, loans_out, owned
from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.scenario.changes import CellChange


class Kind(Enum):
    """What an option changes, in the order in which equal options are ranked."""

    GRANT = "grant"
    TERM = "term"
    START = "start"
    RESERVE = "reserve"
    CAPITAL = "capital"
    TIER = "tier"
    CEILING = "ceiling"
    WAIVER = "waiver"


SPARING = frozenset({Kind.RESERVE, Kind.CAPITAL, Kind.CEILING})
"""Changes that are there to spare the others: an option only where nobody loses."""

FAR_FETCHED = frozenset({Kind.TIER, Kind.WAIVER})
"""Changes that are not in the hands of those who decide: at others' cost only as a last resort."""

MOST_RAISED = 10
"""By how many times what is lacking a pool's capital is raised at most: it keeps a share back."""

_RANK = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Option:
    """One way to meet a request in full.

    Attributes
    ----------
    kind : Kind
    changes : tuple of CellChange
        What changes in the scenario.
    waived : tuple of str
        Rules that the request is exempt from besides.
    trade : Trade
        The best plan with the changes and the request met in full, against the plan in hand.
    """

    kind: Kind
    changes: tuple[CellChange, ...]
    waived: Way
    trade: Trade

    @property
    def rank(self) -> tuple[Fraction, int, int, int, str]:
        """Little given up by others first, then few rules waived."""
        text = ",".join(map(str, self.changes))
        return (self.trade.given_up, len(self.waived), len(self.changes), _RANK[self.kind], text)


Candidate = tuple[Kind, Sequence[Edited], Way]
"""What is changed, how, and what is waived besides."""


@dataclass(frozen=True)
class Options:
    """Options for the requests of a plan in hand."""

    forms: Forms
    edits: Edits
    extending: Extending
    stopping: Stopping

    @property
    def in_hand(self) -> InHand:
        """The plan in hand."""
        return self.forms.in_hand

    def of(self, j: str) -> tuple[Option, ...]:
        """Options for request ``j``, the best first.

        Every change that could lift what stops it is tried with all others as they are; only
        what fits in no other way is looked for over all plans.
        """
        request = self.in_hand.numbers.requests[j]
        binding = self.stopping.caps.binding(request, request.asked)
        candidates = list(self._candidates(request, binding))
        found = [option for each in candidates for option in self._beside(j, *each)]
        spared = [option for option in found if option.kind in (Kind.GRANT, Kind.WAIVER)]
        more = [] if spared else list(self._supply(request))
        if all("people_ceiling" in option.waived for option in spared):
            more += self._room(request)
        for kind, edited in more:
            found += self._beside(j, kind, [edited], binding)
        beside = {(option.kind, option.waived) for option in found}
        for kind, edits, waived in candidates:
            if kind in SPARING or (kind, waived) in beside or (found and kind in FAR_FETCHED):
                continue
            found += self._instead(j, kind, edits, waived)
        if not found:
            found += self._from_nowhere(j, binding)
        return tuple(sorted(_distinct(found), key=lambda option: option.rank))

    def _from_nowhere(self, j: str, binding: Way) -> Iterator[Option]:
        """Posts that no pool has: only where nothing else meets the request."""
        for way in (binding, *self.stopping.ways(j)):
            waived = ordered({*binding, *way})
            if "pool_balance" in waived:
                yield from self._beside(j, Kind.WAIVER, [], waived)

    def _candidates(self, request: Request, binding: Way) -> Iterator[Candidate]:
        """What could be changed: a cap lifted and the rest waived, or all of them waived."""
        if not binding:
            yield Kind.GRANT, [], ()
        for rule in binding:
            rest = ordered(set(binding) - {rule})
            for kind, edited in self._instead_of(rule, request):
                yield kind, [edited], rest
        ways = [ordered({*binding, *way}) for way in self.stopping.ways(request.id)]
        for waived in dict.fromkeys([binding, *ways] if binding else ways):
            if "pool_balance" not in waived:
                yield Kind.WAIVER, [], waived

    def _beside(self, j: str, kind: Kind, edits: Sequence[Edited], waived: Way) -> Iterator[Option]:
        """The option with all others as they are, where that is possible."""
        numbers = self._numbers(j, edits, waived)
        asked = numbers.requests[j].asked
        made = (
            self.extending.extend(numbers, j, asked, asked)
            if edits
            else self.extending.exempt(j, waived, asked, asked)
        )
        if made is not None:
            yield self._option(j, kind, edits, waived, numbers, made)

    def _instead(
        self, j: str, kind: Kind, edits: Sequence[Edited], waived: Way
    ) -> Iterator[Option]:
        """The option in the best plan there is, others losing as few posts as can be."""
        numbers = self._numbers(j, edits, waived)
        made = closest(self.forms, numbers, Demand(j, least=numbers.requests[j].asked))
        if made is not None:
            yield self._option(j, kind, edits, waived, numbers, made)

    def _numbers(self, j: str, edits: Sequence[Edited], waived: Way) -> Prepared:
        numbers = edits[0].numbers if edits else self.in_hand.numbers
        return waive(numbers, j, waived) if waived else numbers

    def _option(
        self,
        j: str,
        kind: Kind,
        edits: Sequence[Edited],
        waived: Way,
        numbers: Prepared,
        made: Decisions,
    ) -> Option:
        changes = tuple(edited.change for edited in edits)
        return Option(kind, changes, waived, trade(self.in_hand, numbers, j, made))

    def _instead_of(self, rule: str, request: Request) -> Iterator[tuple[Kind, Edited]]:
        """Changes that lift one cap by itself, the smallest of each kind."""
        if rule in ("borrowing_limit", "one_term"):
            yield from self._first(rule, request, Kind.TERM, self._terms(request))
            yield from self._first(rule, request, Kind.START, self._starts(request))
        if rule in ("borrowing_limit", "response"):
            yield from self._first(rule, request, Kind.TIER, self._tiers(request))
        if rule == "pool_balance":
            yield from self._first(rule, request, Kind.START, self._starts(request))
            yield from self._supply(request)
        if rule == "people_ceiling":
            yield from self._room(request)

    def _first(
        self, rule: str, request: Request, kind: Kind, edits: Iterable[Edited]
    ) -> Iterator[tuple[Kind, Edited]]:
        for edited in edits:
            changed = edited.numbers.requests[request.id]
            if rule not in Caps(edited.numbers).binding(changed, request.asked):
                yield kind, edited
                return

    def _terms(self, request: Request) -> Iterator[Edited]:
        for term in sorted(self.edits.scenario.policy.lending.terms):
            if term > request.max_term and request.due(term) <= self.in_hand.numbers.years[-1]:
                yield self.edits.longest_term(request.id, term)

    def _starts(self, request: Request) -> Iterator[Edited]:
        for year in range(request.start + 1, self.edits.last_start + 1):
            yield self.edits.start(request.id, year)

    def _tiers(self, request: Request) -> Iterator[Edited]:
        for tier in range(self.edits.stock.units[request.unit].tier - 1, 0, -1):
            edited = self.edits.tier(request.unit, tier)
            if edited is not None:
                yield edited

    def _supply(self, request: Request) -> Iterator[tuple[Kind, Edited]]:
        """More posts in a pool that serves the request: from its reserve, or its capital."""
        for pool in sorted(g for g, outside in request.pools.items() if not outside):
            lacking, kept = self._lacking(pool, request), self.in_hand.numbers.pools[pool].reserve
            if 0 < lacking <= kept:
                yield Kind.RESERVE, self.edits.reserve(pool, kept - lacking)
            raised = self._raised(pool, lacking) if lacking > 0 else None
            if raised is not None:
                yield Kind.CAPITAL, raised
                return

    def _lacking(self, pool: str, request: Request) -> int:
        """Posts that the pool lacks, in the plan in hand, for all that is missing."""
        last = request.due(max(request.terms, default=1))
        free = min(self._free[pool, year] for year in range(request.start, last + 1))
        return request.asked - self.in_hand.granted[request.id] - free

    @cached_property
    def _free(self) -> Mapping[tuple[str, int], int]:
        numbers, made = self.in_hand.numbers, self.in_hand.made
        own, out = owned(numbers, made), loans_out(numbers, made)
        return {(g, year): own[g] - out[g, year] for g in numbers.pools for year in numbers.years}

    def _raised(self, pool: str, posts: int) -> Edited | None:
        """The least capital by which the pool can lend so many more, within total control."""
        before, left = self.in_hand.numbers.pools[pool], self.edits.titles_left(pool)
        more = posts
        while left is None or more <= left:
            edited = self.edits.capital(pool, more)
            after = edited.numbers.pools[pool]
            lent = after.capital - after.reserve - (before.capital - before.reserve)
            if lent >= posts:
                return edited
            if more > MOST_RAISED * posts:
                return None
            more += posts - lent
        return None

    def _room(self, request: Request) -> Iterator[tuple[Kind, Edited]]:
        """More room under the tightest ceiling on people over the request."""
        missing = request.asked - self.in_hand.granted[request.id]
        over = [c for c in self.in_hand.numbers.people_ceilings if request.id in c.requests]
        for ceiling in over:
            granted = sum(self.in_hand.granted[j] for j in ceiling.requests)
            lacking = missing - max(0, ceiling.room - granted)
            if lacking > 0:
                yield Kind.CEILING, self.edits.people(ceiling, lacking)


def _distinct(options: Sequence[Option]) -> list[Option]:
    """Options without those that waive more than another for nothing."""
    return [
        option
        for place, option in enumerate(options)
        if not any(_needs_less(other, option) for other in options)
        and not any(_same(other, option) for other in options[:place])
    ]


def _same(a: Option, b: Option) -> bool:
    return (a.changes, a.waived) == (b.changes, b.waived)


def _needs_less(a: Option, b: Option) -> bool:
    fewer = set(a.waived) < set(b.waived) and a.changes == b.changes
    return fewer and a.trade.given_up <= b.trade.given_up
