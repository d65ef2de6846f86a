"""Ceilings on people and staffing standards: the room that each leaves for requests."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from allocator.allocation.prepare.numbers import PeopleCeiling, Request, StaffingStandard
from allocator.scenario.scenario import Scenario
from allocator.scenario.tables import ANY


def people_ceilings(
    scenario: Scenario, requests: Mapping[str, Request]
) -> tuple[PeopleCeiling, ...]:
    """Every ceiling on people, with the requests in its scope."""
    people, asking = _people_by_scope(scenario), _requests_by_scope(requests)
    table = scenario.tables["ceilings"]
    ceilings = []
    for region, department, quota_type, most in zip(
        *(table[name] for name in ("region", "department", "quota_type", "people")), strict=True
    ):
        if not pd.isna(most):
            scope = (region, department, quota_type)
            room = int(most) - people.get(scope, 0)
            ceilings.append(PeopleCeiling(*scope, int(most), room, tuple(asking.get(scope, ()))))
    return tuple(ceilings)


Scope = tuple[str, str, str]
"""Region, department and quota type; ``*`` for all of the first two."""


def _scopes(region: str, department: str, quota_type: str) -> list[Scope]:
    """Every scope that a place lies in."""
    return [(r, d, quota_type) for r in {region, ANY} for d in {department, ANY}]


def _people_by_scope(scenario: Scenario) -> dict[Scope, int]:
    """People in post and approved recruitment."""
    posts, units = scenario.tables["posts"], scenario.tables["units"].set_index("unit_id")
    places = [posts["unit_id"].map(units[name]).tolist() for name in ("region", "department")]
    people = (posts["filled"] + posts["reserved"]).tolist()
    sums: defaultdict[Scope, int] = defaultdict(int)
    for place, count in zip(
        zip(*places, posts["quota_type"].tolist(), strict=True), people, strict=True
    ):
        for scope in _scopes(*place):
            sums[scope] += count
    return sums


def _requests_by_scope(requests: Mapping[str, Request]) -> dict[Scope, list[str]]:
    asking: defaultdict[Scope, list[str]] = defaultdict(list)
    for request in requests.values():
        for scope in _scopes(request.region, request.department, request.quota_type):
            asking[scope].append(request.id)
    return asking


def staffing_standards(
    scenario: Scenario, requests: Mapping[str, Request]
) -> dict[str, StaffingStandard]:
    """Standard of every unit that has one: ⌊Σ quantity ÷ per_post⌋ posts of all types."""
    people = _people(scenario)
    asking: defaultdict[str, list[str]] = defaultdict(list)
    for request in requests.values():
        asking[request.unit].append(request.id)
    return {
        unit: StaffingStandard(posts, max(0, posts - people.get(unit, 0)), tuple(asking[unit]))
        for unit, posts in standard_posts(scenario).items()
    }


def standard_posts(scenario: Scenario) -> dict[str, int]:
    """Posts that the staffing standards give each unit in the table standards, rounded down.

    Source: the national study (Cui Shaopeng), staffing by standards.
    """
    totals: dict[str, Fraction] = {}
    table = scenario.tables["standards"]
    for unit, quantity, per_post in zip(
        *(table[name].tolist() for name in ("unit_id", "quantity", "per_post")), strict=True
    ):
        share = Fraction(quantity) / Fraction(per_post)
        totals[unit] = totals.get(unit, Fraction(0)) + share
    return {unit: int(total) for unit, total in totals.items()}


def _people(scenario: Scenario) -> dict[str, int]:
    posts = scenario.tables["posts"]
    people = (posts["filled"] + posts["reserved"]).groupby(posts["unit_id"]).sum()
    return {str(unit): int(count) for unit, count in people.items()}
