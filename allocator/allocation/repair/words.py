"""Limits in words: what a limit says, and by how much it must give."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.repair.limit import Limit
from allocator.scenario.tables import ANY
from allocator.text import _


def said(limit: Limit, numbers: Prepared) -> str:
    """What a limit says, with its numbers."""
    return _said(limit, numbers, _span(limit.year or 0, limit.last_year or 0))


def said_together(limits: Iterable[Limit], numbers: Prepared) -> list[tuple[str, str]]:
    """Rule and what it says; one line for the years in which it says the same."""
    alike: dict[tuple[tuple[str, ...], str], list[Limit]] = {}
    for limit in limits:
        alike.setdefault((limit.thing, _said(limit, numbers, "")), []).append(limit)
    lines = []
    for rows in alike.values():
        first = rows[0]
        years = listed_years([row.year for row in rows if row.year is not None])
        if first.rule == "pool_balance":
            lines.append((first.rule, _said(first, numbers, years)))
        else:
            lines += [(row.rule, said(row, numbers)) for row in rows]
    return lines


def _said(limit: Limit, numbers: Prepared, years: str) -> str:
    says = {
        "pool_balance": _pool,
        "transfer": _transfer,
        "borrowing_limit": _borrowing,
        "people_ceiling": _people,
    }[limit.rule]
    return says(limit, numbers, years)


def _pool(limit: Limit, numbers: Prepared, years: str) -> str:
    pool, year = numbers.pools[limit.pool], limit.year or 0
    loans = (loan for loan in numbers.loans.values() if loan.pool == pool.id and loan.due >= year)
    told = _("pool {pool}, {years}: owns {capital}, keeps back {reserve}, has {out} out").format(
        pool=pool.id,
        years=years,
        capital=pool.capital,
        reserve=pool.reserve,
        out=sum(loan.posts for loan in loans),
    )
    collected = [entry for entry in numbers.deposits.values() if entry.pool == pool.id]
    if collected:
        told = _("{pool}; collects at most {most}").format(
            pool=told, most=sum(entry.most for entry in collected)
        )
    taking = [taking for giving, taking in numbers.transfers if giving == pool.id]
    if taking and not limit.posts:
        told = _("{pool}; may give to {taking}").format(pool=told, taking=", ".join(taking))
    return told


def _transfer(limit: Limit, numbers: Prepared, years: str) -> str:
    del years  # a transfer holds for the whole plan
    return _("from pool {pool} to pool {to_pool} at most {most} post(s) may be transferred").format(
        pool=limit.pool, to_pool=limit.to_pool, most=numbers.transfers[limit.pool, limit.to_pool]
    )


def _borrowing(limit: Limit, numbers: Prepared, years: str) -> str:
    cell, first, last = (limit.unit, limit.quota_type), limit.year or 0, limit.last_year or 0
    most = max(numbers.limits[cell][first, last], numbers.due_by(cell, last))
    return _(
        "unit {unit} ({quota_type}), {years}: at most {most} borrowed post(s) may come back"
    ).format(unit=limit.unit, quota_type=limit.quota_type, years=years, most=most)


def _people(limit: Limit, numbers: Prepared, years: str) -> str:
    del years  # people are those of the base year
    scope = (limit.region, limit.department, limit.quota_type)
    (ceiling,) = (
        each
        for each in numbers.people_ceilings
        if (each.region, each.department, each.quota_type) == scope
    )
    return _("ceiling on people ({scope}): {most}; in post or approved: {people}").format(
        scope=_scope(limit), most=ceiling.people, people=ceiling.people - ceiling.room
    )


def must_give(limits: Iterable[Limit]) -> list[str]:
    """By how much rules must give: one line for the years in which one gives the same."""
    lines = []
    giving = [limit for limit in limits if limit.posts]
    for _thing, rows in groupby(giving, key=lambda limit: limit.thing):
        by_posts: dict[int, list[Limit]] = {}
        for row in rows:
            by_posts.setdefault(row.posts, []).append(row)
        lines += [_gives(each) for each in by_posts.values()]
    return lines


def _gives(rows: Sequence[Limit]) -> str:
    limit = rows[0]
    years = listed_years([row.year for row in rows if row.year is not None])
    message = {
        "pool_balance": _("pool {pool} lacks {posts} post(s) in {years}"),
        "transfer": _(
            "{posts} post(s) more than allowed must be transferred from pool {pool} to "
            "pool {to_pool}"
        ),
        "borrowing_limit": _(
            "unit {unit} ({quota_type}): {posts} post(s) more than its borrowing limit must come "
            "back, {windows}"
        ),
        "people_ceiling": _("the ceiling on people ({scope}) is exceeded by {posts}"),
    }[limit.rule]
    windows = (_span(row.year or 0, row.last_year or 0) for row in rows)
    return message.format(
        posts=limit.posts,
        unit=limit.unit,
        pool=limit.pool,
        to_pool=limit.to_pool,
        quota_type=limit.quota_type,
        scope=_scope(limit),
        years=years,
        windows=", ".join(windows),
    )


def listed_years(years: Sequence[int]) -> str:
    """Years in words; three or more in a row as a span."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts: list[str] = []
    for run in runs:
        parts += [_span(run[0], run[-1])] if len(run) > 2 else [str(year) for year in run]
    if len(parts) < 2:
        return "".join(parts)
    return _("{years} and {last}").format(years=_(", ").join(parts[:-1]), last=parts[-1])


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _scope(limit: Limit) -> str:
    parts = [part for part in (limit.region, limit.department) if part not in (ANY, "")]
    return ", ".join([*parts, limit.quota_type])
