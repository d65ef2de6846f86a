"""Prepared numbers: from a checked scenario to what the model is built from."""

from fractions import Fraction

import pandas as pd

from allocator.allocation.prepare.ceilings import people_ceilings, staffing_standards
from allocator.allocation.prepare.deposits import deposit_numbers
from allocator.allocation.prepare.loans import loan_numbers
from allocator.allocation.prepare.numbers import Cell, Loan, Prepared, Request, Window
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
from allocator.stock.leavers import count_leavers, limits_of
from allocator.stock.vacancies import CELL, vacancies


def prepare(scenario: Scenario) -> Prepared:
    """All numbers of a scenario."""
    units = units_of(scenario)
    suspended = suspended_units(scenario, units)
    blocked = blocked_units(scenario, units)
    requests = request_numbers(scenario, units)
    loans = loan_numbers(scenario, units, suspended)
    stock = vacancies(scenario)
    deposits = deposit_numbers(scenario, stock, units)
    shares = scenario.policy.shares
    purposes = shares.min_purpose_share
    share = shares.max_department_share
    return Prepared(
        years=scenario.years,
        requests=requests,
        loans=loans,
        pools=pool_numbers(scenario, stock, deposits),
        deposits=deposits,
        transfers=transfer_numbers(scenario),
        vacancy=_vacancies(stock, requests),
        limits=_limits(scenario, stock, units, requests, loans),
        lending_caps=lending_caps(scenario, units) | dict.fromkeys(suspended | blocked, 0),
        suspended=suspended,
        frozen={
            unit.id: unit.frozen_until for unit in units.values() if unit.frozen_until is not None
        },
        blocked=blocked,
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


def _limits(
    scenario: Scenario,
    stock: pd.DataFrame,
    units: dict[str, Unit],
    requests: dict[str, Request],
    loans: dict[str, Loan],
) -> dict[Cell, dict[Window, int]]:
    entries: list[Request | Loan] = [*requests.values(), *loans.values()]
    cells = {entry.cell for entry in entries if entry.limited}
    frame = pd.DataFrame(sorted(cells), columns=CELL)
    leavers = count_leavers(scenario, frame)
    tiers = {unit.id: unit.tier for unit in units.values()}
    limits = limits_of(scenario, leavers, stock, tiers).tolist()
    years = scenario.years
    return {
        cell: {
            (first, last): table[a][b]
            for a, first in enumerate(years)
            for b, last in enumerate(years)
            if a <= b
        }
        for cell, table in zip(sorted(cells), limits, strict=True)
    }
