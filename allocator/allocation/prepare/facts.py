"""What a round looks at, as plain records: what all numbers but the limits are prepared from.

A scenario gives them (:mod:`allocator.allocation.prepare.scenario_facts`), or whoever keeps the
state of a round by other means than tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from allocator.allocation.prepare.efficiency import Item
from allocator.allocation.prepare.numbers import Cell
from allocator.allocation.prepare.units import Unit
from allocator.scenario.policy import Policy

Row = Mapping[str, Any]
"""A row of a table of the scenario: its columns by name, ``None`` where a cell is empty."""


class CellStock(NamedTuple):
    """Posts and people of a unit and quota type, in whole posts.

    Attributes
    ----------
    people
        People in post and approved recruitment.
    vacancy
        V[u,q], posts without either.
    usable
        Vacancies above the guarantee line.
    idle_years
        Full years that the vacancies have stood empty; 0 where there are none.
    """

    unit: str
    quota_type: str
    people: int
    vacancy: int
    usable: int
    idle_years: int


@dataclass(frozen=True)
class Facts:
    """Everything that a round looks at, apart from who leaves.

    Attributes
    ----------
    years : range
        The plan years; the first is the year of the round.
    cells : sequence of CellStock
        Sorted by unit and quota type.
    requests, loans, pools, transfers, ceilings : sequence of Row
        Rows of the tables of these names, sorted by key.
    items : mapping of str to tuple of Item
        Assessment items of the requests that have some.
    standards : mapping of unit to int
        Posts that the staffing standards give each unit that has one.
    """

    policy: Policy
    years: range
    units: Mapping[str, Unit]
    cells: Sequence[CellStock]
    requests: Sequence[Row]
    items: Mapping[str, tuple[Item, ...]]
    loans: Sequence[Row]
    pools: Sequence[Row]
    transfers: Sequence[Row]
    ceilings: Sequence[Row]
    standards: Mapping[str, int]


def limited_cells(policy: Policy, requests: Iterable[Row], loans: Iterable[Row]) -> list[Cell]:
    """Cells with requests or loans that the borrowing limit looks at, sorted."""
    return sorted(
        {
            (row["unit_id"], row["quota_type"])
            for rows in (requests, loans)
            for row in rows
            if not policy.is_limit_exempt(row["purpose"])
        }
    )
