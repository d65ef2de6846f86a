"""From roster and leaver rows to the leavers that can be counted on, and the limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario
from allocator.stock.leaving import (
    AttritionBand,
    FlexibleRetirement,
    LeavingTypes,
    leaving_types,
)
from allocator.stock.limits import borrowing_limits, quantiles_of_counts
from allocator.stock.poisson_binomial import lower_quantiles
from allocator.stock.retirement import CLASSES, RetirementLaw
from allocator.stock.vacancies import CELL

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Leavers:
    """Leavers of some cells (unit and quota type) over the plan years.

    Attributes
    ----------
    cells : DataFrame
        ``unit_id, quota_type``, one row per cell.
    expected : array, shape (cells, H)
        Expected leavers by plan year, in people.
    certain : array, shape (cells, H, H)
        Q[a,b]: the most leavers in plan years a … b that can be counted on at the policy's
        confidence, in people; 0 below the diagonal.
    """

    cells: pd.DataFrame
    expected: npt.NDArray[np.float64]
    certain: Counts


def count_leavers(scenario: Scenario, cells: pd.DataFrame | None = None) -> Leavers:
    """Leavers of every cell of the table posts, or of the ``cells`` given.

    A cell with rows in the table leavers takes these numbers as they are; else its roster
    rows count, each person with a probability per year; else nobody leaves.
    """
    cells = scenario.tables["posts"][CELL] if cells is None else cells[CELL]
    cells = cells.reset_index(drop=True)
    index = pd.MultiIndex.from_frame(cells)
    years = len(scenario.years)
    expected = np.zeros((len(cells), years))
    certain = np.zeros((len(cells), years, years), dtype=np.int64)
    given = _given_leavers(scenario, index)
    if len(scenario.tables["staff"]):
        _from_roster(scenario, index, given, expected, certain)
    stated = np.unique(given[:, 0])
    counts = np.zeros((len(cells), years), dtype=np.int64)
    np.add.at(counts, (given[:, 0], given[:, 1]), given[:, 2])
    expected[stated] = counts[stated]
    certain[stated] = quantiles_of_counts(counts[stated])
    return Leavers(cells, expected, certain)


def _given_leavers(scenario: Scenario, index: pd.MultiIndex) -> Counts:
    """Rows (cell, plan year, people) of the table leavers."""
    table = scenario.tables["leavers"]
    cell = index.get_indexer(pd.MultiIndex.from_frame(table[CELL]))
    year = table["year"].to_numpy() - scenario.base_year
    posts = table["posts"].to_numpy()
    inside = (cell >= 0) & (year >= 0) & (year < len(scenario.years))
    outside = (cell >= 0) & ~inside
    rows = np.stack([cell[inside], year[inside], posts[inside]], axis=1)
    # A cell all of whose rows lie outside the plan years still has leaver rows: nobody leaves.
    idle = np.stack([cell[outside], np.zeros(outside.sum()), np.zeros(outside.sum())], axis=1)
    return np.concatenate([rows, idle]).astype(np.int64)


def _from_roster(
    scenario: Scenario,
    index: pd.MultiIndex,
    given: Counts,
    expected: npt.NDArray[np.float64],
    certain: Counts,
) -> None:
    staff = scenario.tables["staff"]
    cell = index.get_indexer(pd.MultiIndex.from_frame(staff[CELL]))
    used = (cell >= 0) & ~np.isin(cell, given[:, 0])
    staff, cell = staff[used], cell[used].astype(np.int64)
    types = roster_types(scenario, staff)
    for year in range(expected.shape[1]):
        weights = types.probabilities[types.type_of_person, year]
        expected[:, year] = np.bincount(cell, weights, minlength=len(index))
    certain[:] = lower_quantiles(
        types.probabilities,
        types.type_of_person,
        cell,
        len(index),
        float(scenario.policy.lending.confidence),
    )


def roster_types(scenario: Scenario, staff: pd.DataFrame) -> LeavingTypes:
    """Yearly leaving probabilities of the people of ``staff``, by type of person."""
    policy = scenario.policy
    codes = pd.Categorical(staff["retirement_class"], categories=list(CLASSES)).codes
    return leaving_types(
        staff["birth"].to_numpy(),
        codes.astype(np.int8),
        staff["can_extend"].to_numpy(),
        base_year=scenario.base_year,
        years=len(scenario.years),
        law=RetirementLaw(policy.retirement.law),
        flexible=flexible_retirement(policy),
        bands=attrition_bands(policy),
    )


def flexible_retirement(policy: Policy) -> FlexibleRetirement:
    """The policy's flexible retirement, in the floats that probabilities are made of."""
    flexible = policy.retirement.flexible
    return FlexibleRetirement(
        float(flexible.early_share),
        flexible.early_months,
        float(flexible.late_share),
        flexible.late_months,
    )


def attrition_bands(policy: Policy) -> tuple[AttritionBand, ...]:
    """The policy's rates of leaving other than by retirement."""
    return tuple(
        AttritionBand(band.from_age, band.to_age, float(band.rate))
        for band in policy.attrition.bands
    )


def limits_of(
    scenario: Scenario, leavers: Leavers, stock: pd.DataFrame, tiers: Mapping[str, int]
) -> Counts:
    """Borrowing limits L[u,q,a,b] of the cells of ``leavers``.

    Parameters
    ----------
    stock : DataFrame
        From :func:`allocator.stock.vacancies.vacancies`.
    tiers : mapping of unit_id to int
        Tier of each unit.

    Returns
    -------
    array of int, shape (cells, H, H)
        Posts that may come back in plan years a … b; 0 below the diagonal.
    """
    overstaff = stock.set_index(CELL)["overstaff"].reindex(
        pd.MultiIndex.from_frame(leavers.cells), fill_value=0
    )
    multiplier: dict[int, Decimal] = {
        tier: scenario.policy.limit_multiplier(tier) for tier in (1, 2, 3)
    }
    multipliers = [multiplier[tiers[unit]] for unit in leavers.cells["unit_id"]]
    return borrowing_limits(leavers.certain, overstaff.to_numpy(dtype=np.int64), multipliers)
