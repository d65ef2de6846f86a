"""Old loans with their numbers: due years, renewals."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from allocator.allocation.prepare.efficiency import on_grid
from allocator.allocation.prepare.numbers import Loan
from allocator.allocation.prepare.units import Unit
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario


def loan_numbers(
    scenario: Scenario, units: Mapping[str, Unit], suspended: frozenset[str]
) -> dict[str, Loan]:
    """Every loan of the book by id, in sorted order."""
    loans = {}
    for row in scenario.tables["loans"].to_dict("records"):
        cells = {str(name): value for name, value in row.items()}
        unit = units[cells["unit_id"]]
        loan = _loan(scenario, cells, unit, unit.id in suspended)
        loans[loan.id] = loan
    return loans


def _loan(scenario: Scenario, cells: dict[str, Any], unit: Unit, suspended: bool) -> Loan:
    policy, base = scenario.policy, scenario.base_year
    due = int(cells["due_year"])
    weight = policy.weight(cells["purpose"], unit.tier, unit.attributes["sector"])
    value = on_grid(Fraction(policy.recall.renewal_value) * Fraction(weight))
    return Loan(
        id=cells["loan_id"],
        unit=unit.id,
        quota_type=cells["quota_type"],
        pool=cells["pool_id"],
        posts=int(cells["posts"]),
        due=max(due, base),
        overdue=due < base,
        as_vacated=cells["repayment"] == "as_vacated" and due > base,
        limited=not policy.is_limit_exempt(cells["purpose"]),
        renewable=not suspended and due == base and _renewable(policy, cells, unit.tier),
        renewal_value=value,
    )


def _renewable(policy: Policy, cells: dict[str, Any], tier: int) -> bool:
    renewal = policy.recall.renewal
    total_term = int(cells["due_year"]) + renewal.years - int(cells["start_year"]) + 1
    return (
        bool(cells["renewable"])
        and renewal.years > 0
        and tier in renewal.tiers
        and total_term <= policy.lending.max_total_term
    )
