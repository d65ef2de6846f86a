"""The levers of a contradiction: what could be changed about its pools, loans and ceilings."""

from collections.abc import Callable, Iterator, Sequence

from allocator.allocation.prepare.numbers import Loan, PeopleCeiling, Prepared
from allocator.allocation.repair.causes import Cause
from allocator.allocation.repair.lever import Changes, Lever, Move
from allocator.allocation.repair.neighbourhood import neighbourhood
from allocator.allocation.repair.trial import Trials
from allocator.scenario.changes import CellChange

CAPITAL_SOUGHT = 20
"""Capital is sought up to so many times the posts that are missing: part of it goes to the
reserve where that is a share."""


UNITS_TRIED = 3
"""Units for each pool that are tried to keep less: those that keep most of what it could have."""


def levers(cause: Cause, trials: Trials) -> Iterator[Lever]:
    """Every lever that may help, in a fixed order.

    Out of the first plan year nothing has to be mended: later no more old posts are out and no
    fewer are owned. So no lever lets posts come back later or sooner, and the borrowing limit,
    which never binds where posts come back when the book says, has none.
    """
    numbers = neighbourhood(trials.numbers, cause.limits)
    pools = sorted({limit.pool for limit in cause.limits if limit.rule == "pool_balance"})
    for pool in pools:
        yield from _of_pool(cause, numbers, pool)
    yield from _transfers(trials, pools)
    yield from _keeping(trials, pools)
    for ceiling in numbers.people_ceilings:
        if ceiling.room < 0:
            yield _ceiling(ceiling)


def as_the_total_gives(cause: Cause, kind: str, near: Sequence[Lever]) -> list[Move]:
    """Levers moved by what the limits give in the smallest total; pools by ``kind``.

    Empty where some limit has no lever of its own, or not so far.
    """
    kind_of = {"pool_balance": kind, "transfer": "transfer", "people_ceiling": "ceiling"}
    moves: dict[tuple[str, tuple[str, ...]], int] = {}
    for limit in cause.limits:
        if not limit.posts or limit.rule not in kind_of:
            continue
        ceiling = (limit.region, limit.department, limit.quota_type)
        thing = ceiling if limit.rule == "people_ceiling" else (limit.pool, limit.to_pool)
        key = (kind_of[limit.rule], tuple(filter(None, thing)))
        moves[key] = max(limit.posts, moves.get(key, 0))
    by_key = {(lever.kind, lever.thing): lever for lever in near}
    if any(key not in by_key or by_key[key].most < posts for key, posts in moves.items()):
        return []
    # Where the reserve is a share of capital, it takes a part of what is added.
    times = CAPITAL_SOUGHT if kind == "capital" else 1
    return [
        (by_key[key], posts * (times if key[0] == "capital" else 1)) for key, posts in moves.items()
    ]


def _of_pool(cause: Cause, numbers: Prepared, pool: str) -> Iterator[Lever]:
    entry = numbers.pools[pool]
    yield Lever(
        "reserve",
        (pool,),
        "pool_balance",
        entry.reserve,
        _set("pools", (pool,), "reserve", entry.reserve, -1),
    )
    missing = sum(limit.posts for limit in cause.limits)
    yield Lever(
        "capital",
        (pool,),
        "pool_balance",
        CAPITAL_SOUGHT * max(1, missing),
        _set("pools", (pool,), "capital", entry.capital, 1),
    )
    out = [loan for loan in numbers.loans.values() if loan.pool == pool]
    out.sort(key=lambda loan: (-loan.due, -loan.posts, loan.id))
    yield Lever(
        "early_return",
        (pool,),
        "pool_balance",
        sum(loan.posts - 1 for loan in out),
        lambda posts: _fewer(out, posts),
    )


def _set(
    table: str, key: tuple[str, ...], column: str, now: int, sign: int
) -> Callable[[int], Changes]:
    return lambda amount: (CellChange(table, key, column, now + sign * amount),)


def _fewer(loans: Sequence[Loan], posts: int) -> Changes:
    """So many posts back at once, from the loans that are out longest; one post of each stays."""
    changes = []
    for loan in loans:
        back = min(posts, loan.posts - 1)
        if back:
            changes.append(CellChange("loans", (loan.id,), "posts", loan.posts - back))
        posts -= back
    return tuple(changes)


def _transfers(trials: Trials, pools: Sequence[str]) -> Iterator[Lever]:
    table, owned = trials.scenario.tables["transfers"], trials.numbers.pools
    for giving, taking, posts in zip(
        table["from_pool"], table["to_pool"], table["posts"].tolist(), strict=True
    ):
        if taking in pools:
            yield Lever(
                "transfer",
                (giving, taking),
                "transfer",
                max(0, owned[giving].capital - posts),
                _set("transfers", (giving, taking), "posts", posts, 1),
            )


def _keeping(trials: Trials, pools: Sequence[str]) -> Iterator[Lever]:
    """Units that keep vacancies which a pool could collect, by how much more that would be."""
    now, lines = trials.numbers.deposits, trials.kept()
    gain = {
        cell: entry.most - (now[cell].most if cell in now else 0)
        for cell, entry in trials.without_lines().items()
        if entry.pool in pools
    }
    cells = sorted((cell for cell in gain if gain[cell] > 0), key=lambda cell: (-gain[cell], cell))
    for cell in cells[: UNITS_TRIED * len(pools)]:
        yield Lever(
            "keep", cell, "pool_balance", lines[cell], _set("posts", cell, "keep", lines[cell], -1)
        )


def _ceiling(ceiling: PeopleCeiling) -> Lever:
    key = (ceiling.region, ceiling.department, ceiling.quota_type)
    return Lever(
        "ceiling",
        key,
        "people_ceiling",
        -ceiling.room,
        _set("ceilings", key, "people", ceiling.people, 1),
    )
