"""Pools with their numbers: capital, reserve, transfers, crossing."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import ceil

import pandas as pd

from allocator.allocation.prepare.numbers import Cell, Deposit, Pool
from allocator.scenario.scenario import Scenario
from allocator.scenario.serving import ATTRIBUTES, cross_share


def pool_numbers(
    scenario: Scenario, stock: pd.DataFrame, deposits: Mapping[Cell, Deposit]
) -> dict[str, Pool]:
    """Every pool by id, in sorted order."""
    reserve = scenario.policy.reserve
    by_vacancies = _reserve_by_vacancies(Fraction(reserve.vacancy_share), stock, deposits)
    pools: dict[str, Pool] = {}
    for row in scenario.tables["pools"].to_dict("records"):
        pool, capital, given = str(row["pool_id"]), int(row["capital"]), row["reserve"]
        share = ceil(Fraction(reserve.share) * capital)
        collected = sum(entry.most for entry in deposits.values() if entry.pool == pool)
        kept = min(share + by_vacancies.get(pool, 0), capital + collected)
        kept = kept if pd.isna(given) else int(given)
        pools[pool] = Pool(pool, str(row["quota_type"]), capital, kept)
    return pools


def _reserve_by_vacancies(
    share: Fraction, stock: pd.DataFrame, deposits: Mapping[Cell, Deposit]
) -> dict[str, int]:
    """Pool → ⌈share × vacancies of the cells it may collect from⌉."""
    vacant: defaultdict[str, int] = defaultdict(int)
    cells = zip(stock["unit_id"], stock["quota_type"], strict=True)
    for cell, vacancy in zip(cells, stock["vacancy"].tolist(), strict=True):
        if cell in deposits:
            vacant[deposits[cell].pool] += vacancy
    return {pool: ceil(share * posts) for pool, posts in vacant.items()}


def transfer_numbers(scenario: Scenario) -> dict[tuple[str, str], int]:
    """Most posts that each allowed transfer may move.

    Between quota types, which total control counts apart, at most the giving pool's share for
    other types.
    """
    table, pools = scenario.tables["transfers"], scenario.tables["pools"].set_index("pool_id")
    across = crossing_numbers(scenario)
    most: dict[tuple[str, str], int] = {}
    for giving, taking, posts in zip(
        table["from_pool"], table["to_pool"], table["posts"].tolist(), strict=True
    ):
        same = pools.loc[giving, "quota_type"] == pools.loc[taking, "quota_type"]
        allowed = posts if same else min(posts, across[giving, "type"])
        if allowed > 0:
            most[giving, taking] = allowed
    return most


def crossing_numbers(scenario: Scenario) -> dict[tuple[str, str], int]:
    """⌊cross share × capital⌋ per pool and attribute."""
    shares = {name: Fraction(cross_share(scenario.policy, name)) for name in ATTRIBUTES}
    table = scenario.tables["pools"]
    return {
        (pool, name): int(share * int(capital))
        for pool, capital in zip(table["pool_id"], table["capital"], strict=True)
        for name, share in shares.items()
    }
