"""Who leaves when: each person's probability per plan year."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache

from allocator.allocation.audit.records import Cell
from allocator.allocation.audit.retirement_law import last_months
from allocator.scenario.scenario import Scenario

Chances = tuple[float, ...]
"""Probability of leaving in each plan year."""


def counted_leavers(scenario: Scenario) -> dict[Cell, dict[int, int]]:
    """Leavers that the planner has counted: cell → year → people."""
    table = scenario.tables["leavers"]
    counted: dict[Cell, dict[int, int]] = defaultdict(dict)
    columns = (table[name].tolist() for name in ("unit_id", "quota_type", "year", "posts"))
    for unit, quota_type, year, posts in zip(*columns, strict=True):
        counted[unit, quota_type][year] = posts
    return dict(counted)


def roster_chances(scenario: Scenario, cells: Collection[Cell]) -> dict[Cell, list[Chances]]:
    """Each person's chances, for the cells asked for only."""
    staff = scenario.tables["staff"]
    staff = staff[staff["unit_id"].isin({unit for unit, _type in cells})]

    @cache
    def chances(birth: int, group: str, can_extend: bool) -> Chances:
        return leaving_chances(scenario, birth, group, can_extend=can_extend)

    people: dict[Cell, list[Chances]] = {cell: [] for cell in cells}
    names = ("unit_id", "quota_type", "birth", "retirement_class", "can_extend")
    columns = (staff[name].tolist() for name in names)
    for unit, quota_type, birth, group, can_extend in zip(*columns, strict=True):
        if (unit, quota_type) in people:
            people[unit, quota_type].append(chances(birth, group, can_extend))
    return people


def leaving_chances(scenario: Scenario, birth: int, group: str, *, can_extend: bool) -> Chances:
    """Probability that one person leaves in each plan year, whichever way.

    The person leaves at the statutory month, or early or late with the policy's shares, or
    before the last year at the rate of the age band.
    """
    law = scenario.policy.retirement
    flexible = law.flexible
    months = last_months(birth, group, law.law, flexible)
    early = float(flexible.early_share)
    late = float(flexible.late_share) if can_extend else 0.0
    ways = ((early, months.early), (late, months.late), (1.0 - early - late, months.statutory))
    total = [0.0] * len(scenario.years)
    for share, last in ways:
        for place, chance in enumerate(_chances_until(scenario, birth, last // 12)):
            total[place] += share * chance
    return tuple(min(1.0, chance) for chance in total)


def _chances_until(scenario: Scenario, birth: int, last_year: int) -> list[float]:
    last_year = max(last_year, scenario.base_year)
    still_there, chances = 1.0, []
    for year in scenario.years:
        if year < last_year:
            rate = _attrition(scenario, (12 * year - birth) // 12)
        else:
            rate = 1.0 if year == last_year else 0.0
        chances.append(still_there * rate)
        still_there *= 1.0 - rate
    return chances


def _attrition(scenario: Scenario, age: int) -> float:
    for band in scenario.policy.attrition.bands:
        if band.from_age <= age <= band.to_age:
            return float(band.rate)
    return 0.0
