"""Decisions → the tables of a plan, in stable order."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from allocator.allocation.plan.decisions import Decisions, loans_out, owned, repayments
from allocator.allocation.plan.reason import NOTHING_MISSING
from allocator.allocation.plan.reasons import Reasons
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.allocation.prepare.numbers import Prepared

Rows = Iterable[tuple[Any, ...]]


def plan_tables(
    numbers: Prepared,
    made: Decisions,
    unit_names: Mapping[str, str],
    *,
    reasoned: bool = True,
    proven: bool = True,
) -> dict[str, pd.DataFrame]:
    """The tables of a plan by name.

    Parameters
    ----------
    reasoned
        With the reasons of those that are not met in full, in the language in use.
    proven
        As of :class:`~allocator.allocation.plan.reasons.Reasons`.
    """
    reasons = Reasons(numbers, made, proven=proven) if reasoned else None
    rows: dict[str, Rows] = {
        "schedule": _schedule(numbers, made, unit_names),
        "decisions": _decisions(numbers, made, reasons),
        "repayments": [
            (row.loan, row.unit, row.quota_type, row.pool, row.year, row.posts)
            for row in repayments(numbers, made)
        ],
        "renewals": [
            (loan, numbers.loans[loan].unit, posts, numbers.renewed_due())
            for loan, posts in sorted(made.renewed.items())
        ],
        "deposits": [
            (unit, quota_type, posts, numbers.deposits[unit, quota_type].pool)
            for (unit, quota_type), posts in sorted(made.collected.items())
        ],
        "transfers": [(*key, posts) for key, posts in sorted(made.transferred.items())],
        "pools": _pools(numbers, made),
    }
    return {
        name: pd.DataFrame(
            list(rows[name]), columns=[column.name for column in PLAN_TABLES[name].columns]
        )
        for name in PLAN_TABLES
    }


def _schedule(numbers: Prepared, made: Decisions, unit_names: Mapping[str, str]) -> Rows:
    for (j, term, pool), posts in sorted(made.lent.items()):
        request = numbers.requests[j]
        yield (
            j,
            request.unit,
            unit_names[request.unit],
            request.quota_type,
            request.purpose,
            pool,
            posts,
            request.start,
            term,
            request.due(term),
            "as_vacated" if request.as_vacated else "at_term",
        )


def _decisions(numbers: Prepared, made: Decisions, reasons: Reasons | None) -> Rows:
    lent, granted = made.lent_to(), made.granted()
    for j, request in numbers.requests.items():
        got = granted.get(j, 0)
        status = "full" if got >= request.asked else "part" if got else "none"
        reason = reasons.of(j) if reasons else NOTHING_MISSING
        yield (
            j,
            request.unit,
            request.asked,
            made.own.get(j, 0),
            lent.get(j, 0),
            got,
            status,
            reason.rule,
            reason.detail,
            *("",) * 4,
        )


def _pools(numbers: Prepared, made: Decisions) -> Rows:
    out, own = loans_out(numbers, made), owned(numbers, made)
    for pool in numbers.pools.values():
        collected = sum(
            posts
            for cell, posts in made.collected.items()
            if numbers.deposits[cell].pool == pool.id
        )
        transferred = own[pool.id] - (pool.capital - pool.reserve) - collected
        for year in numbers.years:
            away = out[pool.id, year]
            yield (
                pool.id,
                year,
                pool.capital,
                collected,
                transferred,
                pool.reserve,
                away,
                own[pool.id] - away,
            )
