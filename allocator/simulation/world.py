"""What does not change while a scenario is played: made once, shared by all replications."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.efficiency import Item
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.prepare.scenario_facts import items_of, standard_posts
from allocator.scenario.policy import Policy
from allocator.scenario.scenario import Scenario
from allocator.scenario.serving import mismatches
from allocator.scenario.simulation import Simulation
from allocator.scenario.table_rows import rows_of
from allocator.scenario.tables import ANY
from allocator.simulation.kinds import KindsByYear
from allocator.simulation.lenders.lender import Verdict
from allocator.simulation.lifetimes import Lifetimes
from allocator.simulation.scoring import Scoring, scoring_of
from allocator.simulation.staffing import shares_unfilled
from allocator.simulation.state import CellKey
from allocator.simulation.streams import entity_key, entity_keys
from allocator.stock.leavers import attrition_bands, flexible_retirement
from allocator.stock.leaving import AttritionBand
from allocator.stock.retirement import CLASSES, RetirementLaw
from allocator.stock.vacancies import CELL, vacancies

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Origin:
    """A request of the scenario, which new ones repeat.

    Attributes
    ----------
    row : mapping
        Its row of the table requests.
    items : tuple of Item
        What its posts are for.
    rate : float
        New requests a year.
    key : int
        Its identity for draws.
    reserves : tuple of str
        Pools whose reserve may serve it, in order.
    """

    row: Row
    items: tuple[Item, ...]
    rate: float
    key: int
    reserves: tuple[str, ...]
    priority: bool
    department: str

    @property
    def name(self) -> str:
        """Id of the request."""
        return str(self.row["request_id"])

    @property
    def cell(self) -> CellKey:
        """Its unit and quota type."""
        return (self.row["unit_id"], self.row["quota_type"])

    def least(self, posts: int) -> int:
        """Fewest posts of use to one of its kind that asks for so many; all, if all or nothing."""
        least: int = self.row["min_posts"]
        return posts if least == self.row["posts"] else min(least, posts)


@dataclass(frozen=True)
class Roster:
    """People of the roster whose leaving is drawn, and their identities for draws."""

    names: npt.NDArray[Any]
    keys: npt.NDArray[np.uint64]
    birth: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int8]
    can_extend: npt.NDArray[np.bool_]
    cell: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ceiling:
    """A ceiling on people: its row, its most, and the places of the cells in its scope."""

    row: Row
    people: int
    cells: frozenset[CellKey]


class World:
    """A scenario, seen as what is played.

    Parameters
    ----------
    scenario : Scenario
        Checked; its section ``[simulation]`` tells how it is played.

    Attributes
    ----------
    first_verdicts : dict of lender's name to Verdict
        What lenders have decided in the first round, which all replications share.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.policy: Policy = scenario.policy
        self.settings: Simulation = scenario.settings.simulation
        self.first_year = scenario.base_year
        self.horizon = scenario.settings.horizon
        self.first_verdicts: dict[str, Verdict] = {}

    @cached_property
    def later_policy(self) -> Policy:
        """The policy of the rounds after the first: the same, or one that collects nothing."""
        return self.policy if self.settings.yearly_deposit else without_deposits(self.policy)

    def policy_in(self, year: int) -> Policy:
        """The policy of a year's round."""
        return self.policy if year == self.first_year else self.later_policy

    def years_from(self, year: int) -> range:
        """The plan years of a year's round."""
        return range(year, year + self.horizon)

    @cached_property
    def first_numbers(self) -> Prepared:
        """The prepared numbers of the first round, as ``solve`` has them."""
        return prepare(self.scenario)

    @cached_property
    def posts(self) -> list[dict[str, Any]]:
        """Rows of the table posts, with vacancies and lines, sorted."""
        table = self.scenario.tables["posts"]
        stock = vacancies(self.scenario)
        rows = stock.assign(given_keep=table["keep"], vacant_since=table["vacant_since"])
        return rows_of(rows)

    @cached_property
    def cells(self) -> tuple[CellKey, ...]:
        """Every unit and quota type that has posts, sorted."""
        return tuple((row["unit_id"], row["quota_type"]) for row in self.posts)

    @cached_property
    def place(self) -> dict[CellKey, int]:
        """Place of each cell."""
        return {cell: place for place, cell in enumerate(self.cells)}

    @cached_property
    def cell_keys(self) -> dict[CellKey, int]:
        """Identity of each cell for draws."""
        return {cell: entity_key("cell", *cell) for cell in self.cells}

    @cached_property
    def keeps(self) -> dict[CellKey, int | None]:
        """Vacancies that the table posts says stay with the unit."""
        return {cell: row["given_keep"] for cell, row in zip(self.cells, self.posts, strict=True)}

    @cached_property
    def units(self) -> dict[str, dict[str, Any]]:
        """Attributes of every unit, sorted."""
        return {row["unit_id"]: row for row in self.rows("units")}

    @cached_property
    def pools(self) -> dict[str, dict[str, Any]]:
        """Rows of the table pools, sorted."""
        return {row["pool_id"]: row for row in self.rows("pools")}

    @cached_property
    def transfers(self) -> list[dict[str, Any]]:
        """Rows of the table transfers."""
        return self.rows("transfers")

    @cached_property
    def standards(self) -> dict[str, int]:
        """Posts that the staffing standards give each unit that has one."""
        return standard_posts(self.scenario)

    @cached_property
    def ceilings(self) -> tuple[Ceiling, ...]:
        """Ceilings on people."""
        return tuple(
            Ceiling(row, row["people"], frozenset(self._in_scope(row)))
            for row in self.rows("ceilings")
            if row["people"] is not None
        )

    def _in_scope(self, row: Row) -> list[CellKey]:
        return [
            (unit, quota_type)
            for unit, quota_type in self.cells
            if quota_type == row["quota_type"]
            and row["region"] in (ANY, self.units[unit]["region"])
            and row["department"] in (ANY, self.units[unit]["department"])
        ]

    @cached_property
    def ceilings_over(self) -> dict[CellKey, tuple[int, ...]]:
        """Places of the ceilings on people that each cell lies under."""
        return {
            cell: tuple(
                place for place, ceiling in enumerate(self.ceilings) if cell in ceiling.cells
            )
            for cell in self.cells
        }

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Every request of the scenario."""
        items = items_of(self.scenario.tables["benefits"])
        return {
            row["request_id"]: self._origin(row, items.get(row["request_id"], ()))
            for row in self.rows("requests")
        }

    @cached_property
    def origin_keys(self) -> npt.NDArray[np.uint64]:
        """Identities of the scenario's requests for draws, in their order."""
        return np.array([origin.key for origin in self.origins.values()], dtype=np.uint64)

    def _origin(self, row: Row, items: tuple[Item, ...]) -> Origin:
        demand, purposes = self.settings.demand, self.policy.priority.purposes
        unit, purpose = self.units[row["unit_id"]], row["purpose"]
        return Origin(
            row=row,
            items=items,
            rate=float(demand.rates.get(purpose, demand.rate)),
            key=entity_key("request", row["request_id"]),
            reserves=tuple(
                pool
                for pool, attributes in self.pools.items()
                if mismatches(attributes, unit, row["quota_type"], purpose) == ()
            ),
            priority=purposes.get(purpose, 1) > 1,
            department=unit["department"],
        )

    @cached_property
    def counted(self) -> dict[CellKey, tuple[int, ...]]:
        """Leavers by plan year of the cells that the table leavers tells of."""
        years = self.scenario.years
        counts: dict[CellKey, list[int]] = {}
        for row in self.rows("leavers"):
            cell = counts.setdefault((row["unit_id"], row["quota_type"]), [0] * len(years))
            if row["year"] in years:
                cell[row["year"] - years[0]] += row["posts"]
        return {cell: tuple(by_year) for cell, by_year in counts.items() if cell in self.place}

    def counted_in(self, cell: CellKey, year: int) -> int:
        """Leavers of a counted cell in any year: after the plan years, their mean, in whole."""
        given = self.counted[cell]
        after = year - self.first_year - len(given)
        if after < 0:
            return given[year - self.first_year]
        total = sum(given)
        return total * (after + 1) // len(given) - total * after // len(given)

    @cached_property
    def roster(self) -> Roster:
        """People who leave by their own draw: those of cells that are not counted."""
        staff = self.scenario.tables["staff"]
        index = pd.MultiIndex.from_tuples(self.cells, names=CELL)
        cell = index.get_indexer(pd.MultiIndex.from_frame(staff[CELL])).astype(np.int64)
        counted = [self.place[name] for name in self.counted]
        drawn = (cell >= 0) & ~np.isin(cell, counted)
        staff, cell = staff[drawn], cell[drawn]
        codes = pd.Categorical(staff["retirement_class"], categories=list(CLASSES)).codes
        names = staff["person_id"].to_numpy(dtype=object)
        return Roster(
            names,
            entity_keys(("person", name) for name in names),
            staff["birth"].to_numpy(dtype=np.int64),
            codes.astype(np.int8),
            staff["can_extend"].to_numpy(dtype=np.bool_),
            cell,
        )

    @cached_property
    def kinds(self) -> KindsByYear:
        """How every kind of person leaves in the plan years of each round."""
        return KindsByYear(self.policy, self.horizon)

    @cached_property
    def bands(self) -> tuple[AttritionBand, ...]:
        """Rates of leaving other than by retirement."""
        return attrition_bands(self.policy)

    @cached_property
    def lifetimes(self) -> Lifetimes:
        """When recruits leave."""
        law = RetirementLaw(self.policy.retirement.law)
        return Lifetimes(law, flexible_retirement(self.policy), self.bands)

    @cached_property
    def class_weights(self) -> list[float]:
        """Weight of each retirement class among recruits."""
        weights: Mapping[Any, Any] = self.settings.recruitment.classes
        return [float(weights.get(str(name), 0)) for name in CLASSES]

    @cached_property
    def unfilled_at_start(self) -> dict[str, float]:
        """Share of each unit's posts that nobody was on in the scenario."""
        counts = ((row["unit_id"], row["approved"], row["filled"]) for row in self.posts)
        return dict.fromkeys(self.units, 0.0) | shares_unfilled(counts)

    @cached_property
    def scoring(self) -> Scoring:
        """How scores become tiers, and where units stood at the start."""
        return scoring_of(self.scenario)

    @cached_property
    def conserved(self) -> int:
        """Titles and capital of the scenario: what every month's titles, pools, loans add up to."""
        capital = sum(row["capital"] for row in self.pools.values())
        return int(sum(row["approved"] for row in self.posts) + capital)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Rows of a table as plain records, empty cells ``None``."""
        return rows_of(self.scenario.tables[table])


def without_deposits(policy: Policy) -> Policy:
    """The policy with nothing collected: neither by its mode nor as what a colour cuts."""
    colours = {
        name: getattr(policy.response, name).model_copy(update={"cut_share": Decimal(0)})
        for name in ("green", "blue", "yellow")
    }
    return policy.model_copy(
        update={
            "deposit": policy.deposit.model_copy(update={"mode": "none"}),
            "response": policy.response.model_copy(update=colours),
        }
    )
