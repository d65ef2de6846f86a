"""Requests with their numbers: terms, pools, efficiency cap, value steps."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from allocator.allocation.prepare.efficiency import (
    Item,
    efficiency_cap,
    even_steps,
    value_per_post,
    value_steps,
)
from allocator.allocation.prepare.numbers import Request, Step
from allocator.allocation.prepare.units import Unit
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario
from allocator.scenario.serving import cross_share, mismatches


def request_numbers(scenario: Scenario, units: Mapping[str, Unit]) -> dict[str, Request]:
    """Every request by id, in sorted order, canonical positions counted through."""
    items = _items(scenario)
    pools = _pools_by_type(scenario)
    served: dict[Any, tuple[Pools, Pools]] = {}
    requests: dict[str, Request] = {}
    position = 1
    for row in scenario.tables["requests"].to_dict("records"):
        cells = {str(name): value for name, value in row.items()}
        unit = units[cells["unit_id"]]
        kind = (unit.place, cells["quota_type"], cells["purpose"])
        if kind not in served:
            own_type = pools(cells["quota_type"])
            served[kind] = _serving(
                scenario.policy, own_type, unit, cells["quota_type"], cells["purpose"]
            )
        request = _request(scenario.policy, cells, unit, items[cells["request_id"]], served[kind])
        requests[request.id] = replace(request, first_position=position)
        position += len(request.terms) * len(request.pools)
    return requests


def _items(scenario: Scenario) -> Mapping[str, list[Item]]:
    items: defaultdict[str, list[Item]] = defaultdict(list)
    table = scenario.tables["benefits"]
    for request, previous, current, posts in zip(
        table["request_id"], table["previous"], table["current"], table["posts"], strict=True
    ):
        items[request].append(Item(Fraction(current) - Fraction(previous), int(posts)))
    return items


def _pools_by_type(scenario: Scenario) -> Callable[[str], list[dict[Any, Any]]]:
    """Pools that could serve a quota type: those of the type, or all where types may cross."""
    rows: list[dict[Any, Any]] = scenario.tables["pools"].to_dict("records")
    if scenario.policy.lending.cross_type > 0:
        return lambda _quota_type: rows
    by_type: defaultdict[str, list[dict[Any, Any]]] = defaultdict(list)
    for row in rows:
        by_type[row["quota_type"]].append(row)
    return by_type.__getitem__


Pools = Mapping[str, tuple[str, ...]]


def _serving(
    policy: Policy, pools: list[dict[Any, Any]], unit: Unit, quota_type: str, purpose: str
) -> tuple[Pools, Pools]:
    """Pools that may serve a request, and those that only a cross share of 0 keeps from it."""
    serving: dict[str, tuple[str, ...]] = {}
    barred: dict[str, tuple[str, ...]] = {}
    for pool in pools:
        outside = mismatches(pool, unit.attributes, quota_type, purpose)
        if outside is not None:
            allowed = all(cross_share(policy, name) > 0 for name in outside)
            (serving if allowed else barred)[str(pool["pool_id"])] = outside
    return serving, barred


def _request(
    policy: Policy,
    cells: dict[str, Any],
    unit: Unit,
    items: list[Item],
    served: tuple[Pools, Pools],
) -> Request:
    shortest, longest = int(cells["min_term"]), int(cells["max_term"])
    worth = _worth(policy, cells, unit, items)
    return Request(
        id=cells["request_id"],
        unit=unit.id,
        quota_type=cells["quota_type"],
        region=unit.attributes["region"],
        department=unit.attributes["department"],
        purpose=cells["purpose"],
        asked=int(cells["posts"]),
        min_posts=int(cells["min_posts"]),
        start=int(cells["start_year"]),
        as_vacated=cells["repayment"] == "as_vacated",
        limited=not policy.is_limit_exempt(cells["purpose"]),
        min_term=shortest,
        max_term=longest,
        terms=terms_within(policy, shortest, longest),
        pools=served[0],
        barred=served[1],
        points=worth.points,
        per_post=worth.per_post,
        efficiency_cap=worth.cap,
        steps=worth.steps,
        first_position=0,
    )


def terms_within(policy: Policy, shortest: int, longest: int) -> tuple[int, ...]:
    """The policy's terms from ``shortest`` to ``longest`` years, rising."""
    return tuple(term for term in sorted(policy.lending.terms) if shortest <= term <= longest)


@dataclass(frozen=True)
class Worth:
    """Points of a request, what a post takes of them, the cap, and the value steps."""

    points: Fraction
    per_post: Fraction
    cap: int | None
    steps: tuple[Step, ...]


def _worth(policy: Policy, cells: dict[str, Any], unit: Unit, items: list[Item]) -> Worth:
    """Efficiency cap (``None``: exempt) and value steps of a request."""
    purpose, asked = cells["purpose"], int(cells["posts"])
    rules = policy.efficiency
    exempt = not rules.apply or cells["duties_grew"] or purpose in rules.exempt_purposes
    weight = policy.weight(purpose, unit.tier, unit.attributes["sector"])
    if not items:
        even = even_steps(weight if exempt else Decimal(0), asked)
        return Worth(Fraction(0), Fraction(0), None if exempt else 0, even)
    delta = value_per_post(unit.approved, rules.value_decimals)
    steps = value_steps(items, delta, rules.value_cap, weight, asked)
    points = sum((item.gain for item in items), Fraction(0))
    cap = None if exempt else efficiency_cap(points, delta, rules.threshold)
    return Worth(points, Fraction(rules.threshold) * Fraction(delta), cap, steps)
