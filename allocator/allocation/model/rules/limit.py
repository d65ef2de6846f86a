"""The borrowing limit: no more posts come back than people leave.

Every function adds one constraint component (or a few that begin with the rule's id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from collections.abc import Iterable

from allocator.allocation.model.model import Model, Rows, Term
from allocator.allocation.model.rules.loans import old_return_years
from allocator.allocation.prepare.numbers import Loan, Request


def borrowing_limit(model: Model) -> None:
    """No more posts come back within any pair of years than people leave within it.

    For each cell and window a ≤ b: posts of limited loans that start in a or later and come
    back by the end of b (for a = y0 old and renewed loans too) are at most ``L[u,q,a,b]``,
    or what old loans due by then already exceed it by. This is Hall's condition for a
    leaver of its own within its term for every lent post.
    Source: S County, loans at most the natural attrition within the term.
    """
    rows: Rows = {}
    old = model.numbers.limited_loans
    for cell, windows in model.formulation.windows.items():
        requests = [r for r in model.requests_of.get(cell, ()) if r.limited]
        for window in windows:
            terms, fixed = _new_back(model, requests, window.first, window.last), 0
            if window.first == model.numbers.years[0]:
                more, fixed = _old_back(model, old.get(cell, ()), window.last)
                terms += more
            if terms or fixed > window.most:
                rows[(*cell, window.first, window.last)] = (
                    None,
                    terms,
                    float(window.most - fixed),
                )
    model.add_rows("borrowing_limit", rows)


def _new_back(model: Model, requests: Iterable[Request], first: int, last: int) -> list[Term]:
    """New posts that start in ``first`` or later and come back by the end of ``last``."""
    terms: list[Term] = []
    for request in requests:
        if first <= request.start <= last:
            terms += _back_by(model, request, last)
    return terms


def _back_by(model: Model, request: Request, last: int) -> list[Term]:
    j, form = request.id, model.formulation
    if not form.terms(j):
        return []
    if request.as_vacated:
        pools = dict.fromkeys(g for t in form.terms(j) for g in form.pools(j, t))
        years = [year for year in model.return_years(j) if year <= last]
        return [(1.0, model.returned[j, g, year]) for g in pools for year in years]
    return [
        (1.0, model.lent[j, t, g])
        for t in form.terms(j)
        if request.due(t) <= last
        for g in form.pools(j, t)
    ]


def _old_back(model: Model, loans: Iterable[Loan], last: int) -> tuple[list[Term], int]:
    """Old posts back by the end of ``last``: decided part and fixed part."""
    terms: list[Term] = []
    fixed = 0
    for loan in loans:
        if loan.as_vacated:
            years = [key for key in old_return_years(model, loan) if key[1] <= last]
            terms += [(1.0, model.returned_old[key]) for key in years]
        elif loan.due <= last:
            fixed += loan.posts
            if loan.renewable and model.numbers.renewed_due() > last:
                terms.append((-1.0, model.renewed[loan.id]))
    return terms, fixed
