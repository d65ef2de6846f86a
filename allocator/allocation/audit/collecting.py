"""What may be collected from whom, into which pool, and what pools keep back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

import pandas as pd

from allocator.allocation.audit.records import Cell
from allocator.scenario.serving import covers
from allocator.scenario.tables import ANY

if TYPE_CHECKING:
    from allocator.allocation.audit.case import Case


@dataclass(frozen=True)
class Collecting:
    """Rule ``deposit`` and the reserves, for one case."""

    case: "Case"

    def reserve(self, pool: str) -> int:
        """Posts that a pool keeps back."""
        row = self.case.pools[pool]
        return self._reserve_by_policy(pool) if pd.isna(row["reserve"]) else int(row["reserve"])

    def _reserve_by_policy(self, pool: str) -> int:
        """A share of capital and one of the vacancies collected from, within what it can own."""
        rules, capital = self.case.policy.reserve, int(self.case.pools[pool]["capital"])
        giving = self.giving.get(pool, ())
        vacant = sum(self.case.vacancy(cell) for cell in giving)
        most = capital + sum(self.collectable(cell)[1] for cell in giving)
        kept = ceil(Fraction(rules.share) * capital) + ceil(Fraction(rules.vacancy_share) * vacant)
        return min(kept, most)

    @cached_property
    def giving(self) -> Mapping[str | None, Sequence[Cell]]:
        """The cells that each pool may collect from."""
        cells: dict[str | None, list[Cell]] = defaultdict(list)
        for cell in self.case.posts:
            if self.collectable(cell)[1]:
                cells[self.receiving_pool(cell)].append(cell)
        return cells

    def collectable(self, cell: Cell) -> tuple[int, int]:
        """Fewest and most posts that rule ``deposit`` has collected from a cell."""
        rules, row = self.case.policy.deposit, self.case.posts[cell]
        exempt = (
            self.case.units[row.unit_id]["sector"] in rules.exempt_sectors
            or row.quota_type in rules.exempt_types
        )
        if exempt or self.receiving_pool(cell) is None:
            return 0, 0
        keep = ceil(Fraction(rules.keep_share) * row.approved)
        keep = keep if pd.isna(row.keep) else int(row.keep)
        idle = 0 if pd.isna(row.vacant_since) else self.case.base_year - int(row.vacant_since)
        above = max(0, self.case.vacancy(cell) - keep) if idle >= rules.idle_years else 0
        by_mode = 0 if rules.mode == "none" else floor(Fraction(rules.share) * above)
        cut = floor(Fraction(self.case.response(row.unit_id).cut_share) * self.case.vacancy(cell))
        return (
            max(by_mode if rules.mode in ("all", "share") else 0, cut),
            max(by_mode, cut),
        )

    def receiving_pool(self, cell: Cell) -> str | None:
        """The first pool by id of the quota type that covers the unit and has no purpose."""
        return self.receiving[self._place(cell)]

    @cached_property
    def receiving(self) -> Mapping[tuple[str, ...], str | None]:
        """The receiving pool by region, level, department and quota type."""
        found: dict[tuple[str, ...], str | None] = {}
        for cell in self.case.posts:
            place = self._place(cell)
            if place not in found:
                found[place] = self._first_pool(cell)
        return found

    def _place(self, cell: Cell) -> tuple[str, ...]:
        unit = self.case.units[cell[0]]
        return (unit["region"], unit["level"], unit["department"], cell[1])

    def _first_pool(self, cell: Cell) -> str | None:
        for name in sorted(self.case.pools):
            pool = self.case.pools[name]
            of_type = pool["quota_type"] == cell[1] and pool["purpose"] == ANY
            if of_type and covers(pool, self.case.units[cell[0]]):
                return name
        return None
