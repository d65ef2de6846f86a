"""Waivers: prepared numbers in which one request is exempt from named rules."""

from collections.abc import Iterable
from dataclasses import replace

from allocator.allocation.prepare.numbers import Prepared, Request

WAIVABLE = (
    "one_term",
    "request_size",
    "efficiency_threshold",
    "response",
    "overdue",
    "staffing_standard",
    "borrowing_limit",
    "pool_balance",
    "crossing",
    "deposit",
    "people_ceiling",
    "purpose_share",
    "department_share",
)
"""Rules that can stop a request, in the order in which reasons are given.

Left out are rules that say what decisions mean (``own_vacancies_first``, ``repayment``) and
rules about something else than requests (``renewal``, ``transfer``).
"""

SHARED = frozenset(
    {
        "response",
        "overdue",
        "staffing_standard",
        "pool_balance",
        "people_ceiling",
        "purpose_share",
        "department_share",
    }
)
"""Rules whose rows hold posts of several requests: the model leaves the waived ones out."""

UNCOUNTED = SHARED | {"efficiency_threshold", "borrowing_limit"}
"""Rules that are waived by leaving the request's posts out of their rows."""

NO_POOL = "–"
"""The pool that a request is lent from where none could serve it and ``pool_balance`` is waived."""


def waive(numbers: Prepared, j: str, rules: Iterable[str]) -> Prepared:
    """The numbers with request ``j`` exempt from ``rules``.

    ``one_term``: any term in whole years that the request asks for, not only the policy's;
    ``request_size``: any number of posts is of use; ``pool_balance``: what it is lent is in no
    pool's balance; ``crossing``: pools outside its region, level or department may serve it,
    pools of other types only where the policy lets any cross; ``deposit``: its unit keeps its
    vacancies. The other rules do not count its posts.

    Raises
    ------
    KeyError
        There is no such request, or no rule of that name in :data:`WAIVABLE`.
    """
    rules = frozenset(rules)
    unknown = rules - set(WAIVABLE)
    if unknown:
        raise KeyError(*sorted(unknown))
    request = numbers.requests[j]
    waived = _with_pools(_own(request, rules, numbers), rules)
    changed = replace(waived, waived=request.waived | (rules & SHARED))
    numbers = replace(numbers, requests={**numbers.requests, j: changed})
    if "deposit" in rules:
        left = {cell: d for cell, d in numbers.deposits.items() if cell != request.cell}
        numbers = replace(numbers, deposits=left)
    return numbers


def _own(request: Request, rules: frozenset[str], numbers: Prepared) -> Request:
    """Rules of the request alone."""
    if "one_term" in rules:
        longest = min(request.max_term, numbers.years[-1] - request.start + 1)
        request = replace(request, terms=tuple(range(request.min_term, longest + 1)))
    if "request_size" in rules:
        request = replace(request, min_posts=1)
    if "efficiency_threshold" in rules:
        request = replace(request, efficiency_cap=None)
    if "borrowing_limit" in rules:
        request = replace(request, limited=False)
    return request


def _with_pools(request: Request, rules: frozenset[str]) -> Request:
    """Pools that serve it once crossing, or the pools' balance, is waived."""
    pools = dict(request.pools)
    if "crossing" in rules:
        pools = dict.fromkeys(sorted({*pools, *request.open_across}), ())
    if "pool_balance" in rules and not pools and not request.open_across:
        pools = {NO_POOL: ()}
    return replace(request, pools=pools)
