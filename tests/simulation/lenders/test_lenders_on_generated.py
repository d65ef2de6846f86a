"""What holds for every lender on generated scenarios."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from generated import numbers_of, scenario_of
from rounds import broken, round_of

from allocator.allocation.plan.decisions import Decisions, priority_value
from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.allocation.solve import Options, solve
from allocator.simulation.lenders import LENDERS, Round, verdict_of

GREEDY = ("first_come", "pro_rata", "tier_order")
SEEDS = range(7000, 7036)
"""One of every size, 5 to 40 units."""


def round_of_seed(seed: int) -> Round:
    """The round of a seed's scenario; requests arrived over half a year before it."""
    scenario, numbers = scenario_of(seed), numbers_of(seed)
    months = np.random.default_rng(seed).integers(-6, 0, len(numbers.requests)).tolist()
    arrived = {
        j: 12.0 * scenario.base_year + m for j, m in zip(numbers.requests, months, strict=True)
    }
    return round_of(scenario, numbers, arrived)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_lender_keeps_every_rule_and_none_beats_the_model(seed):
    scenario, numbers, annual_round = scenario_of(seed), numbers_of(seed), round_of_seed(seed)
    best = verdict_of(LENDERS["optimal"], annual_round)
    assert broken(scenario, numbers, best.decisions) == set()
    for name in GREEDY:
        verdict = verdict_of(LENDERS[name], annual_round)
        assert not verdict.contradicted
        assert broken(scenario, numbers, verdict.decisions) == set()
        if numbers.goals[0] == "priority_value":
            value = priority_value(numbers, verdict.decisions)
            assert value <= priority_value(numbers, best.decisions)


@pytest.mark.parametrize("seed", range(7000, 7012))
def test_the_model_as_a_lender_gives_the_plan_that_solve_gives(seed):
    verdict = verdict_of(LENDERS["optimal"], round_of_seed(seed))
    assert verdict.decisions == solve(scenario_of(seed), Options(threads=1)).decisions
    assert verdict.gap == 0


@pytest.mark.parametrize("seed", range(7000, 7012))
@pytest.mark.parametrize("name", GREEDY)
def test_the_order_of_dicts_does_not_matter(seed, name):
    annual_round = round_of_seed(seed)
    rng = np.random.default_rng(seed)
    shuffled = replace(
        annual_round,
        numbers=shuffled_numbers(annual_round.numbers, rng),
        arrived=reordered(annual_round.arrived, rng),
    )
    verdict = verdict_of(LENDERS[name], shuffled)
    assert verdict == verdict_of(LENDERS[name], annual_round)


def reordered(mapping, rng):
    keys = list(mapping)
    return {keys[place]: mapping[keys[place]] for place in rng.permutation(len(keys))}


def shuffled_numbers(numbers: Prepared, rng: np.random.Generator) -> Prepared:
    requests = {
        j: replace(request, pools=reordered(request.pools, rng))
        for j, request in numbers.requests.items()
    }
    names = ("loans", "pools", "deposits", "vacancy", "crossing", "staffing_standards")
    return replace(
        numbers,
        requests=reordered(requests, rng),
        limits={
            cell: reordered(limits, rng) for cell, limits in reordered(numbers.limits, rng).items()
        },
        people_ceilings=tuple(
            numbers.people_ceilings[k] for k in rng.permutation(len(numbers.people_ceilings))
        ),
        **{name: reordered(getattr(numbers, name), rng) for name in names},
    )


@pytest.mark.parametrize("seed", range(7020, 7038))
def test_nothing_more_can_be_granted_to_anyone(seed):
    """The audit refuses every next post: none was left that a rule does not forbid.

    From seed 7020 on units are few, 5 and more, and every audit is short.
    """
    scenario, numbers = scenario_of(seed), numbers_of(seed)
    name = GREEDY[seed % len(GREEDY)]
    made = verdict_of(LENDERS[name], round_of_seed(seed)).decisions
    granted = made.granted()
    unmet = [r for r in numbers.requests.values() if granted.get(r.id, 0) < r.asked]
    for request in unmet[:3]:
        for more in with_one_more(numbers, made, request):
            assert broken(scenario, numbers, more)


def with_one_more(numbers: Prepared, made: Decisions, request: Request) -> Iterator[Decisions]:
    """The decisions with the next posts of a request, in every way without collecting more."""
    has = made.granted().get(request.id, 0)
    posts = max(1, request.min_posts - has)
    used = sum(made.own.get(j, 0) for j, r in numbers.requests.items() if r.cell == request.cell)
    left = numbers.vacancy[request.cell] - made.collected.get(request.cell, 0) - used
    own = dict(made.own)
    if left:
        own[request.id] = own.get(request.id, 0) + min(left, posts)
    if left >= posts:
        yield replace(made, own=own)
        return
    terms = {t for j, t, _ in made.lent if j == request.id} or request.terms
    for term in terms:
        for pool in request.pools:
            lent, returned = dict(made.lent), dict(made.returned)
            key, back = (request.id, term, pool), (request.id, pool, request.due(term))
            lent[key] = lent.get(key, 0) + posts - min(left, posts)
            if request.as_vacated:
                returned[back] = lent[key]
            yield replace(made, own=own, lent=lent, returned=returned)
