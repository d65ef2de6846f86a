"""Ceilings on people and staffing standards: the room that each leaves for requests."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from allocator.allocation.prepare.facts import Facts
from allocator.allocation.prepare.numbers import PeopleCeiling, Request, StaffingStandard
from allocator.scenario.tables import ANY

Scope = tuple[str, str, str]
"""Region, department and quota type; ``*`` for all of the first two."""

Scopes = Callable[[str, str, str], Sequence[Scope]]
"""Every scope that a place and quota type lie in."""


def people_ceilings(facts: Facts, requests: Mapping[str, Request]) -> tuple[PeopleCeiling, ...]:
    """Every ceiling on people, with the requests in its scope."""
    scopes = cache(_scopes)
    people, asking = _people_by_scope(facts, scopes), _requests_by_scope(requests, scopes)
    ceilings = []
    for row in facts.ceilings:
        most = row["people"]
        if most is not None:
            scope = (row["region"], row["department"], row["quota_type"])
            room = most - people.get(scope, 0)
            ceilings.append(PeopleCeiling(*scope, most, room, tuple(asking.get(scope, ()))))
    return tuple(ceilings)


def _scopes(region: str, department: str, quota_type: str) -> list[Scope]:
    """Every scope that a place lies in."""
    return [(r, d, quota_type) for r in {region, ANY} for d in {department, ANY}]


def _people_by_scope(facts: Facts, scopes: Scopes) -> dict[Scope, int]:
    """People in post and approved recruitment."""
    places: defaultdict[Scope, int] = defaultdict(int)
    for cell in facts.cells:
        attributes = facts.units[cell.unit].attributes
        places[attributes["region"], attributes["department"], cell.quota_type] += cell.people
    sums: defaultdict[Scope, int] = defaultdict(int)
    for place, people in places.items():
        for scope in scopes(*place):
            sums[scope] += people
    return sums


def _requests_by_scope(requests: Mapping[str, Request], scopes: Scopes) -> dict[Scope, list[str]]:
    asking: defaultdict[Scope, list[str]] = defaultdict(list)
    for request in requests.values():
        for scope in scopes(request.region, request.department, request.quota_type):
            asking[scope].append(request.id)
    return asking


def staffing_standards(
    facts: Facts, requests: Mapping[str, Request]
) -> dict[str, StaffingStandard]:
    """Standard of every unit that has one, in posts of all types."""
    people: defaultdict[str, int] = defaultdict(int)
    for cell in facts.cells:
        people[cell.unit] += cell.people
    asking: defaultdict[str, list[str]] = defaultdict(list)
    for request in requests.values():
        asking[request.unit].append(request.id)
    return {
        unit: StaffingStandard(posts, max(0, posts - people[unit]), tuple(asking[unit]))
        for unit, posts in facts.standards.items()
    }
