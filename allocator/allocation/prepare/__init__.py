"""Prepared numbers: from a checked scenario, or plain facts, to what the model is built from."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from allocator.allocation.prepare.ceilings import people_ceilings, staffing_standards
from allocator.allocation.prepare.deposits import deposit_numbers
from allocator.allocation.prepare.facts import Facts, limited_cells
from allocator.allocation.prepare.limits import limits_by_cell
from allocator.allocation.prepare.loans import loan_numbers
from allocator.allocation.prepare.numbers import Cell, Prepared, Request, Window
from allocator.allocation.prepare.pools import crossing_numbers, pool_numbers, transfer_numbers
from allocator.allocation.prepare.requests import request_numbers
from allocator.allocation.prepare.scenario_facts import facts_of
from allocator.allocation.prepare.units import (
    Unit,
    blocked_units,
    lending_caps,
    suspended_units,
    units_of,
)
from allocator.evaluation.evaluation import Evaluated
from allocator.scenario.scenario import Scenario
from allocator.scenario.table_rows import rows_of
from allocator.stock.leavers import Leavers, count_leavers, limits_of
from allocator.stock.vacancies import CELL, vacancies


@dataclass(frozen=True)
class Stock:
    """What takes long to count of a scenario, and few changes of it touch.

    Attributes
    ----------
    units : mapping of str to Unit
    vacancies : DataFrame
        From :func:`allocator.stock.vacancies.vacancies`.
    leavers : Leavers
        Of the cells that the borrowing limit looks at, sorted.
    """

    units: Mapping[str, Unit]
    vacancies: pd.DataFrame
    leavers: Leavers


def take_stock(scenario: Scenario, evaluated: Evaluated | None = None) -> Stock:
    """Units, vacancies and leavers; ``evaluated`` where the evaluation has been made already."""
    dealing = (rows_of(scenario.tables[name]) for name in ("requests", "loans"))
    cells = pd.DataFrame(limited_cells(scenario.policy, *dealing), columns=CELL)
    return Stock(units_of(scenario, evaluated), vacancies(scenario), count_leavers(scenario, cells))


def prepare(scenario: Scenario, stock: Stock | None = None) -> Prepared:
    """All numbers of a scenario.

    Parameters
    ----------
    stock : Stock
        Of the scenario, or of another that has the same; taken now where it is not given.
    """
    stock = stock or take_stock(scenario)
    facts = facts_of(scenario, stock.units, stock.vacancies)
    return prepare_facts(facts, limits_of_cells(scenario, stock))


def prepare_facts(facts: Facts, limits: Mapping[Cell, Mapping[Window, int]]) -> Prepared:
    """All numbers of a round.

    Parameters
    ----------
    limits : mapping of cell to {window: int}
        The borrowing limit L[u,q,a,b] of :func:`facts.limited_cells`, at least for the windows
        that begin no later than any request starts.
    """
    policy, units = facts.policy, facts.units
    suspended = suspended_units(policy, units)
    requests = request_numbers(facts)
    deposits = deposit_numbers(facts)
    purposes = policy.shares.min_purpose_share
    share = policy.shares.max_department_share
    return Prepared(
        years=facts.years,
        requests=requests,
        loans=loan_numbers(facts, suspended),
        pools=pool_numbers(facts, deposits),
        deposits=deposits,
        transfers=transfer_numbers(facts),
        vacancy=_vacancies(facts, requests),
        limits=limits,
        lending_caps=lending_caps(policy, units) | dict.fromkeys(sorted(suspended), 0),
        suspended=suspended,
        frozen={
            unit.id: unit.frozen_until for unit in units.values() if unit.frozen_until is not None
        },
        blocked=blocked_units(policy, units),
        crossing=crossing_numbers(facts),
        people_ceilings=people_ceilings(facts, requests),
        staffing_standards=staffing_standards(facts, requests),
        favoured_purposes=frozenset(purposes.purposes if purposes else ()),
        purpose_share=Fraction(purposes.share) if purposes else None,
        department_share=None if share is None else Fraction(share),
        renewal_years=policy.recall.renewal.years,
        goals=policy.objective.goals,
    )


def _vacancies(facts: Facts, requests: Mapping[str, Request]) -> dict[Cell, int]:
    counts = {(cell.unit, cell.quota_type): cell.vacancy for cell in facts.cells}
    return {request.cell: counts.get(request.cell, 0) for request in requests.values()}


def limits_of_cells(scenario: Scenario, stock: Stock) -> dict[Cell, dict[Window, int]]:
    """The borrowing limit L[u,q,a,b] of every cell that the stock has leavers of."""
    tiers = {unit.id: unit.tier for unit in stock.units.values()}
    limits = limits_of(scenario, stock.leavers, stock.vacancies, tiers)
    cells = zip(*(stock.leavers.cells[name].tolist() for name in CELL), strict=True)
    return limits_by_cell(list(cells), limits, scenario.years)
