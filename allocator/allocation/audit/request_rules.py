"""Rules on single requests: term, size, efficiency, own vacancies."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from allocator.allocation.audit.case import Case
from allocator.allocation.audit.findings import Check
from allocator.allocation.audit.records import Cell
from allocator.allocation.audit.worth import efficiency_cap
from allocator.text import _


def one_term(case: Case) -> Iterator[Check]:
    """At most one term per request, and one that policy and request allow."""
    terms: dict[str, set[int]] = defaultdict(set)
    for row in case.plan.schedule:
        if row.request_id in case.requests:
            terms[row.request_id].add(row.term)
    for name, chosen in terms.items():
        yield Check(
            len(chosen) == 1,
            name,
            ", ".join(map(str, sorted(chosen))),
            1,
            _("{where}: lent for terms of {found} years; expected one term for all its posts"),
        )
        request = case.requests[name]
        allowed = [
            term
            for term in sorted(case.policy.lending.terms)
            if request.min_term <= term <= request.max_term
        ]
        for term in sorted(chosen):
            yield Check(
                term in allowed,
                name,
                term,
                ", ".join(map(str, allowed)),
                _("{where}: lent for {found} years; policy and request allow: {allowed}"),
            )


def request_size(case: Case) -> Iterator[Check]:
    """``n = 0`` or ``min_posts ≤ n ≤ posts``."""
    granted = case.granted()
    for name, request in case.requests.items():
        posts = granted[name]
        yield Check(
            posts == 0 or request.min_posts <= posts <= request.posts,
            name,
            posts,
            f"0, {request.min_posts}–{request.posts}",
            _("{where}: {found} posts granted; the request can use: {allowed}"),
        )


def own_vacancies_first(case: Case) -> Iterator[Check]:
    """``Σ own ≤ V − c`` per unit and type, and ``= V − c`` where anything is newly lent."""
    used: Counter[Cell] = Counter()
    for name, request in case.requests.items():
        used[request.unit_id, request.quota_type] += case.own.get(name, 0)
    borrowing = {loan.cell for loan in case.new if loan.posts}
    for cell, posts in used.items():
        left = case.vacancy(cell) - case.collected.get(cell, 0)
        yield Check(
            posts <= left,
            ", ".join(cell),
            posts,
            left,
            _("{where}: requests use {found} of the unit's own vacancies; there are {allowed}"),
        )
        if cell in borrowing:
            yield Check(
                posts >= left,
                ", ".join(cell),
                posts,
                left,
                _(
                    "{where}: borrows while its requests use {found} of its {allowed} own "
                    "vacancies; these come first"
                ),
            )


def efficiency_threshold(case: Case) -> Iterator[Check]:
    """``n[j]`` at most ``⌊γ / (threshold × δ)⌋``, where the request is not exempt."""
    granted = case.granted()
    for name, request in case.requests.items():
        approved = case.approved.get(request.unit_id, 0)
        cap = efficiency_cap(case.policy, request, case.items.get(name, ()), approved)
        if cap is not None:
            yield Check(
                granted[name] <= cap,
                name,
                granted[name],
                cap,
                _("{where}: {found} posts granted; its efficiency rate supports {allowed}"),
            )
