"""Ceilings on titles and people, above what is there already."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.capital import Capital
from allocator.scenario.synthetic.demand import Requests
from allocator.scenario.synthetic.draws import Draws, Texts, Whole, texts
from allocator.scenario.synthetic.organisation import QUOTA_TYPES, Cells, Units
from allocator.scenario.synthetic.pools import Pools
from allocator.scenario.tables import ANY

DEPARTMENTS_WITH_CEILING = 0.15
"""Share of the departments that have a total of their own, at least one."""


class Scopes(NamedTuple):
    """Scopes of one kind: their names, and the place of the scope of each unit and pool.

    A pool outside all of them has the place −1.
    """

    region: Texts
    department: Texts
    of_unit: Whole
    of_pool: Whole


def make_ceilings(
    draws: Draws,
    units: Units,
    cells: Cells,
    requests: Requests,
    pools: Pools,
    capital: Capital,
    base_year: int,
) -> pd.DataFrame:
    """The table ``ceilings``: rows by region, for all, and for some departments.

    Each has a row for every type in use there. Titles leave a few posts free; people leave
    room for 0.6 to 1.3 of what is asked. Some rows set only one of the two. Half of the
    totals end, from the base year on.
    """
    asked = np.bincount(requests.cell, requests.posts, cells.count).astype(np.int64)
    frames = []
    for scopes, share in _kinds(units, pools):
        titles = _sums(scopes, cells, cells.approved) + _owned(scopes, pools, capital)
        chosen = draws.order(len(titles)) < max(1, round(share * len(titles)))
        place, quota_type = np.nonzero(titles * chosen[:, None])
        numbers = [titles, _sums(scopes, cells, cells.filled + cells.reserved)]
        numbers.append(_sums(scopes, cells, asked))
        of_titles, people, room = (table[place, quota_type] for table in numbers)
        frames.append(
            pd.DataFrame(
                {
                    "region": scopes.region[place],
                    "department": scopes.department[place],
                    "quota_type": QUOTA_TYPES[quota_type],
                    "titles": of_titles,
                    "people": people,
                    "room": room,
                }
            )
        )
    return _with_margins(draws, pd.concat(frames, ignore_index=True), base_year)


def _kinds(units: Units, pools: Pools) -> Iterator[tuple[Scopes, float]]:
    """Every kind of scope, with the share of its scopes that have a ceiling."""
    regions, every = units.regions, texts([ANY])
    places = {str(name): place for place, name in enumerate(regions)}
    of_pool = [places.get(pool.region, -1) for pool in pools]
    everywhere = texts([ANY] * len(regions))
    yield Scopes(regions, everywhere, units.region, np.array(of_pool)), 1.0
    nowhere = np.zeros(units.count, dtype=np.int64)
    yield Scopes(every, every, nowhere, np.zeros(len(pools), dtype=np.int64)), 1.0
    of_unit, departments = pd.factorize(units.department, sort=True)
    places = {str(name): place for place, name in enumerate(departments)}
    of_pool = [places.get(pool.department, -1) for pool in pools]
    everywhere = texts([ANY] * len(departments))
    scopes = Scopes(everywhere, texts(list(departments)), of_unit, np.array(of_pool))
    yield scopes, DEPARTMENTS_WITH_CEILING


def _sums(scopes: Scopes, cells: Cells, numbers: Whole) -> Whole:
    """Sums of a number of each cell by scope and quota type."""
    sums = np.zeros((len(scopes.region), len(QUOTA_TYPES)), dtype=np.int64)
    np.add.at(sums, (scopes.of_unit[cells.unit], cells.quota_type), numbers)
    return sums


def _owned(scopes: Scopes, pools: Pools, capital: Capital) -> Whole:
    """Capital by scope and quota type."""
    sums = np.zeros((len(scopes.region), len(QUOTA_TYPES)), dtype=np.int64)
    for pool, place in pools.items():
        if scopes.of_pool[place] >= 0:
            sums[scopes.of_pool[place], pool.quota_type] += capital.capital[place]
    return sums


def _with_margins(draws: Draws, rows: pd.DataFrame, base_year: int) -> pd.DataFrame:
    count = len(rows)
    titles = rows["titles"].to_numpy() + draws.whole(0, 10, count)
    margin = draws.rounded(rows["room"].to_numpy() * draws.between(0.6, 1.3, count)) + 1
    # Dealt out in turn, so that each kind of row occurs in every five.
    left_out = (np.arange(count) + draws.whole(0, 4, 1)) % 5
    until = pd.Series(base_year + draws.whole(0, 4, count), dtype="Int64")
    return rows[["region", "department", "quota_type"]].assign(
        titles=_unless(left_out == 1, titles),
        people=_unless(left_out == 2, rows["people"].to_numpy() + margin),
        until=until.mask(draws.happens(0.5, count)),
    )


def _unless(left_out: Any, numbers: Whole) -> Any:
    return pd.Series(numbers, dtype="Int64").mask(left_out)
