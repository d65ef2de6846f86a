"""Old loans with their numbers: due years, renewals."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from allocator.allocation.prepare.efficiency import on_grid
from allocator.allocation.prepare.facts import Facts, Row
from allocator.allocation.prepare.numbers import Loan
from allocator.scenario.policy import Policy


def loan_numbers(facts: Facts, suspended: frozenset[str]) -> dict[str, Loan]:
    """Every loan of the book by id, in sorted order."""
    policy, base = facts.policy, facts.years[0]
    value = _renewal_value(policy)
    loans: dict[str, Loan] = {}
    for row in facts.loans:
        unit, due = facts.units[row["unit_id"]], row["due_year"]
        may_renew = unit.id not in suspended and due == base
        loans[row["loan_id"]] = Loan(
            id=row["loan_id"],
            unit=unit.id,
            quota_type=row["quota_type"],
            pool=row["pool_id"],
            posts=row["posts"],
            due=max(due, base),
            overdue=due < base,
            as_vacated=row["repayment"] == "as_vacated" and due > base,
            limited=not policy.is_limit_exempt(row["purpose"]),
            renewable=may_renew and _renewable(policy, row, unit.tier),
            renewal_value=value(row["purpose"], unit.tier, unit.attributes["sector"]),
        )
    return loans


def _renewal_value(policy: Policy) -> Callable[[str, int, str], int]:
    """Value of a renewed post by purpose, tier and sector, each worked out once."""
    share: Decimal = policy.recall.renewal_value
    return cache(lambda purpose, tier, sector: on_grid(share, policy.weight(purpose, tier, sector)))


def _renewable(policy: Policy, row: Row, tier: int) -> bool:
    renewal = policy.recall.renewal
    total_term = row["due_year"] + renewal.years - row["start_year"] + 1
    return (
        bool(row["renewable"])
        and renewal.years > 0
        and tier in renewal.tiers
        and total_term <= policy.lending.max_total_term
    )
