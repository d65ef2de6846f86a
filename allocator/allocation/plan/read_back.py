"""The files of a plan → its decisions: what :mod:`allocator.allocation.plan.tables` wrote."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.prepare.numbers import Prepared


def decisions_of(numbers: Prepared, frames: Mapping[str, pd.DataFrame]) -> Decisions:
    """The decisions that the files of a plan hold.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        The tables of the plan. Whether they know what they name and keep the rules is for
        :func:`allocator.allocation.audit.audit` to say.
    """
    lent = {
        (j, term, pool): posts
        for j, term, pool, posts in _rows(frames, "schedule", "request_id", "term", "pool_id")
    }
    own = dict(_rows(frames, "decisions", "request_id", count="own_vacancies"))
    returned: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    returned_old: defaultdict[tuple[str, int], int] = defaultdict(int)
    for loan, pool, year, posts in _rows(frames, "repayments", "loan", "pool_id", "year"):
        if loan in numbers.requests:
            if numbers.requests[loan].as_vacated:
                returned[loan, pool, year] += posts
        elif loan in numbers.loans and numbers.loans[loan].as_vacated:
            returned_old[loan, year] += posts
    deposits = _rows(frames, "deposits", "unit_id", "quota_type")
    transfers = _rows(frames, "transfers", "from_pool", "to_pool")
    return Decisions(
        lent=lent,
        own=own,
        collected={(unit, quota_type): posts for unit, quota_type, posts in deposits},
        renewed=dict(_rows(frames, "renewals", "loan_id")),
        transferred={(giving, taking): posts for giving, taking, posts in transfers},
        returned=dict(returned),
        returned_old=dict(returned_old),
    )


def _rows(
    frames: Mapping[str, pd.DataFrame], table: str, *columns: str, count: str = "posts"
) -> Iterator[Any]:
    """Rows of a table that count any posts: the columns asked for, then the posts."""
    frame = frames[table]
    chosen = frame.loc[frame[count] > 0, [*columns, count]]
    return zip(*(chosen[name].tolist() for name in (*columns, count)), strict=True)
