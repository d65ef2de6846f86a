"""The loan book as it stands: loans due in the base year, later, and overdue."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.demand import PURPOSES, REPAYMENTS
from allocator.scenario.synthetic.draws import Draws, Flags, Texts, Whole, codes, texts
from allocator.scenario.synthetic.organisation import QUOTA_TYPES, Cells, Units
from allocator.scenario.synthetic.pools import Pool, Pools

BORROWING = 0.12
"""Share of the units that hold an old loan, some of them two."""

# Due years from the base year on, and whether renewable: dealt out in turn, so that each kind
# occurs in every book of 20 loans.
_KINDS = (
    (0, True), (1, True), (2, True), (0, False), (3, True), (1, True), (0, True),
    (2, False), (-1, True), (1, True), (0, True), (2, True), (0, False), (3, True),
    (1, False), (0, True), (2, True), (-2, False), (0, True), (3, False),
)  # fmt: skip
LATEST_DUE = 3
"""Old loans are due at most so many years after the base year."""


@dataclass(frozen=True)
class Book:
    """Arrays of shape (loans,); ``cell`` and ``pool`` are positions, years count from y0."""

    ids: Texts
    cell: Whole
    pool: Whole
    posts: Whole
    purpose: Texts
    start: Whole
    due: Whole
    repayment: Texts
    renewable: Flags
    renewals: Whole

    def frame(self, units: Units, cells: Cells, pool_ids: Texts, base_year: int) -> pd.DataFrame:
        """The table ``loans``."""
        return pd.DataFrame(
            {
                "loan_id": self.ids,
                "unit_id": units.ids[cells.unit[self.cell]],
                "quota_type": QUOTA_TYPES[cells.quota_type[self.cell]],
                "pool_id": pool_ids[self.pool],
                "posts": self.posts,
                "purpose": self.purpose,
                "start_year": base_year + self.start,
                "due_year": base_year + self.due,
                "repayment": self.repayment,
                "renewable": self.renewable,
                "renewals": self.renewals,
            }
        )


def make_book(draws: Draws, units: Units, cells: Cells, pools: Pools) -> Book:
    """Loans of one to three posts, each from a pool that serves its unit and purpose."""
    borrowers = draws.order(units.count)[: max(1, round(BORROWING * units.count))]
    unit = np.concatenate([borrowers, borrowers[draws.happens(0.15, len(borrowers))]])
    cell = np.searchsorted(cells.unit, unit)
    count = len(cell)
    kinds = np.array(_KINDS)[(np.arange(count) + draws.whole(0, len(_KINDS), 1)) % len(_KINDS)]
    due = kinds[:, 0]
    start = np.minimum(due, 0) - draws.whole(1, 4, count)
    purpose = texts([*PURPOSES, ""])[draws.whole(0, len(PURPOSES), count)]
    return Book(
        ids=codes("L", count, 5),
        cell=cell,
        pool=_lenders(draws, units, cells, pools, cell, purpose),
        posts=draws.whole(1, np.clip(cells.approved[cell] // 10, 1, 3), count),
        purpose=purpose,
        start=start,
        due=due,
        repayment=REPAYMENTS[draws.places((0.4, 0.35, 0.25), count)],
        renewable=kinds[:, 1] == 1,
        renewals=np.where((due - start >= 4) & draws.happens(0.5, count), 1, 0),
    )


def _lenders(
    draws: Draws, units: Units, cells: Cells, pools: Pools, cell: Whole, purpose: Texts
) -> Whole:
    """Position of the pool of each loan: more often the general one of the region."""
    favour = draws.uniform(len(cell)) * draws.uniform(len(cell))
    chosen = []
    for place, one in enumerate(cell):
        unit, quota_type = cells.unit[one], int(cells.quota_type[one])
        region = units.regions[units.region[unit]]
        serving = (
            Pool(quota_type, region),
            Pool(quota_type, region, level=units.level[unit]),
            Pool(quota_type, region, department=units.department[unit]),
            Pool(quota_type, region, purpose=purpose[place]),
            Pool(quota_type),
            Pool(quota_type, purpose=purpose[place]),
        )
        there = [pools[pool] for pool in serving if pool in pools]
        chosen.append(there[int(favour[place] * len(there))])
    return np.array(chosen, dtype=np.int64)
