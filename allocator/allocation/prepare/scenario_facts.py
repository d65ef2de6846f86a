"""The facts of a scenario, from its tables."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from allocator.allocation.prepare.efficiency import Item
from allocator.allocation.prepare.facts import CellStock, Facts
from allocator.allocation.prepare.units import Unit
from allocator.scenario.scenario import Scenario
from allocator.scenario.table_rows import rows_of


def facts_of(scenario: Scenario, units: Mapping[str, Unit], stock: pd.DataFrame) -> Facts:
    """What a round of the scenario looks at.

    Parameters
    ----------
    stock : DataFrame
        From :func:`allocator.stock.vacancies.vacancies`.
    """
    tables = scenario.tables
    return Facts(
        policy=scenario.policy,
        years=scenario.years,
        units=units,
        cells=cells_of(stock),
        requests=rows_of(tables["requests"]),
        items=items_of(tables["benefits"]),
        loans=rows_of(tables["loans"]),
        pools=rows_of(tables["pools"]),
        transfers=rows_of(tables["transfers"]),
        ceilings=rows_of(tables["ceilings"]),
        standards=standard_posts(scenario),
    )


def cells_of(stock: pd.DataFrame) -> list[CellStock]:
    """Every unit and quota type of :func:`allocator.stock.vacancies.vacancies`."""
    people = stock["filled"] + stock["reserved"]
    names = ("unit_id", "quota_type", "vacancy", "usable", "idle_years")
    unit, quota_type, *posts = (stock[name].tolist() for name in names)
    return [CellStock(*row) for row in zip(unit, quota_type, people.tolist(), *posts, strict=True)]


def items_of(benefits: pd.DataFrame) -> dict[str, tuple[Item, ...]]:
    """Assessment items of the requests that have some."""
    items: defaultdict[str, list[Item]] = defaultdict(list)
    columns = (benefits[name].tolist() for name in ("request_id", "previous", "current", "posts"))
    for request, previous, current, posts in zip(*columns, strict=True):
        items[request].append(Item(Fraction(current) - Fraction(previous), posts))
    return {request: tuple(own) for request, own in items.items()}


def standard_posts(scenario: Scenario) -> dict[str, int]:
    """Posts that the staffing standards give each unit: ⌊Σ quantity ÷ per_post⌋ of all types.

    Source: the national study (Cui Shaopeng), staffing by standards.
    """
    totals: defaultdict[str, Fraction] = defaultdict(Fraction)
    table = scenario.tables["standards"]
    columns = (table[name].tolist() for name in ("unit_id", "quantity", "per_post"))
    for unit, quantity, per_post in zip(*columns, strict=True):
        totals[unit] += Fraction(quantity) / Fraction(per_post)
    return {unit: int(total) for unit, total in totals.items()}
