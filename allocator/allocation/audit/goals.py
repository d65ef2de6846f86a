"""The value of each goal, from the plan's rows."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from allocator.allocation.audit.case import Case
from allocator.allocation.audit.pool_rules import lendable
from allocator.allocation.audit.rounding import half_up
from allocator.allocation.audit.worth import GRID_DECIMALS, values_of_posts
from allocator.scenario.serving import outside_attributes


def priority_value(case: Case) -> Fraction:
    """``Σ v[j,k] w[j,k] + Σ round(renewal_value × weight[l], 4) × r[l]``."""
    granted, policy = case.granted(), case.policy
    total = Fraction(0)
    for name, request in case.requests.items():
        weight = case.weight(request.unit_id, request.purpose)
        approved = case.approved.get(request.unit_id, 0)
        values = values_of_posts(policy, request, case.items.get(name, ()), approved)
        for value in values[: granted[name]]:
            total += half_up(weight * value, GRID_DECIMALS)
    for loan in case.old:
        weight = case.weight(loan.unit_id, loan.purpose)
        each = half_up(Fraction(policy.recall.renewal_value) * weight, GRID_DECIMALS)
        total += each * loan.renewed
    return total


def post_years(case: Case) -> Fraction:
    """Posts out on new and renewed loans, summed over the years."""
    new = sum(
        posts * (year - loan.start + 1) for loan in case.new for year, posts in loan.back.items()
    )
    renewed = sum(loan.renewed for loan in case.old)
    return Fraction(new + renewed * case.policy.recall.renewal.years)


def disruption(case: Case) -> Fraction:
    """Posts collected, posts transferred, and posts recalled that could be renewed."""
    collected = sum(row.posts for row in case.plan.deposits)
    transferred = sum(row.posts for row in case.plan.transfers)
    recalled = sum(
        loan.posts - loan.renewed
        for loan in case.old
        if case.may_renew(case.book[loan.id]) and case.response(loan.unit_id).lending != "suspended"
    )
    return Fraction(collected + transferred + recalled)


def canonical(case: Case) -> Fraction:
    """``Σ position × posts``, the position of (request, term, pool) in sorted order."""
    places: dict[tuple[str, int, str], int] = {}
    for name in sorted(case.requests):
        request = case.requests[name]
        pools = _pools_that_serve(case, name)
        for term in sorted(case.policy.lending.terms):
            if request.min_term <= term <= request.max_term:
                for pool in pools:
                    places[name, term, pool] = len(places) + 1
    return Fraction(
        sum(
            loan.posts * places.get((loan.id, loan.due - loan.start + 1, loan.pool_id), 0)
            for loan in case.new
        )
    )


def _pools_that_serve(case: Case, name: str) -> list[str]:
    request = case.requests[name]
    unit = case.units[request.unit_id]
    return [
        pool
        for pool in sorted(case.pools)
        if outside_attributes(
            case.policy, case.pools[pool], unit, request.quota_type, request.purpose
        )
        is not None
    ]


def least_served(case: Case) -> Fraction:
    """The smallest share granted of what was asked, over departments; 1 without requests."""
    granted = case.granted()
    asked: Counter[str] = Counter()
    got: Counter[str] = Counter()
    for name, request in case.requests.items():
        department = case.units[request.unit_id]["department"]
        asked[department] += request.posts
        got[department] += granted[name]
    return min((Fraction(got[name], posts) for name, posts in asked.items()), default=Fraction(1))


def long_reserve(case: Case) -> Fraction:
    """The smallest pool balance over the plan years; 0 without pools."""
    out, most = case.out(), lendable(case)
    balances = (most[pool] - out[pool, year] for pool in most for year in case.scenario.years)
    return Fraction(min(balances, default=0))


GOALS: dict[str, Callable[[Case], Fraction]] = {
    goal.__name__: goal
    for goal in (priority_value, post_years, disruption, canonical, least_served, long_reserve)
}
"""Goal id → its value."""
