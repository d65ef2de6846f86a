"""A whole synthetic scenario from a size and a seed."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.assessments import make_assessments
from allocator.scenario.synthetic.book import LATEST_DUE, Book, make_book
from allocator.scenario.synthetic.capital import (
    Capital,
    divided,
    kept_for_vacancies,
    lacking_posts,
    make_capital,
)
from allocator.scenario.synthetic.control import make_ceilings
from allocator.scenario.synthetic.demand import LATEST_START, make_benefits, make_requests
from allocator.scenario.synthetic.draws import Draws, codes
from allocator.scenario.synthetic.grades import make_grades
from allocator.scenario.synthetic.marked_tables import marked_tables
from allocator.scenario.synthetic.marks import make_marks, share_out
from allocator.scenario.synthetic.organisation import (
    UNITS_PER_REGION,
    Cells,
    Units,
    make_cells,
    make_units,
)
from allocator.scenario.synthetic.people import (
    expected_leavers,
    make_leavers,
    make_sources,
    make_staff,
)
from allocator.scenario.synthetic.policies import PolicyKeys, usual_policy
from allocator.scenario.synthetic.pools import Pools, make_pools
from allocator.scenario.synthetic.standards import make_standards
from allocator.scenario.synthetic.transfers import make_transfers
from allocator.scenario.synthetic.varied_policies import drawn_policy
from allocator.scenario.toml_file import SCHEMA
from allocator.scenario.toml_text import toml_document
from allocator.scenario.writing import POLICY_FILE, write_scenario

BASE_YEAR = 2026
POOLS_THAT_CROSS = 10
"""In the usual policy so many pools, of any number, may lend a post to another region."""


class Synthetic(NamedTuple):
    """Text of ``scenario.toml``, the tables by name, text of the policy file."""

    settings_toml: str
    tables: dict[str, pd.DataFrame]
    policy_toml: str


@dataclass(frozen=True)
class Shape:
    """What sets a scenario's proportions.

    Attributes
    ----------
    units, regions : int
    asking : float
        Share of the units that ask for posts.
    scarcity : float
        Part of the posts asked for and lacking that capital and collection can meet.
    """

    units: int
    regions: int
    asking: float
    scarcity: float


def generate(units: int, seed: int, *, varied_policy: bool = False) -> Synthetic:
    """A synthetic scenario, the same for the same arguments on any machine.

    Parameters
    ----------
    units : int
        Number of units, at least 1.
    seed : int
        Any whole number from 0.
    varied_policy : bool
        Draw a policy model far from the usual one, up to three regions whatever the size,
        and more demand: for tests over many small scenarios.

    Returns
    -------
    Synthetic
        The tables have the columns and types of ``Scenario.tables``. They pass every check,
        and the book as it stands breaks no rule of the policy model.

    Raises
    ------
    ValueError
        ``units`` below 1 or ``seed`` below 0.
    """
    if units < 1 or seed < 0:
        raise ValueError(f"units {units}, seed {seed}: expected units from 1 and a seed from 0")
    draws = Draws(seed)
    policy = drawn_policy(draws) if varied_policy else usual_policy()
    shape = _varied_shape(draws, units) if varied_policy else _usual_shape(units)
    horizon = _horizon(policy)
    tables = _tables(draws, shape, policy, horizon, fit_crossing=not varied_policy)
    settings = {
        "schema": SCHEMA,
        "name": f"synthetic-{units}-{seed}",
        "title": {"zh": f"合成情景：{units} 个单位", "en": f"Synthetic scenario of {units} units"},
        "source": f"generated: {units} units, seed {seed}",
        "base_year": BASE_YEAR,
        "horizon": horizon,
        "policy": POLICY_FILE,
    }
    return Synthetic(toml_document(settings), tables, toml_document(policy))


def write_synthetic(folder: Path, units: int, seed: int, language: str = "en") -> None:
    """Generate a scenario and write it; see `generate` and `write_scenario`."""
    made = generate(units, seed)
    write_scenario(folder, made.settings_toml, made.tables, made.policy_toml, language)


def _usual_shape(units: int) -> Shape:
    return Shape(units, max(1, round(units / UNITS_PER_REGION)), asking=0.4, scarcity=0.25)


def _varied_shape(draws: Draws, units: int) -> Shape:
    return Shape(
        units,
        regions=int(draws.whole(1, min(3, units), 1)[0]),
        asking=draws.one((0.4, 0.6, 0.9)),
        scarcity=draws.one((0.1, 0.2, 0.4)),
    )


def _horizon(policy: PolicyKeys) -> int:
    """Plan years enough for the latest request, a renewal and the loans of the book."""
    longest: int = LATEST_START + max(policy["lending"]["terms"])
    renewed: int = policy["recall"]["renewal"]["years"]
    return max(longest, renewed + 1, LATEST_DUE + 1)


def _tables(
    draws: Draws, shape: Shape, policy: PolicyKeys, horizon: int, *, fit_crossing: bool
) -> dict[str, pd.DataFrame]:
    """Every table; the shares of ``policy`` that the book would break are raised."""
    units = make_units(draws, shape.units, shape.regions)
    cells = make_cells(draws, units)
    sources = make_sources(draws, cells)
    requests = make_requests(draws, units, cells, policy["lending"]["terms"], shape.asking)
    pools = make_pools(draws, units)
    pool_ids = codes("B", len(pools), 3)
    book = make_book(draws, units, cells, pools)
    lendable = expected_leavers(cells, sources, max(policy["lending"]["terms"]))
    demand = lacking_posts(units, cells, requests, lendable, policy["deposit"]) * shape.scarcity
    wanted = divided(units, pools, demand)
    reserve, deposit = policy["reserve"], policy["deposit"]
    vacant = kept_for_vacancies(units, cells, pools, reserve["vacancy_share"], deposit)
    capital = make_capital(draws, pools, book, wanted, reserve["share"], vacant)
    _raise_department_share(policy, units, cells, book, capital)
    if fit_crossing:
        _fit_crossing(policy, pools, capital)
    benefits = make_benefits(draws, units, cells, requests)
    asked = requests.frame(units, cells, BASE_YEAR)
    law = policy["retirement"]["law"]
    tables = {
        "units": units.frame(),
        "posts": cells.frame(units, BASE_YEAR),
        "standards": make_standards(draws, units, cells),
        "staff": make_staff(draws, units, cells, sources, BASE_YEAR, law),
        "leavers": make_leavers(draws, units, cells, sources, BASE_YEAR, horizon),
        "requests": asked,
        "benefits": benefits,
        "assessments": make_assessments(draws, units, asked, benefits),
        "loans": book.frame(units, cells, pool_ids, BASE_YEAR),
        "pools": capital.frame(pools, pool_ids),
        "transfers": make_transfers(draws, pools, pool_ids),
        "ceilings": make_ceilings(draws, units, cells, requests, pools, capital, BASE_YEAR),
    }
    return tables | _evaluated(draws, units, policy["evaluation"])


def _evaluated(draws: Draws, units: Units, evaluation: PolicyKeys) -> dict[str, pd.DataFrame]:
    """The tables by which units are evaluated."""
    scored, graded = share_out(draws, units)
    marks = make_marks(draws, units, scored, evaluation)
    grades = make_grades(draws, units, graded, BASE_YEAR, evaluation)
    return marked_tables(draws, units, marks, evaluation) | {"grades": grades}


def _raise_department_share(
    policy: PolicyKeys, units: Units, cells: Cells, book: Book, capital: Capital
) -> None:
    """Leave every department room for two posts above its old loans, or drop the share."""
    shares = policy["shares"]
    if "max_department_share" not in shares:
        return
    borrowers = units.department[cells.unit[book.cell]]
    most = int(pd.Series(book.posts).groupby(borrowers).sum().max())
    bank = int(capital.free.sum())
    least = Decimal(-(-100 * (most + 2) // bank)).scaleb(-2)
    shares["max_department_share"] = max(shares["max_department_share"], least)
    if least >= 1:
        del shares["max_department_share"]


def _fit_crossing(policy: PolicyKeys, pools: Pools, capital: Capital) -> None:
    """Let a few of the largest regional pools lend a post elsewhere, so regions are tied."""
    regional = np.sort([capital.capital[place] for pool, place in pools.items() if pool.is_general])
    smallest = int(regional[-min(POOLS_THAT_CROSS, len(regional))])
    policy["lending"]["cross_region"] = Decimal(-(-1000 // max(smallest, 5))).scaleb(-3)
