"""Rules of loans: how posts come back, and renewal.

Every function adds one constraint component (or a few that begin with the rule's id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from allocator.allocation.model.model import Model, Rows, Term
from allocator.allocation.prepare.numbers import Loan


def repayment(model: Model) -> None:
    """As vacated: every lent post comes back by some year's end within the term.

    New loans, per request and pool: ``Σ_h p[i,h] = Σ_t x[j,t,g]`` and, for every year,
    ``Σ_{h' ≥ h} p[i,h'] ≤ Σ_{t: due ≥ h} x[j,t,g]``. Old loans: ``Σ_h p[i,h] = posts``.
    At term, and overdue, all posts come back at the end of the due year.
    Source: S County, 随减随收.
    """
    form = model.formulation
    rows: Rows = {}
    for j, g in dict.fromkeys((j, g) for j, g, _ in model.returned):
        request = model.numbers.requests[j]
        years = model.return_years(j)
        terms = [t for t in form.terms(j) if (j, t, g) in model.lent]
        lent: list[Term] = [(-1.0, model.lent[j, t, g]) for t in terms]
        back: list[Term] = [(1.0, model.returned[j, g, h]) for h in years]
        rows[j, g, "all"] = (0.0, back + lent, 0.0)
        for place, year in enumerate(years[1:], start=1):
            longer: list[Term] = [
                (-1.0, model.lent[j, t, g]) for t in terms if request.due(t) >= year
            ]
            if len(longer) < len(lent):
                rows[j, g, year] = (None, back[place:] + longer, 0.0)
    for loan in model.numbers.loans.values():
        if loan.as_vacated:
            back = [(1.0, model.returned_old[key]) for key in old_return_years(model, loan)]
            rows["loan", loan.id, "all"] = (float(loan.posts), back, float(loan.posts))
    model.add_rows("repayment", rows)


def old_return_years(model: Model, loan: Loan) -> list[tuple[str, int]]:
    """Indices (loan, year) of what may come back of an old as-vacated loan."""
    return [(loan.id, year) for year in range(model.numbers.years[0], loan.due + 1)]


def renewal(model: Model) -> None:
    """Renewed posts are at most the posts out: ``r[l] ≤ posts``, for loans due in y0.

    Only loans that are renewable, whose tier may renew and whose whole term stays within
    ``max_total_term`` have a variable at all; the bound is on it.
    Source: S County, 续贷.
    """
    rows: Rows = {
        loan: (None, [(1.0, model.renewed[loan])], float(model.numbers.loans[loan].posts))
        for loan in model.renewed
    }
    model.add_rows("renewal", rows)
