"""Rounds of scenarios, what lenders decide in them, and what the audit says of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from worlds import World

from allocator.allocation.audit import audit
from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.plan.tables import plan_tables
from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.prepare.units import units_of
from allocator.scenario.scenario import Scenario
from allocator.simulation.lenders import Lender, Round, verdict_of


def round_of(
    scenario: Scenario,
    numbers: Prepared | None = None,
    arrived: Mapping[str, float] | None = None,
    gap: float = 0.0,
) -> Round:
    """The round of a scenario's base year; requests arrive in it unless said."""
    numbers = numbers or prepare(scenario)
    month = 12.0 * scenario.base_year
    return Round(
        year=scenario.base_year,
        numbers=numbers,
        arrived=dict.fromkeys(numbers.requests, month) | dict(arrived or {}),
        tiers={unit.id: unit.tier for unit in units_of(scenario).values()},
        gap=gap,
        streams=None,
    )


def broken(scenario: Scenario, numbers: Prepared, made: Decisions) -> set[str]:
    """Rules that decisions break, by the audit."""
    units = scenario.tables["units"]
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    report = audit(scenario, plan_tables(numbers, made, names), {})
    return {violation.rule for violation in report.violations}


@dataclass(frozen=True)
class Given:
    """What a lender gave in a hand-sized world; posts by request, only those that are not 0."""

    granted: dict[str, int]
    lent: dict[tuple[str, int, str], int]
    own: dict[str, int]
    collected: dict[str, int]
    renewed: dict[str, int]
    contradicted: bool


def given(world: World, lender: Lender, arrived: Mapping[str, float] | None = None) -> Given:
    """What a lender decides in a world; the audit finds that it keeps every rule."""
    scenario = world.scenario()
    numbers = prepare(scenario)
    verdict = verdict_of(lender, round_of(scenario, numbers, arrived))
    made = verdict.decisions
    assert verdict.contradicted or broken(scenario, numbers, made) == set()
    return Given(
        granted=made.granted(),
        lent=dict(made.lent),
        own=dict(made.own),
        collected={unit: posts for (unit, _), posts in made.collected.items()},
        renewed=dict(made.renewed),
        contradicted=verdict.contradicted,
    )
