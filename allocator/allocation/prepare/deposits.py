"""What the bank may or must collect, and the pool that takes it."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from allocator.allocation.prepare.numbers import Cell, Deposit
from allocator.allocation.prepare.units import Unit
from allocator.evaluation.freezes import response_to
from allocator.scenario.scenario import Scenario
from allocator.scenario.serving import covers
from allocator.scenario.tables import ANY


def deposit_numbers(
    scenario: Scenario, stock: pd.DataFrame, units: Mapping[str, Unit]
) -> dict[Cell, Deposit]:
    """What may or must be collected, per cell where it is not 0, in sorted order.

    Parameters
    ----------
    stock : DataFrame
        From :func:`allocator.stock.vacancies.vacancies`.
    """
    rules = scenario.policy.deposit
    pools = scenario.tables["pools"].to_dict("records")
    receiving: dict[Any, str | None] = {}
    deposits: dict[Cell, Deposit] = {}
    vacant = stock[(stock["vacancy"] > 0) & ~stock["quota_type"].isin(rules.exempt_types)]
    for row in vacant.to_dict("records"):
        unit, quota_type = units[row["unit_id"]], str(row["quota_type"])
        if unit.attributes["sector"] in rules.exempt_sectors:
            continue
        least, most = _collectable(scenario, row, unit)
        place = (*unit.place, quota_type)
        if most and place not in receiving:
            receiving[place] = _receiving_pool(pools, unit.attributes, quota_type)
        pool = receiving.get(place)
        if most and pool is not None:
            deposits[unit.id, quota_type] = Deposit(pool, least, most)
    return deposits


def _collectable(scenario: Scenario, row: Mapping[Any, Any], unit: Unit) -> tuple[int, int]:
    """Fewest and most posts collected: by the policy's mode, and by what the colour cuts."""
    rules = scenario.policy.deposit
    usable = row["usable"] if row["idle_years"] >= rules.idle_years else 0
    by_mode = 0 if rules.mode == "none" else int(Fraction(rules.share) * usable)
    share = response_to(scenario.policy, unit.colour).cut_share
    cut = int(Fraction(share) * row["vacancy"])
    forced = by_mode if rules.mode in ("all", "share") else 0
    return max(forced, cut), max(by_mode, cut)


def _receiving_pool(
    pools: list[dict[Hashable, Any]], unit: Mapping[str, Any], quota_type: str
) -> str | None:
    """The first pool, by id, of the quota type that covers the unit and has no purpose."""
    for pool in pools:
        if pool["quota_type"] == quota_type and pool["purpose"] == ANY and covers(pool, unit):
            return str(pool["pool_id"])
    return None
