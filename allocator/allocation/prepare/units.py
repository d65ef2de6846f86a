"""Units as the rules see them: attributes, approved posts, tier, response, overdue loans."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allocator.allocation.prepare.shares import share_down
from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.freezes import response_to
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario
from allocator.scenario.table_rows import rows_of


@dataclass(frozen=True)
class Unit:
    """A unit.

    Attributes
    ----------
    attributes : mapping
        Its row of the table units.
    approved : int
        Approved posts, all quota types together.
    borrowed : int
        Posts of old loans still out, all quota types together.
    frozen_until : int or None
        Last year of the freeze after a low grade, where there is one.
    """

    id: str
    attributes: Mapping[str, Any]
    approved: int
    borrowed: int
    overdue: bool
    tier: int
    colour: str
    frozen_until: int | None

    @property
    def place(self) -> tuple[str, str, str]:
        """Region, level and department, which pools look at."""
        return (
            self.attributes["region"],
            self.attributes["level"],
            self.attributes["department"],
        )


def units_of(scenario: Scenario, evaluated: Evaluated | None = None) -> dict[str, Unit]:
    """Every unit by id; ``evaluated`` where the evaluation has been made already."""
    evaluation = (evaluated or Evaluated(scenario)).table.set_index("unit_id")
    tiers, colours = evaluation["tier"].to_dict(), evaluation["colour"].to_dict()
    frozen = evaluation["frozen_until"].dropna().to_dict()
    approved = scenario.tables["posts"].groupby("unit_id")["approved"].sum().to_dict()
    loans = scenario.tables["loans"]
    borrowed = loans.groupby("unit_id")["posts"].sum().to_dict()
    overdue = set(loans.loc[loans["due_year"] < scenario.base_year, "unit_id"])
    units: dict[str, Unit] = {}
    for row in rows_of(scenario.tables["units"]):
        unit = str(row["unit_id"])
        units[unit] = Unit(
            unit,
            row,
            int(approved.get(unit, 0)),
            int(borrowed.get(unit, 0)),
            unit in overdue,
            int(tiers[unit]),
            str(colours[unit]),
            int(frozen[unit]) if unit in frozen else None,
        )
    return units


def suspended_units(policy: Policy, units: Mapping[str, Unit]) -> frozenset[str]:
    """Units whose response suspends lending, or that a low grade has frozen."""
    return frozenset(
        unit.id
        for unit in units.values()
        if response_to(policy, unit.colour).lending == "suspended" or unit.frozen_until is not None
    )


def blocked_units(policy: Policy, units: Mapping[str, Unit]) -> frozenset[str]:
    """Units that an overdue loan keeps from borrowing, where the policy says so."""
    if not policy.lending.overdue_blocks:
        return frozenset()
    return frozenset(unit.id for unit in units.values() if unit.overdue)


def lending_caps(policy: Policy, units: Mapping[str, Unit]) -> dict[str, int]:
    """Posts that may newly be lent to each unit whose response caps lending."""
    caps: dict[str, int] = {}
    for unit in units.values():
        response = response_to(policy, unit.colour)
        if response.lending == "capped":
            most = share_down(response.max_loans_share, unit.approved)
            caps[unit.id] = max(0, most - unit.borrowed)
    return caps
