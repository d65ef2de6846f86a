"""The part of the bank that a contradiction can have to do with."""

from collections.abc import Iterable
from dataclasses import replace

from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.repair.limit import Limit


def neighbourhood(numbers: Prepared, limits: Iterable[Limit]) -> Prepared:
    """The numbers of what is linked to the limits, without requests.

    Pools are linked by transfers, and by loans to one unit that share its borrowing limit; a
    ceiling on people stands alone. What is not linked can neither cause nor mend anything here.
    """
    limits = tuple(limits)
    pools = _linked(numbers, _pools(numbers, limits))
    loans = {name: loan for name, loan in numbers.loans.items() if loan.pool in pools}
    cells = {loan.cell for loan in loans.values()}
    scopes = {
        (limit.region, limit.department, limit.quota_type)
        for limit in limits
        if limit.rule == "people_ceiling"
    }
    return replace(
        numbers,
        requests={},
        loans=loans,
        pools={g: pool for g, pool in numbers.pools.items() if g in pools},
        deposits={cell: entry for cell, entry in numbers.deposits.items() if entry.pool in pools},
        transfers={pair: most for pair, most in numbers.transfers.items() if pair[0] in pools},
        limits={cell: table for cell, table in numbers.limits.items() if cell in cells},
        people_ceilings=tuple(
            replace(ceiling, requests=())
            for ceiling in numbers.people_ceilings
            if (ceiling.region, ceiling.department, ceiling.quota_type) in scopes
        ),
        staffing_standards={},
    )


def _pools(numbers: Prepared, limits: Iterable[Limit]) -> set[str]:
    """Pools that the limits are about, or whose loans they are about."""
    limits = tuple(limits)
    named = {pool for limit in limits for pool in (limit.pool, limit.to_pool) if pool}
    cells = {(limit.unit, limit.quota_type) for limit in limits if limit.unit}
    return named | {loan.pool for loan in numbers.loans.values() if loan.cell in cells}


def _linked(numbers: Prepared, pools: set[str]) -> set[str]:
    """The pools and all that are linked to them, over however many links."""
    links = [set(pair) for pair in numbers.transfers]
    links += [{loan.pool for loan in loans} for loans in numbers.limited_loans.values()]
    reached = set(pools)
    grown = True
    while grown:
        new = [link for link in links if link & reached and not link <= reached]
        reached = reached.union(*new)
        grown = bool(new)
    return reached
