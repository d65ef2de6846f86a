"""Prepared numbers: from a checked scenario to what the model is built from."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from allocator.allocation.prepare.ceilings import people_ceilings, staffing_standards
from allocator.allocation.prepare.deposits import deposit_numbers
from allocator.allocation.prepare.loans import loan_numbers
from allocator.allocation.prepare.numbers import Cell, Prepared, Request, Window
from allocator.allocation.prepare.pools import crossing_numbers, pool_numbers, transfer_numbers
from allocator.allocation.prepare.requests import request_numbers
from allocator.allocation.prepare.units import (
    Unit,
    blocked_units,
    lending_caps,
    suspended_units,
    units_of,
)
from allocator.scenario.scenario import Scenario
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


def take_stock(scenario: Scenario) -> Stock:
    """Units, vacancies and leavers of a scenario."""
    cells = pd.DataFrame(_limited_cells(scenario), columns=CELL)
    return Stock(units_of(scenario), vacancies(scenario), count_leavers(scenario, cells))


def prepare(scenario: Scenario, stock: Stock | None = None) -> Prepared:
    """All numbers of a scenario.

    Parameters
    ----------
    stock : Stock
        Of the scenario, or of another that has the same; taken now where it is not given.
    """
    stock = stock or take_stock(scenario)
    units = stock.units
    suspended = suspended_units(scenario, units)
    requests = request_numbers(scenario, units)
    loans = loan_numbers(scenario, units, suspended)
    deposits = deposit_numbers(scenario, stock.vacancies, units)
    shares = scenario.policy.shares
    purposes = shares.min_purpose_share
    share = shares.max_department_share
    return Prepared(
        years=scenario.years,
        requests=requests,
        loans=loans,
        pools=pool_numbers(scenario, stock.vacancies, deposits),
        deposits=deposits,
        transfers=transfer_numbers(scenario),
        vacancy=_vacancies(stock.vacancies, requests),
        limits=limits_of_cells(scenario, stock),
        lending_caps=lending_caps(scenario, units) | dict.fromkeys(suspended, 0),
        suspended=suspended,
        frozen={
            unit.id: unit.frozen_until for unit in units.values() if unit.frozen_until is not None
        },
        blocked=blocked_units(scenario, units),
        crossing=crossing_numbers(scenario),
        people_ceilings=people_ceilings(scenario, requests),
        staffing_standards=staffing_standards(scenario, requests),
        favoured_purposes=frozenset(purposes.purposes if purposes else ()),
        purpose_share=Fraction(purposes.share) if purposes else None,
        department_share=None if share is None else Fraction(share),
        renewal_years=scenario.policy.recall.renewal.years,
        goals=scenario.policy.objective.goals,
    )


def _vacancies(stock: pd.DataFrame, requests: dict[str, Request]) -> dict[Cell, int]:
    counts = dict(
        zip(
            zip(stock["unit_id"], stock["quota_type"], strict=True),
            stock["vacancy"].tolist(),
            strict=True,
        )
    )
    return {request.cell: counts.get(request.cell, 0) for request in requests.values()}


def _limited_cells(scenario: Scenario) -> list[Cell]:
    """Cells with requests or loans that the borrowing limit looks at, sorted."""
    cells: set[Cell] = set()
    for name in ("requests", "loans"):
        table = scenario.tables[name]
        columns = zip(*(table[c].tolist() for c in (*CELL, "purpose")), strict=True)
        cells |= {
            (unit, quota_type)
            for unit, quota_type, purpose in columns
            if not scenario.policy.is_limit_exempt(purpose)
        }
    return sorted(cells)


def limits_of_cells(scenario: Scenario, stock: Stock) -> dict[Cell, dict[Window, int]]:
    """The borrowing limit L[u,q,a,b] of every cell that the stock has leavers of."""
    tiers = {unit.id: unit.tier for unit in stock.units.values()}
    limits = limits_of(scenario, stock.leavers, stock.vacancies, tiers).tolist()
    cells = zip(*(stock.leavers.cells[name].tolist() for name in CELL), strict=True)
    years = scenario.years
    return {
        cell: {
            (first, last): table[a][b]
            for a, first in enumerate(years)
            for b, last in enumerate(years)
            if a <= b
        }
        for cell, table in zip(cells, limits, strict=True)
    }
