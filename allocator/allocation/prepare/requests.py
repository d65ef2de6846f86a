"""Requests with their numbers: terms, pools, efficiency cap, value steps."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from allocator.allocation.prepare.efficiency import Item, value_per_post
from allocator.allocation.prepare.facts import Facts, Row
from allocator.allocation.prepare.numbers import Request
from allocator.allocation.prepare.serving import serving_of
from allocator.allocation.prepare.units import Unit
from allocator.allocation.prepare.worth import Worth, assessed, unassessed
from allocator.scenario.policy import Policy


def request_numbers(facts: Facts) -> dict[str, Request]:
    """Every request by id, in sorted order, canonical positions counted through."""
    policy, serving = facts.policy, serving_of(facts.policy, facts.pools)
    weight, terms = cache(policy.weight), cache(_terms_of(policy))
    requests: dict[str, Request] = {}
    position = 1
    for row in facts.requests:
        j, unit, purpose = row["request_id"], facts.units[row["unit_id"]], row["purpose"]
        quota_type, attributes = row["quota_type"], unit.attributes
        pools, barred = serving.lending(unit.place, quota_type, purpose)
        own_weight = weight(purpose, unit.tier, attributes["sector"])
        worth = _worth(policy, row, unit, facts.items.get(j, ()), own_weight)
        shortest, longest = row["min_term"], row["max_term"]
        requests[j] = Request(
            id=j,
            unit=unit.id,
            quota_type=quota_type,
            region=attributes["region"],
            department=attributes["department"],
            purpose=purpose,
            asked=row["posts"],
            min_posts=row["min_posts"],
            start=row["start_year"],
            as_vacated=row["repayment"] == "as_vacated",
            limited=not policy.is_limit_exempt(purpose),
            min_term=shortest,
            max_term=longest,
            terms=terms(shortest, longest),
            pools=pools,
            barred=barred,
            points=worth.points,
            per_post=worth.per_post,
            efficiency_cap=worth.cap,
            steps=worth.steps,
            first_position=position,
        )
        position += len(requests[j].terms) * len(pools)
    return requests


def _terms_of(policy: Policy) -> Callable[[int, int], tuple[int, ...]]:
    return lambda shortest, longest: terms_within(policy, shortest, longest)


def terms_within(policy: Policy, shortest: int, longest: int) -> tuple[int, ...]:
    """The policy's terms from ``shortest`` to ``longest`` years, rising."""
    return tuple(term for term in sorted(policy.lending.terms) if shortest <= term <= longest)


def _worth(policy: Policy, row: Row, unit: Unit, items: tuple[Item, ...], weight: Decimal) -> Worth:
    """Efficiency cap (``None``: exempt) and value steps of a request."""
    rules = policy.efficiency
    exempt = not rules.apply or row["duties_grew"] or row["purpose"] in rules.exempt_purposes
    if not items:
        return unassessed(weight, row["posts"], exempt)
    delta = value_per_post(unit.approved, rules.value_decimals)
    worth = assessed(items, delta, rules.threshold, rules.value_cap, weight, row["posts"])
    return worth._replace(cap=None) if exempt else worth
