"""Pools with their numbers: capital, reserve, deposits, transfers, crossing."""

from collections.abc import Hashable
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd

from allocator.allocation.prepare.numbers import Cell, Deposit, Pool
from allocator.scenario.scenario import Scenario
from allocator.scenario.serving import ATTRIBUTES, covers, cross_share
from allocator.scenario.tables import ANY


def pool_numbers(scenario: Scenario) -> dict[str, Pool]:
    """Every pool by id, in sorted order."""
    share = Fraction(scenario.policy.reserve.share)
    table = scenario.tables["pools"]
    pools: dict[str, Pool] = {}
    for row in table.to_dict("records"):
        capital, reserve = int(row["capital"]), row["reserve"]
        kept = ceil(share * capital) if pd.isna(reserve) else int(reserve)
        pools[str(row["pool_id"])] = Pool(
            str(row["pool_id"]), str(row["quota_type"]), capital, kept
        )
    return pools


def deposit_numbers(scenario: Scenario, stock: pd.DataFrame) -> dict[Cell, Deposit]:
    """What may or must be collected, per cell where it is not 0, in sorted order."""
    rules = scenario.policy.deposit
    if rules.mode == "none":
        return {}
    rows: dict[Any, Any] = scenario.tables["units"].set_index("unit_id").to_dict("index")
    pools = scenario.tables["pools"].to_dict("records")
    receiving: dict[Any, str | None] = {}
    deposits: dict[Cell, Deposit] = {}
    above = stock[(stock["usable"] > 0) & ~stock["quota_type"].isin(rules.exempt_types)]
    for unit, quota_type, usable in zip(
        above["unit_id"], above["quota_type"], above["usable"], strict=True
    ):
        row = rows[unit]
        if row["sector"] in rules.exempt_sectors:
            continue
        place = (row["region"], row["level"], row["department"], quota_type)
        if place not in receiving:
            receiving[place] = _receiving_pool(pools, row, quota_type)
        pool = receiving[place]
        most = int(Fraction(rules.share) * int(usable))
        if pool is not None and most:
            deposits[(unit, quota_type)] = Deposit(pool, most if rules.mode == "all" else 0, most)
    return deposits


def _receiving_pool(
    pools: list[dict[Hashable, Any]], unit: dict[str, Any], quota_type: str
) -> str | None:
    """The first pool, by id, of the quota type that covers the unit and has no purpose."""
    for pool in pools:
        if pool["quota_type"] == quota_type and pool["purpose"] == ANY and covers(pool, unit):
            return str(pool["pool_id"])
    return None


def transfer_numbers(scenario: Scenario) -> dict[tuple[str, str], int]:
    """Most posts that each allowed transfer may move."""
    table = scenario.tables["transfers"]
    return {
        (giving, taking): int(posts)
        for giving, taking, posts in zip(
            table["from_pool"], table["to_pool"], table["posts"], strict=True
        )
        if posts > 0
    }


def crossing_numbers(scenario: Scenario) -> dict[tuple[str, str], int]:
    """⌊cross share × capital⌋ per pool and attribute."""
    shares = {name: Fraction(cross_share(scenario.policy, name)) for name in ATTRIBUTES}
    table = scenario.tables["pools"]
    return {
        (pool, name): int(share * int(capital))
        for pool, capital in zip(table["pool_id"], table["capital"], strict=True)
        for name, share in shares.items()
    }
