"""Pools with their numbers: capital, reserve, transfers, crossing."""

from collections import defaultdict
from collections.abc import Mapping

from allocator.allocation.prepare.facts import Facts
from allocator.allocation.prepare.numbers import Cell, Deposit, Pool
from allocator.allocation.prepare.shares import share_down, share_up
from allocator.scenario.serving import ATTRIBUTES, cross_share


def pool_numbers(facts: Facts, deposits: Mapping[Cell, Deposit]) -> dict[str, Pool]:
    """Every pool by id, in sorted order."""
    reserve = facts.policy.reserve
    vacant, collected = _sources(facts, deposits)
    pools: dict[str, Pool] = {}
    for row in facts.pools:
        pool, capital, kept = row["pool_id"], row["capital"], row["reserve"]
        if kept is None:
            kept = share_up(reserve.share, capital) + share_up(reserve.vacancy_share, vacant[pool])
            kept = min(kept, capital + collected[pool])
        pools[pool] = Pool(pool, row["quota_type"], capital, kept)
    return pools


def _sources(
    facts: Facts, deposits: Mapping[Cell, Deposit]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Pool → vacancies of the cells it may collect from; → the most it may collect of them."""
    vacant: defaultdict[str, int] = defaultdict(int)
    collected: defaultdict[str, int] = defaultdict(int)
    for cell in facts.cells:
        deposit = deposits.get((cell.unit, cell.quota_type))
        if deposit is not None:
            vacant[deposit.pool] += cell.vacancy
            collected[deposit.pool] += deposit.most
    return vacant, collected


def transfer_numbers(facts: Facts) -> dict[tuple[str, str], int]:
    """Most posts that each allowed transfer may move.

    Between quota types, which total control counts apart, at most the giving pool's share for
    other types.
    """
    types = {row["pool_id"]: row["quota_type"] for row in facts.pools}
    across = crossing_numbers(facts)
    most: dict[tuple[str, str], int] = {}
    for row in facts.transfers:
        giving, taking, posts = row["from_pool"], row["to_pool"], row["posts"]
        same = types[giving] == types[taking]
        allowed = posts if same else min(posts, across[giving, "type"])
        if allowed > 0:
            most[giving, taking] = allowed
    return most


def crossing_numbers(facts: Facts) -> dict[tuple[str, str], int]:
    """⌊cross share × capital⌋ per pool and attribute."""
    shares = {name: cross_share(facts.policy, name) for name in ATTRIBUTES}
    return {
        (row["pool_id"], name): share_down(share, row["capital"])
        for row in facts.pools
        for name, share in shares.items()
    }
