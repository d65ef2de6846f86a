"""Ceilings on titles and people, above what is there already."""

from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.capital import Capital
from allocator.scenario.synthetic.demand import Requests
from allocator.scenario.synthetic.draws import Draws, Whole, texts
from allocator.scenario.synthetic.organisation import QUOTA_TYPES, Cells, Units
from allocator.scenario.synthetic.pools import Pools
from allocator.scenario.tables import ANY


def make_ceilings(
    draws: Draws, units: Units, cells: Cells, requests: Requests, pools: Pools, capital: Capital
) -> pd.DataFrame:
    """The table ``ceilings``: one row for each region and type in use, and one for all.

    Titles leave a few posts free; people leave room for 0.6 to 1.3 of what is asked. Some
    rows set only one of the two.
    """
    titles = _by_scope(units, cells, cells.approved) + _owned(units, pools, capital)
    people = _by_scope(units, cells, cells.filled + cells.reserved)
    asked = np.bincount(requests.cell, requests.posts, cells.count).astype(np.int64)
    room = _by_scope(units, cells, asked)
    scope, quota_type = np.nonzero(titles)
    count = len(scope)
    titles = titles[scope, quota_type] + draws.whole(0, 10, count)
    margin = draws.rounded(room[scope, quota_type] * draws.between(0.6, 1.3, count)) + 1
    # Dealt out in turn, so that each kind of row occurs in every five.
    left_out = (np.arange(count) + draws.whole(0, 4, 1)) % 5
    return pd.DataFrame(
        {
            "region": texts([*units.regions, ANY])[scope],
            "quota_type": QUOTA_TYPES[quota_type],
            "titles": _unless(left_out == 1, titles),
            "people": _unless(left_out == 2, people[scope, quota_type] + margin),
        }
    )


def _unless(left_out: Any, numbers: Whole) -> Any:
    return pd.Series(numbers, dtype="Int64").mask(left_out)


def _by_scope(units: Units, cells: Cells, numbers: Whole) -> Whole:
    """Sums of a number of each cell by region, all regions last, and by quota type."""
    sums = np.zeros((len(units.regions) + 1, len(QUOTA_TYPES)), dtype=np.int64)
    np.add.at(sums, (units.region[cells.unit], cells.quota_type), numbers)
    sums[-1] = sums[:-1].sum(axis=0)
    return sums


def _owned(units: Units, pools: Pools, capital: Capital) -> Whole:
    """Capital by region and type; the last row counts every pool, those for all included."""
    places = {str(region): place for place, region in enumerate(units.regions)}
    sums = np.zeros((len(units.regions) + 1, len(QUOTA_TYPES)), dtype=np.int64)
    for pool, place in pools.items():
        sums[-1, pool.quota_type] += capital.capital[place]
        if pool.region != ANY:
            sums[places[pool.region], pool.quota_type] += capital.capital[place]
    return sums
