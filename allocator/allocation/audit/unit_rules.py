"""Rules on units: response, overdue loans, borrowing limits, people."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import floor

import pandas as pd

from allocator.allocation.audit.case import Case
from allocator.allocation.audit.findings import Check
from allocator.allocation.audit.limits import borrowed_posts, due_by, limits_of, loads
from allocator.allocation.audit.records import Standard, records
from allocator.scenario.tables import ANY
from allocator.text import _


def response(case: Case) -> Iterator[Check]:
    """Suspended: nothing lent, nothing renewed. Capped: lent posts within the share."""
    for unit, posts in case.lent_to_units().items():
        answer = case.response(unit)
        if answer.lending == "suspended":
            yield Check(
                posts == 0,
                unit,
                posts,
                0,
                _("{where}: {found} posts lent, though lending to the unit is suspended"),
            )
        elif answer.lending == "capped":
            old = sum(loan.posts for loan in case.old if loan.unit_id == unit)
            share = Fraction(answer.max_loans_share) * case.approved.get(unit, 0)
            cap = max(0, floor(share) - old)
            yield Check(
                posts <= cap,
                unit,
                posts,
                cap,
                _("{where}: {found} posts lent; its colour allows {allowed} more on loan"),
            )
    for loan in case.old:
        if case.response(loan.unit_id).lending == "suspended":
            yield Check(
                loan.renewed == 0,
                f"{loan.unit_id}, {loan.id}",
                loan.renewed,
                0,
                _("{where}: {found} posts renewed, though lending to the unit is suspended"),
            )


def overdue(case: Case) -> Iterator[Check]:
    """Nothing newly lent to a unit with an overdue loan, where the policy says so."""
    if not case.policy.lending.overdue_blocks:
        return
    lent = case.lent_to_units()
    late = {loan.unit_id for loan in case.old if loan.due < case.base_year}
    for unit in sorted(late):
        yield Check(
            lent[unit] == 0,
            unit,
            lent[unit],
            0,
            _("{where}: {found} posts lent, though the unit has an overdue loan"),
        )


def borrowing_limit(case: Case) -> Iterator[Check]:
    """Posts that start in ``a`` or later and are back by ``b``: at most ``L[u,q,a,b]``.

    For ``a = y0`` old loans count too, and may be as many as are due by then anyway.
    """
    due, load = due_by(case), loads(case)
    for cell, limits in limits_of(case, borrowed_posts(case)).items():
        for (first, last), limit in limits.items():
            as_it_stands = due[cell][last] if first == case.base_year and cell in due else 0
            posts = load[cell][first, last] if cell in load else 0
            allowed = max(limit, as_it_stands)
            yield Check(
                posts <= allowed,
                f"{cell[0]}, {cell[1]}, {first}–{last}",
                posts,
                allowed,
                _(
                    "{where}: {found} borrowed posts are to come back in these years; as people "
                    "leave, the borrowing limit is {allowed}"
                ),
            )


def people_ceiling(case: Case) -> Iterator[Check]:
    """People in post, reserved and granted posts in scope at most ``people``."""
    granted = case.granted()
    table = case.scenario.tables["ceilings"]
    columns = (table[name].tolist() for name in ("region", "department", "quota_type", "people"))
    for region, department, quota_type, people in zip(*columns, strict=True):
        if pd.isna(people):
            continue
        total = sum(
            row.filled + row.reserved
            for row in case.posts.values()
            if row.quota_type == quota_type and _inside(case, row.unit_id, region, department)
        ) + sum(
            granted[request.request_id]
            for request in case.requests.values()
            if request.quota_type == quota_type
            and _inside(case, request.unit_id, region, department)
        )
        yield Check(
            total <= people,
            f"{region}, {department}, {quota_type}",
            total,
            people,
            _("{where}: {found} people and granted posts; the ceiling is {allowed}"),
        )


def _inside(case: Case, unit: str, region: str, department: str) -> bool:
    place = case.units[unit]
    return region in (ANY, place["region"]) and department in (ANY, place["department"])


def staffing_standard(case: Case) -> Iterator[Check]:
    """People in post, reserved and granted posts of a unit: at most its standard.

    A unit above its standard already is granted nothing.
    """
    granted: Counter[str] = Counter()
    for request, posts in case.granted().items():
        granted[case.requests[request].unit_id] += posts
    people: Counter[str] = Counter()
    for row in case.posts.values():
        people[row.unit_id] += row.filled + row.reserved
    for unit, standard in _standards(case).items():
        allowed = max(floor(standard), people[unit])
        yield Check(
            people[unit] + granted[unit] <= allowed,
            unit,
            people[unit] + granted[unit],
            allowed,
            _("{where}: {found} people and granted posts; the staffing standard allows {allowed}"),
        )


def _standards(case: Case) -> dict[str, Fraction]:
    totals: dict[str, Fraction] = {}
    for row in records(case.scenario.tables["standards"], Standard):
        share = Fraction(row.quantity) / Fraction(row.per_post)
        totals[row.unit_id] = totals.get(row.unit_id, Fraction(0)) + share
    return totals
