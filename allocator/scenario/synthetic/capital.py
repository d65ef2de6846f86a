"""What pools own: enough for the loans out and the reserve, not enough for all that is asked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.book import Book
from allocator.scenario.synthetic.demand import Requests
from allocator.scenario.synthetic.draws import Draws, Flags, Texts, Uniform, Whole
from allocator.scenario.synthetic.organisation import DEPARTMENTS, QUOTA_TYPES, Cells, Units
from allocator.scenario.synthetic.pools import Pool, Pools
from allocator.scenario.tables import ANY

# How the posts for new loans are divided between the pools that serve a region.
_GENERAL, _FOR_ALL, _SPECIAL = 0.7, 0.2, 0.1


@dataclass(frozen=True)
class Capital:
    """Arrays of shape (pools,); ``reserve`` is −1 where the policy's share holds."""

    capital: Whole
    reserve: Whole
    free: Whole

    def frame(self, pools: Pools, ids: Texts) -> pd.DataFrame:
        """The table ``pools``."""
        scope = pd.DataFrame(list(pools), columns=list(Pool._fields))
        numbers = {
            "capital": self.capital,
            "reserve": pd.Series(self.reserve, dtype="Int64").mask(self.reserve < 0),
        }
        scope["quota_type"] = QUOTA_TYPES[scope["quota_type"]]
        return pd.DataFrame({"pool_id": ids} | dict(scope.items()) | numbers)


def make_capital(
    draws: Draws, pools: Pools, book: Book, new: Uniform, reserve_share: Any, for_vacancies: Whole
) -> Capital:
    """Capital for the loans out, the reserve, and about ``new`` posts of new loans.

    A pool that lends already has at least one post more than loans and reserve take.

    Parameters
    ----------
    for_vacancies : array of shape (pools,)
        Posts that the policy has kept back for vacancies, beside its share of capital.
    """
    out = np.bincount(book.pool, book.posts, len(pools)).astype(np.int64)
    spare = np.maximum(draws.rounded(new), out > 0)
    if not spare.any():
        spare[int(np.argmax(new))] = 1
    need = out + spare
    own = draws.happens(0.2, len(pools))
    reserve = np.where(own, draws.whole(0, 2, len(pools)), -1)
    percent = int(reserve_share * 100)
    by_share = -(-100 * (need + for_vacancies) // (100 - percent))
    capital = np.where(own, need + reserve, by_share)
    kept = np.where(own, reserve, -(-percent * capital // 100) + for_vacancies)
    return Capital(capital, reserve, capital - kept)


def kept_for_vacancies(
    units: Units, cells: Cells, pools: Pools, share: Any, deposit: Mapping[str, Any]
) -> Whole:
    """Posts, at most, that each pool keeps back for the vacancies it may collect from.

    As if a cut by colour could reach every unit that is not exempt.
    """
    vacant = np.where(_exempt(units, cells, deposit), 0, cells.vacancy())
    sums = np.zeros(len(pools), dtype=np.int64)
    regions = units.regions[units.region[cells.unit]]
    for region, quota_type, posts in zip(regions, cells.quota_type.tolist(), vacant, strict=True):
        general = pools.get(Pool(quota_type, region))
        sums[pools[Pool(quota_type)] if general is None else general] += posts
    percent = int(share * 100)
    return -(-percent * sums // 100)


def lacking_posts(
    units: Units,
    cells: Cells,
    requests: Requests,
    lendable: Whole,
    deposit: Mapping[str, Any],
) -> Uniform:
    """Posts by region and type that units ask for, do not have and could pay back.

    Parameters
    ----------
    lendable : array of shape (cells,)
        About so many posts are within the borrowing limit.
    deposit : mapping
        The policy's section; what the bank is sure to collect is taken off.
    """
    asked = np.bincount(requests.cell, requests.posts, cells.count).astype(np.int64)
    collected = _collected(units, cells, deposit)
    if deposit["mode"] == "as_needed":
        collected = np.where(asked > 0, 0, collected)
    lacking = np.clip(asked - (cells.vacancy() - collected), 0, lendable)
    shape = (len(units.regions), len(QUOTA_TYPES))
    group = units.region[cells.unit] * len(QUOTA_TYPES) + cells.quota_type
    totals = [np.bincount(group, posts, shape[0] * shape[1]) for posts in (lacking, collected)]
    missing: Uniform = np.maximum(totals[0] - totals[1], 0).reshape(shape)
    return missing


def _collected(units: Units, cells: Cells, deposit: Mapping[str, Any]) -> Whole:
    """Posts that the bank may collect from each cell."""
    if deposit["mode"] == "none":
        return np.zeros(cells.count, dtype=np.int64)
    line = np.ceil(cells.approved * float(deposit["keep_share"])).astype(np.int64)
    usable = np.maximum(0, cells.vacancy() - np.where(cells.keep < 0, line, cells.keep))
    spared = _exempt(units, cells, deposit) | (np.maximum(cells.idle, 0) < deposit["idle_years"])
    share = float(deposit["share"])
    return np.where(spared, 0, np.floor(usable * share)).astype(np.int64)


def _exempt(units: Units, cells: Cells, deposit: Mapping[str, Any]) -> Flags:
    """Whether the policy spares the cell's sector or quota type."""
    sectors = np.array([department.sector for department in DEPARTMENTS])[units.kind]
    exempt: Flags = np.isin(sectors, deposit["exempt_sectors"])[cells.unit]
    return exempt | np.isin(QUOTA_TYPES.astype(str), deposit["exempt_types"])[cells.quota_type]


def divided(units: Units, pools: Pools, demand: Uniform) -> Uniform:
    """Demand by region and type, shape (regions, types), divided between the pools."""
    places = {str(region): place for place, region in enumerate(units.regions)}
    divided = np.zeros(len(pools))
    for pool, place in pools.items():
        if pool.region == ANY:
            divided[place] = math.fsum(demand[:, pool.quota_type]) * _FOR_ALL
        else:
            share = _GENERAL if pool.is_general else _SPECIAL
            divided[place] = demand[places[pool.region], pool.quota_type] * share
    return divided
