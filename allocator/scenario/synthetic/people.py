"""The roster of some cells and the counted leavers of others: about 3 % leave in a year."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Flags, Whole, codes, texts
from allocator.scenario.synthetic.organisation import QUOTA_TYPES, Cells, Units

LEAVE_EACH_YEAR = 0.03
ROSTER_SHARE = 0.5
LEAVERS_SHARE = 1 / 3

# Classes with their shares, and the months of a career from entry to the retirement age of old.
RETIREMENT_CLASSES = texts(["men60", "women55", "women50"])
_CLASS_WEIGHTS = (0.5, 0.35, 0.15)
_CAREERS = np.array([37 * 12, 32 * 12, 27 * 12])
_AGES = np.array([60 * 12, 55 * 12, 50 * 12])
# The first to retire in the base year, 2026: under the decision of 2024, people who reached the
# age of old up to four months before, and were put off by as many.
_PUT_OFF = {"decision_2024": np.array([3, 3, 4]), "before_2025": np.array([0, 0, 0])}


@dataclass(frozen=True)
class Sources:
    """Which cells have a roster and which have counted leavers, shape (cells,)."""

    roster: Flags
    leavers: Flags


def make_sources(draws: Draws, cells: Cells) -> Sources:
    """Half of the cells have a roster, a third leavers, the others neither."""
    rank = draws.order(cells.count) / cells.count
    has_people = cells.filled > 0
    counted = (rank >= ROSTER_SHARE) & (rank < ROSTER_SHARE + LEAVERS_SHARE)
    return Sources((rank < ROSTER_SHARE) & has_people, counted & has_people)


def expected_leavers(cells: Cells, sources: Sources, years: int) -> Whole:
    """About as many as are expected to leave each cell within so many years."""
    known = sources.roster | sources.leavers
    return np.where(known, np.floor(cells.filled * (LEAVE_EACH_YEAR * years)), 0).astype(np.int64)


def make_staff(
    draws: Draws, units: Units, cells: Cells, sources: Sources, base_year: int, law: str
) -> pd.DataFrame:
    """The table ``staff``: as many people in a cell as its filled posts."""
    cell = np.repeat(np.arange(cells.count), np.where(sources.roster, cells.filled, 0))
    count = len(cell)
    group = draws.places(_CLASS_WEIGHTS, count)
    left = np.floor(_career_left(draws, cell, cells.count) * _CAREERS[group]).astype(np.int64)
    birth = 12 * base_year + left - _PUT_OFF[law][group] - _AGES[group]
    elsewhere = _elsewhere(draws, units, cells.unit[cell])
    institution = cells.quota_type[cell] == 0
    return pd.DataFrame(
        {
            "person_id": codes("P", count, 6),
            "unit_id": units.ids[cells.unit[cell]],
            "quota_type": QUOTA_TYPES[cells.quota_type[cell]],
            "birth": birth,
            "retirement_class": RETIREMENT_CLASSES[group],
            "works_at": elsewhere,
            # Civil servants may not stay longer.
            "can_extend": draws.happens(0.3, count) & institution,
        }
    )


def _career_left(draws: Draws, cell: Whole, cells: int) -> Any:
    """The share of the career before each person; a fifth of the cells is old, a fifth young."""
    first, second = draws.uniform(len(cell)), draws.uniform(len(cell))
    leaning = draws.places((0.6, 0.2, 0.2), cells)[cell]
    older, younger = np.minimum(first, second), np.maximum(first, second)
    return np.where(leaning == 1, older, np.where(leaning == 2, younger, first))


def _elsewhere(draws: Draws, units: Units, unit: Whole) -> Any:
    """For 2 % of the people another unit, where they work: the next, if it is in the region."""
    following = np.minimum(unit + 1, units.count - 1)
    moved = draws.happens(0.02, len(unit)) & (units.region[following] == units.region[unit])
    return np.where(moved & (following != unit), units.ids[following], "")


def make_leavers(
    draws: Draws, units: Units, cells: Cells, sources: Sources, base_year: int, horizon: int
) -> pd.DataFrame:
    """The table ``leavers``: a row for each year in which someone leaves."""
    cell = np.repeat(np.flatnonzero(sources.leavers), horizon)
    year = np.tile(np.arange(base_year, base_year + horizon), int(sources.leavers.sum()))
    posts = draws.rounded(LEAVE_EACH_YEAR * cells.filled[cell].astype(np.float64))
    cell, year, posts = cell[posts > 0], year[posts > 0], posts[posts > 0]
    return pd.DataFrame(
        {
            "unit_id": units.ids[cells.unit[cell]],
            "quota_type": QUOTA_TYPES[cells.quota_type[cell]],
            "year": year,
            "posts": posts,
        }
    )
