"""Explanations held against independent solves: each function gives the faults it finds."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import combinations

import numpy as np
from generated import scenario_of
from independent import Best, best, demanding, gets_more, goals, plain_form

from allocator.allocation.audit import audit
from allocator.allocation.explain.edits import Edited
from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.explain.explanation import Explanation
from allocator.allocation.explain.extending import DECIDED, TAKING
from allocator.allocation.explain.options import Option
from allocator.allocation.explain.waivers import WAIVABLE, waive
from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.plan.plan import Plan
from allocator.allocation.plan.tables import plan_tables
from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.allocation.repair import Contradiction
from allocator.allocation.solve import Options, solve
from allocator.allocation.solver.standard_form import StandardForm
from allocator.scenario.changes import changed
from allocator.scenario.scenario import Scenario

Faults = Iterator[tuple[object, ...]]


@dataclass(frozen=True)
class Explained:
    """A scenario, its plan, and what explains it."""

    scenario: Scenario
    plan: Plan

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.scenario, self.plan.decisions)

    @property
    def numbers(self) -> Prepared:
        return self.explainer.numbers

    @property
    def granted(self) -> dict[str, int]:
        return dict(self.explainer.in_hand.granted)

    @property
    def value(self) -> Fraction:
        """The first goal of the plan in hand, turned so that more is better."""
        return self.explainer.in_hand.standing[0]

    @cached_property
    def best(self) -> Best:
        """The best plan, solved once more."""
        return best(self.numbers)

    @cached_property
    def short(self) -> list[str]:
        return [j for j, r in self.numbers.requests.items() if self.granted[j] < r.asked]

    @cache  # noqa: B019 - few are made, and all live as long as the tests
    def explanation(self, j: str) -> Explanation:
        return self.explainer.explain(j)

    def __hash__(self) -> int:
        return id(self)


@cache
def explained(seed: int, units: int) -> Explained | None:
    """The plan of a generated scenario; ``None`` where its rules contradict each other."""
    scenario = scenario_of(seed, units)
    try:
        return Explained(scenario, solve(scenario, Options(threads=1)))
    except Contradiction:
        return None


def wrong_reasons(case: Explained, j: str) -> Faults:
    """Named rules that are not enough, or not needed; unnamed ones that would be enough."""
    numbers, granted = case.numbers, case.granted[j]
    ways = case.explainer.stopping.ways(j)
    for rule in WAIVABLE:
        if gets_more(numbers, j, granted, (rule,), case.best) != ((rule,) in ways):
            yield ("alone", j, rule, ways)
    for way in (way for way in ways if len(way) > 1):
        if not gets_more(numbers, j, granted, way, case.best):
            yield ("not enough", j, way)
        for size in range(2, len(way)):
            for fewer in combinations(way, size):
                if gets_more(numbers, j, granted, fewer, case.best):
                    yield ("fewer are enough", j, way, fewer)
    named = [tuple(reason.rule for reason in way) for way in case.explanation(j).stops[0].ways]
    if named != list(ways):
        yield ("not told", j, ways, named)


def wrong_price(case: Explained, j: str) -> Faults:
    """The next post against the best plan that grants it, in every goal."""
    request, granted = case.numbers.requests[j], case.granted[j]
    found = best(case.numbers, j, least=max(granted + 1, request.min_posts))
    following = case.explanation(j).next_post
    if (found.value(0) is None) != (following is None):
        yield ("possible", j, found.value(0), following)
        return
    if following is None:
        return
    for place, shift in enumerate(following.goals):
        before = case.explainer.in_hand.standing[place]
        if before - shift.lost != found.value(place):
            yield ("price", j, shift, before, found.value(place))


def wrong_tie(case: Explained, j: str) -> Faults:
    """Near ties against the best plans with a post more and a post less."""
    numbers, granted = case.numbers, case.granted[j]
    near = abs(case.value) / 1000
    explanation = case.explanation(j)
    more = best(numbers, j, least=max(granted + 1, numbers.requests[j].min_posts)).value(0)
    less = best(numbers, j, most=granted - 1).value(0) if granted else None
    for name, told, value in (
        ("more", explanation.could_get_more, more if j in case.short else None),
        ("less", explanation.could_get_less, less),
    ):
        lost = None if value is None or case.value - value > near else case.value - value
        if lost != told:
            yield (name, j, told, lost)


def wrong_options(case: Explained, j: str) -> Faults:
    """Options applied to the scenario: the request can be met, and others keep what they have."""
    for option in case.explanation(j).options:
        numbers = prepare(changed(case.scenario, option.changes))
        numbers = waive(numbers, j, option.waived)
        asked = numbers.requests[j].asked
        if option.trade.request.after != asked:
            yield ("in full", j, _told(option), option.trade.request)
        found = best(numbers, j, least=asked)
        if found.value(0) is None:
            yield ("impossible", j, _told(option))
        elif case.value - option.trade.price > found.value(0):
            yield ("too good", j, _told(option), option.trade.price, found.value(0))
        if not option.trade.losers and not _possible_for_all(case, numbers, j):
            yield ("somebody loses", j, _told(option))


def _told(option: Option) -> tuple[object, ...]:
    return (option.kind, [str(change) for change in option.changes], option.waived)


def _possible_for_all(case: Explained, numbers: Prepared, j: str) -> bool:
    """Whether a plan meets ``j`` in full and leaves everybody else what the plan in hand gives."""
    form = demanding(plain_form(numbers), j, numbers.requests[j].asked, np.inf)
    for k, posts in case.granted.items():
        if k != j and posts:
            form = demanding(form, k, posts, np.inf)
    lower = form.lower.copy()
    for place, column in enumerate(form.columns):
        if column.variable == "renewed":
            lower[place] = case.plan.decisions.renewed.get(column.index[0], 0)
    return Best(replace(form, lower=lower), 1).value(0) is not None


def edits_of(case: Explained, j: str) -> Iterator[Edited]:
    """Every kind of change around a request."""
    edits, request = case.explainer.options.edits, case.numbers.requests[j]
    for term in case.scenario.policy.lending.terms:
        if term >= request.min_term and request.due(term) <= case.numbers.years[-1]:
            yield edits.longest_term(j, term)
    for year in range(case.numbers.years[0], edits.last_start + 1):
        yield edits.start(j, year)
    for pool in request.pools:
        yield edits.capital(pool, 2)
        yield edits.reserve(pool, 1)
    for ceiling in case.numbers.people_ceilings:
        if j in ceiling.requests:
            yield edits.people(ceiling, 1)
    for tier in (1, 2, 3):
        edited = edits.tier(request.unit, tier)
        if edited is not None:
            yield edited


def wrong_edits(case: Explained, j: str) -> Faults:
    """Edited numbers against those of the changed scenario, prepared anew."""
    for edited in edits_of(case, j):
        anew = prepare(changed(case.scenario, [edited.change]))
        for field in fields(Prepared):
            one, other = getattr(edited.numbers, field.name), getattr(anew, field.name)
            if field.name == "requests":
                one, other = _placeless(one), _placeless(other)
            if one != other:
                yield (str(edited.change), field.name)


def _placeless(requests: dict[str, Request]) -> dict[str, Request]:
    return {j: replace(request, first_position=0) for j, request in requests.items()}


def wrong_forms(case: Explained, j: str, rules: tuple[str, ...]) -> Faults:
    """The merged model against the one built anew: the optimum of every goal, each by itself."""
    numbers = waive(case.numbers, j, rules)
    merged, anew = case.explainer.forms.of(numbers, j), plain_form(numbers)
    for goal in goals(numbers):
        one, other = (_alone(form, goal) for form in (merged, anew))
        if one != other:
            yield (goal, j, rules, one, other)


def _alone(form: StandardForm, goal: str) -> Fraction | None:
    return Best(replace(form, objectives={goal: form.objectives[goal]}), 200).value(0)


def wrong_extension(case: Explained, j: str) -> Faults:
    """The plan in hand with a post more for ``j``: audit clean, and there where it can be."""
    numbers, granted = case.numbers, case.granted[j]
    least = max(granted + 1, numbers.requests[j].min_posts)
    made = case.explainer.stopping.extending.extend(numbers, j, least, numbers.requests[j].asked)
    if (made is not None) != _possible_beside(case, j, least):
        yield ("possible", j, made)
    if made is None:
        return
    if _without(made, j) != _without(case.plan.decisions, j):
        yield ("somebody else", j, made)
    names = dict.fromkeys(case.scenario.tables["units"]["unit_id"], "")
    names |= dict(
        zip(*(case.scenario.tables["units"][c] for c in ("unit_id", "name")), strict=True)
    )
    report = audit(case.scenario, plan_tables(numbers, made, names), case.plan.record)
    for violation in report.violations:
        yield ("audit", j, violation)


def _without(made: Decisions, j: str) -> Decisions:
    """The decisions about all others."""
    own = {k: posts for k, posts in made.own.items() if k != j}
    lent = {key: posts for key, posts in made.lent.items() if key[0] != j}
    returned = {key: posts for key, posts in made.returned.items() if key[0] != j}
    return replace(made, own=own, lent=lent, returned=returned)


def _possible_beside(case: Explained, j: str, least: int) -> bool:
    """Whether ``j`` can have so many posts with all other decisions as they are."""
    form = demanding(plain_form(case.numbers), j, least, np.inf)
    lower, upper = form.lower.copy(), form.upper.copy()
    for place, column in enumerate(form.columns):
        index = column.index if len(column.index) > 1 else column.index[:1]
        if column.variable in DECIDED and not (column.variable in TAKING and index[0] == j):
            key = index if len(index) > 1 else index[0]
            lower[place] = upper[place] = getattr(case.plan.decisions, column.variable).get(key, 0)
    return Best(replace(form, lower=lower, upper=upper), 1).value(0) is not None


def wrong_worths(case: Explained, tables: slice = slice(None)) -> Faults:
    """Step tables against fresh solves of the changed scenarios."""
    for table in case.explainer.scarcity.tables()[tables]:
        for worth in table():
            plan = solve(changed(case.scenario, [worth.change]), Options(threads=1))
            goal = plan.goals[0]
            gain = goal.value - case.plan.goals[0].value
            if goal.goal not in ("priority_value", "least_served", "long_reserve"):
                gain = -gain
            if gain != worth.gain:
                yield (worth, gain)


def wrong_in_other_order(case: Explained) -> Faults:
    """Explanations of an explainer that is asked the other way round."""
    other = Explainer(case.scenario, case.plan.decisions)
    for j in reversed(case.numbers.requests):
        told = other.explain(j)
        for field in fields(Explanation):
            one, two = getattr(case.explanation(j), field.name), getattr(told, field.name)
            if one != two:
                yield (j, field.name, one, two)
