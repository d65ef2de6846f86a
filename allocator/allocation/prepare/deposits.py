"""What the bank may or must collect, and the pool that takes it."""

from allocator.allocation.prepare.facts import CellStock, Facts
from allocator.allocation.prepare.numbers import Cell, Deposit
from allocator.allocation.prepare.serving import serving_of
from allocator.allocation.prepare.shares import share_down
from allocator.evaluation.freezes import response_to
from allocator.scenario.policy import Policy


def deposit_numbers(facts: Facts) -> dict[Cell, Deposit]:
    """What may or must be collected, per cell where it is not 0, in sorted order.

    The first pool takes it, by id, of the quota type that covers the unit and has no purpose.
    """
    rules, serving = facts.policy.deposit, serving_of(facts.policy, facts.pools)
    deposits: dict[Cell, Deposit] = {}
    for cell in facts.cells:
        if cell.vacancy <= 0 or cell.quota_type in rules.exempt_types:
            continue
        unit = facts.units[cell.unit]
        if unit.attributes["sector"] in rules.exempt_sectors:
            continue
        least, most = _collectable(facts.policy, cell, unit.colour)
        pool = serving.collecting(unit.place, cell.quota_type) if most else None
        if pool is not None:
            deposits[cell.unit, cell.quota_type] = Deposit(pool, least, most)
    return deposits


def _collectable(policy: Policy, cell: CellStock, colour: str) -> tuple[int, int]:
    """Fewest and most posts collected: by the policy's mode, and by what the colour cuts."""
    rules = policy.deposit
    usable = cell.usable if cell.idle_years >= rules.idle_years else 0
    by_mode = 0 if rules.mode == "none" else share_down(rules.share, usable)
    cut = share_down(response_to(policy, colour).cut_share, cell.vacancy)
    forced = by_mode if rules.mode in ("all", "share") else 0
    return max(forced, cut), max(by_mode, cut)
