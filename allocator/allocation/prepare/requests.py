"""Requests with their numbers: terms, pools, efficiency cap, value steps."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
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
from allocator.scenario.serving import outside_attributes


def request_numbers(scenario: Scenario, units: Mapping[str, Unit]) -> dict[str, Request]:
    """Every request by id, in sorted order, canonical positions counted through."""
    items = _items(scenario)
    pools = _pools_by_type(scenario)
    served: dict[Any, dict[str, tuple[str, ...]]] = {}
    requests: dict[str, Request] = {}
    position = 1
    for row in scenario.tables["requests"].to_dict("records"):
        cells = {str(name): value for name, value in row.items()}
        unit = units[cells["unit_id"]]
        kind = (unit.place, cells["quota_type"], cells["purpose"])
        if kind not in served:
            own_type = pools(cells["quota_type"])
            served[kind] = dict(
                _serving(scenario.policy, own_type, unit, cells["quota_type"], cells["purpose"])
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


def _serving(
    policy: Policy, pools: list[dict[Any, Any]], unit: Unit, quota_type: str, purpose: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pool in pools:
        outside = outside_attributes(policy, pool, unit.attributes, quota_type, purpose)
        if outside is not None:
            yield str(pool["pool_id"]), outside


def _request(
    policy: Policy,
    cells: dict[str, Any],
    unit: Unit,
    items: list[Item],
    pools: Mapping[str, tuple[str, ...]],
) -> Request:
    terms = tuple(
        term
        for term in sorted(policy.lending.terms)
        if cells["min_term"] <= term <= cells["max_term"]
    )
    cap, steps = _worth(policy, cells, unit, items)
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
        terms=terms,
        pools=pools,
        efficiency_cap=cap,
        steps=steps,
        first_position=0,
    )


def _worth(
    policy: Policy, cells: dict[str, Any], unit: Unit, items: list[Item]
) -> tuple[int | None, tuple[Step, ...]]:
    """Efficiency cap (``None``: exempt) and value steps of a request."""
    purpose, asked = cells["purpose"], int(cells["posts"])
    rules = policy.efficiency
    exempt = not rules.apply or cells["duties_grew"] or purpose in rules.exempt_purposes
    weight = policy.weight(purpose, unit.tier, unit.attributes["sector"])
    if not items:
        return (None, even_steps(weight, asked)) if exempt else (0, even_steps(Decimal(0), asked))
    delta = value_per_post(unit.approved, rules.value_decimals)
    steps = value_steps(items, delta, rules.value_cap, weight, asked)
    points = sum((item.gain for item in items), Fraction(0))
    return (None if exempt else efficiency_cap(points, delta, rules.threshold)), steps
