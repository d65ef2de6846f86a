"""Why a request got no more: the rules that would have to give way, verified by solving.

A *way* is a set of rules such that the request, exempt from all of them, would get more in the
best plan, and from no smaller set of them. One rule by itself is the usual case; two caps at the
same number of posts have to give way together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from allocator.allocation.explain.extending import Extending
from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.in_hand import InHand, goals_of, reached, standing
from allocator.allocation.explain.resolving import Demand, first_goal, resolve
from allocator.allocation.explain.waivers import WAIVABLE, waive
from allocator.allocation.plan.caps import Caps
from allocator.allocation.prepare.numbers import Prepared, Request

Way = tuple[str, ...]
"""Rules that have to give way together, in the order of :data:`WAIVABLE`."""

LIKELIEST = 2
"""Rules that are tried before all the rest is asked for at once."""

COMPETED = {"pool_balance": 0, "purpose_share": 1, "borrowing_limit": 2, "crossing": 3}
"""What requests compete under most often, in that order."""

ALONE_ABOVE = frozenset({"efficiency_threshold", "request_size"})
"""Rules that a request can only run into above what it has: waiving them frees nothing below."""

WIDENING = ("one_term", "crossing")
"""Rules whose waiver gives a request more terms or pools, so that other caps rise."""


@dataclass(frozen=True)
class Stopping:
    """What stops the requests of a plan in hand."""

    forms: Forms
    extending: Extending
    _known: dict[tuple[str, Way], bool] = field(default_factory=dict)
    _asked: dict[tuple[str, bool], dict[Way, bool]] = field(default_factory=dict)
    _ways: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    _often: Counter[str] = field(default_factory=Counter)

    @property
    def in_hand(self) -> InHand:
        """The plan in hand."""
        return self.forms.in_hand

    @cached_property
    def caps(self) -> Caps:
        """Caps that bind alone."""
        return Caps(self.in_hand.numbers)

    def ways(self, j: str) -> tuple[Way, ...]:
        """Every smallest set of rules whose waiver would bring request ``j`` more posts.

        Sets beyond the caps that bind alone are looked for with one rule more; only where none
        of these is enough, one set with more.  Empty where no rule stops it: the goals do.
        """
        if j not in self._ways:
            self._ways[j] = self._found(j)
        return self._ways[j]

    def _found(self, j: str) -> tuple[Way, ...]:
        found: list[Way] = []
        for base in self._bases(j):
            if any(set(way) <= set(base) for way in found):
                continue
            found += self._beyond(j, base)
        smallest = [way for way in found if not any(set(other) < set(way) for other in found)]
        return tuple(sorted(dict.fromkeys(smallest), key=_order))

    def _bases(self, j: str) -> list[Way]:
        """The caps that bind alone, which any way holds, for each choice of what they rest on.

        What is of use to the request, and what is left of its unit's vacancies, decide from
        where caps count; more terms and pools can lift several of them.
        """
        request = self.in_hand.numbers.requests[j]
        deposit = self.in_hand.numbers.deposits.get(request.cell)
        choices = []
        if self.in_hand.more(j) > 1:
            choices.append("request_size")
        if deposit is not None and deposit.least:
            choices.append("deposit")
        choices += [rule for rule in WIDENING if _takes_part(self.in_hand.numbers, j, rule)]
        bases: dict[frozenset[str], frozenset[str]] = {}
        for size in range(len(choices) + 1):
            for chosen in map(frozenset, combinations(choices, size)):
                bases[chosen] = chosen | self._binding(j, chosen)
        return [
            ordered(base)
            for chosen, base in bases.items()
            if not any(base == bases[chosen - {rule}] | {rule} for rule in chosen & {*WIDENING})
        ]

    def _binding(self, j: str, chosen: frozenset[str]) -> frozenset[str]:
        """Caps that bind alone where the rules of ``chosen`` are waived."""
        numbers = waive(self.in_hand.numbers, j, chosen)
        return frozenset(Caps(numbers).binding(numbers.requests[j], self._needed(j, chosen)))

    def _needed(self, j: str, waived: Iterable[str]) -> int:
        """Posts that the next grant to the request comes to."""
        more = 1 if "request_size" in waived else self.in_hand.more(j)
        return self.in_hand.granted[j] + more

    def _beyond(self, j: str, base: Way) -> Iterator[Way]:
        """Ways that hold ``base``: itself, or with one rule more, or one with several more."""
        if base and self._plainly(j, base):
            yield base
            return
        others = [rule for rule in self._candidates(j) if rule not in base]
        settled = self._at_a_glance(j, base, others)
        if settled is not None:
            yield from settled
            return
        if base and self.gets_more(j, base):
            yield base
            return
        single = self._with_one_more(j, base, others)
        yield from single
        if not single and self.gets_more(j, ordered({*base, *others})):
            yield self._reduced(j, base, others)

    def _at_a_glance(self, j: str, base: Way, others: list[str]) -> list[Way] | None:
        """Ways of ``base`` and one of ``others`` that take no search, where there are no more.

        The likeliest are tried with everybody else as they are. If all the rest together brings
        nothing, neither does any part of it: one search settles that. ``None`` if it does.
        """
        easy = [
            rule for rule in self._likeliest(others) if self._plainly(j, ordered({*base, rule}))
        ]
        rest = [rule for rule in others if rule not in easy]
        if (rest or base) and self._could(j, ordered({*base, *rest})):
            return None
        self._often.update(easy)
        return [ordered({*base, rule}) for rule in easy]

    def _likeliest(self, rules: list[str], most: int = LIKELIEST) -> list[str]:
        """The rules that have been the reason most often, a few of them."""
        ranked = sorted(rules, key=lambda rule: (-self._often[rule], COMPETED.get(rule, 9)))
        return ranked[:most]

    def _plainly(self, j: str, way: Way) -> bool:
        """Whether the request gets more with everybody else as they are: certainly a way then."""
        if (j, way) not in self._known and self._frees_nothing(j, way):
            numbers, needed = waive(self.in_hand.numbers, j, way), self._needed(j, way)
            made = self.extending.exempt(j, way, needed, numbers.requests[j].asked)
            if made is not None and standing(numbers, made) > self.in_hand.standing:
                self._known[j, way] = True
                self._asked.setdefault((j, "request_size" in way), {})[way] = True
        return self._known.get((j, way), False)

    def _with_one_more(self, j: str, base: Way, others: list[str]) -> list[Way]:
        """Ways of ``base`` and one of ``others``.

        What all the rest together cannot bring, none of them brings alone: the likeliest are
        asked first, and the rest as a whole.
        """
        found: list[Way] = []
        rest = self._likeliest(others, len(others))
        known = False
        while rest and (known or self._could(j, ordered({*base, *rest}))):
            rule = rest.pop(0)
            way = ordered({*base, rule})
            known = not self.gets_more(j, way)
            if not known:
                found.append(way)
                self._often[rule] += 1
        return found

    def _could(self, j: str, way: Way) -> bool:
        """Whether some plan with the waivers that grants the request more is better.

        Without what a unit gives to a pool the plan in hand may not stand; and its place in the
        fixed order is another one with more terms or pools. Otherwise more waivers never make
        it worse, so that what is known of fewer or more rules can settle it.
        """
        placed = "canonical" in goals_of(self.in_hand.numbers)
        if "deposit" in way or (
            placed and self.in_hand.granted[j] and not {*WIDENING}.isdisjoint(way)
        ):
            return True
        asked = self._asked.setdefault((j, "request_size" in way), {})
        for other, answer in asked.items():
            if answer and set(other) <= set(way):
                return True
            if not answer and set(way) <= set(other):
                return False
        numbers = waive(self.in_hand.numbers, j, way)
        demand = Demand(j, least=self._needed(j, way))
        asked[way] = beats(self.forms, numbers, demand, self.in_hand.standing)
        return asked[way]

    def _reduced(self, j: str, base: Way, others: list[str]) -> Way:
        """A smallest set out of all rules: each in turn is left out where the rest is enough."""
        kept = list(others)
        for rule in others:
            fewer = [other for other in kept if other != rule]
            if self.gets_more(j, ordered({*base, *fewer})):
                kept = fewer
        return ordered({*base, *kept})

    def gets_more(self, j: str, way: Way) -> bool:
        """Whether the request, exempt from the rules of ``way``, gets more in the best plan."""
        if (j, way) not in self._known:
            self._known[j, way] = self._gets_more(j, way)
        return self._known[j, way]

    def _gets_more(self, j: str, way: Way) -> bool:
        if self._plainly(j, way):
            return True
        if not self._could(j, way):
            return False
        if self._frees_nothing(j, way):
            return True
        return self._beats_without(waive(self.in_hand.numbers, j, way), j, self._needed(j, way))

    def _beats_without(self, numbers: Prepared, j: str, needed: int) -> bool:
        """Whether granting more is better than anything with the waivers that grants no more.

        Not so where the bank cannot do without what the unit gives it.
        """
        no_more = Demand(j, most=self.in_hand.granted[j])
        made = first_goal(self.forms, numbers, no_more)
        if made is None:
            return False
        without = reached(numbers, made)
        more = first_goal(self.forms, numbers, Demand(j, least=needed), without)
        if more is None:
            return False
        gained = reached(numbers, more) - without
        if gained or len(goals_of(numbers)) == 1:
            return gained > 0
        made = resolve(self.forms, numbers, no_more)
        return made is not None and beats(
            self.forms, numbers, Demand(j, least=needed), standing(numbers, made)
        )

    def _frees_nothing(self, j: str, way: Way) -> bool:
        """Whether the waiver leaves all as it is as long as the request gets no more."""
        if "deposit" in way:
            return False
        return self.in_hand.granted[j] == 0 or set(way) <= ALONE_ABOVE

    def _candidates(self, j: str) -> list[str]:
        """Rules that the request takes part in."""
        return [rule for rule in WAIVABLE if _takes_part(self.in_hand.numbers, j, rule)]


def beats(forms: Forms, numbers: Prepared, demand: Demand, standard: tuple[Fraction, ...]) -> bool:
    """Whether the best plan that meets ``demand`` is better than goals given."""
    made = first_goal(forms, numbers, demand, standard[0])
    if made is None:
        return False
    first = reached(numbers, made)
    if first != standard[0] or len(standard) == 1:
        return first > standard[0]
    made = resolve(forms, numbers, demand)
    return made is not None and standing(numbers, made) > standard


def _takes_part(numbers: Prepared, j: str, rule: str) -> bool:
    request = numbers.requests[j]
    checks = {
        "one_term": len(request.terms) < request.max_term - request.min_term + 1,
        "request_size": request.min_posts > 1,
        "efficiency_threshold": request.efficiency_cap is not None
        and request.efficiency_cap < request.asked,
        "response": request.unit in numbers.lending_caps,
        "overdue": request.unit in numbers.blocked,
        "staffing_standard": request.unit in numbers.staffing_standards,
        "borrowing_limit": request.limited,
        "pool_balance": True,
        "crossing": _crosses(request),
        "deposit": request.cell in numbers.deposits and numbers.deposits[request.cell].least > 0,
        "people_ceiling": any(j in ceiling.requests for ceiling in numbers.people_ceilings),
        "purpose_share": numbers.purpose_share is not None
        and request.purpose not in numbers.favoured_purposes,
        "department_share": numbers.department_share is not None,
    }
    return checks[rule]


def _crosses(request: Request) -> bool:
    """Whether a pool serves it across an attribute, or could if the policy let it."""
    return any(request.pools.values()) or bool(request.open_across)


def ordered(rules: Iterable[str]) -> Way:
    """Rules in the order of :data:`WAIVABLE`."""
    return tuple(sorted(rules, key=WAIVABLE.index))


def _order(way: Way) -> tuple[int, list[int]]:
    return (len(way), [WAIVABLE.index(rule) for rule in way])
