"""The rules of the model, one function per rule, its name the rule's id.

Every function adds one constraint component (or a few that begin with the id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from collections import defaultdict
from collections.abc import Iterable

from allocator.allocation.model.model import Model, Row, Term
from allocator.allocation.prepare.numbers import Loan, Request

Rows = dict[object, Row]


def one_term(model: Model) -> None:
    """At most one term per request; lent posts only under the chosen term.

    ``Σ_g x[j,t,g] ≤ most[j,t] × y[j,t]`` and ``Σ_t y[j,t] ≤ a[j]`` (1 where the request
    has no switch). A request with one term has its term's cap as a bound on its posts.
    Source: S County, loans have one agreed term of 1 to 5 years.
    """
    form = model.formulation
    choosing = set(form.choosing)
    capped: Rows = {}
    single: Rows = {}
    for j, t in form.term_most:
        lent: list[Term] = [(1.0, model.lent[j, t, g]) for g in form.pools(j, t)]
        most = form.term_most[j, t]
        if j in choosing:
            capped[j, t] = (None, [*lent, (-float(most), model.chosen[j, t])], 0.0)
        elif len(lent) > 1:
            capped[j, t] = (None, lent, float(most))
    for j in form.choosing:
        terms: list[Term] = [(1.0, model.chosen[j, t]) for t in form.terms(j)]
        if j in model.met:
            single[j] = (None, [*terms, (-1.0, model.met[j])], 0.0)
        elif len(terms) > 1:
            single[j] = (None, terms, 1.0)
    model.add_rows("one_term", single)
    model.add_rows("one_term_cap", capped)


def request_size(model: Model) -> None:
    """What is granted is nothing, or between the fewest of any use and what was asked.

    ``n[j] = Σ_k w[j,k]``; ``min_posts × a[j] ≤ n[j] ≤ posts × a[j]``; with tied steps also
    ``w[j,k] ≤ posts of the step × a[j]``.
    """
    form = model.formulation
    counted: Rows = {}
    sized: Rows = {}
    tied: Rows = {}
    for j, steps in form.steps.items():
        request = model.numbers.requests[j]
        places: list[Term] = [(-1.0, model.step[j, k]) for k in range(len(steps))]
        counted[j] = (0.0, model.granted_terms(j) + places, 0.0)
        if j not in model.met:
            continue
        met, most = model.met[j], float(form.granted_most[j])
        sized[j, "most"] = (None, [*model.granted_terms(j), (-most, met)], 0.0)
        least = float(request.min_posts)
        sized[j, "least"] = (0.0, [*model.granted_terms(j), (-least, met)], None)
        if form.tied_steps:
            for k, step in enumerate(steps):
                tied[j, k] = (None, [(1.0, model.step[j, k]), (-float(step.posts), met)], 0.0)
    model.add_rows("request_size_posts", counted)
    model.add_rows("request_size", sized)
    model.add_rows("request_size_steps", tied)


def own_vacancies_first(model: Model) -> None:
    """A unit uses its own vacancies, and borrows only where they are used up.

    ``Σ own ≤ V − c``; with ``b[u,q]`` saying that the cell borrows,
    ``Σ x ≤ most × b`` and ``Σ own + c ≥ V × b``.
    """
    rows: Rows = {}
    for cell, requests in model.requests_of.items():
        vacancy = model.numbers.vacancy[cell]
        collected, fixed = model.collected_terms(cell)
        own = [term for request in requests for term in model.own_terms(request.id)]
        if own:
            rows[(*cell, "most")] = (None, own + collected, float(vacancy - fixed))
        if cell in model.borrows:
            borrows = model.borrows[cell]
            lent = [term for request in requests for term in model.lent_terms(request.id)]
            most = float(sum(model.formulation.granted_most[request.id] for request in requests))
            rows[(*cell, "borrows")] = (None, [*lent, (-most, borrows)], 0.0)
            used: list[Term] = [*own, *collected, (-float(vacancy - fixed), borrows)]
            rows[(*cell, "used")] = (0.0, used, None)
    model.add_rows("own_vacancies_first", rows)


def efficiency_threshold(model: Model) -> None:
    """No more posts than pay: ``n[j] ≤ ⌊γ / (threshold × δ)⌋``.

    Source: the Sichuan study of vacant posts (Yu, Liu and Peng), ε ≥ 100 %.
    """
    rows: Rows = {}
    for j in model.formulation.steps:
        cap = model.numbers.requests[j].efficiency_cap
        if cap is not None and cap < _most_granted(model, j):
            rows[j] = (None, model.granted_terms(j), float(cap))
    model.add_rows("efficiency_threshold", rows)


def _most_granted(model: Model, j: str) -> int:
    """What bounds on the variables let a request have."""
    form = model.formulation
    own = form.own_most[j] if j in model.own else 0
    lent = [form.lending[j, t, g] for t in form.terms(j) for g in form.pools(j, t)]
    return min(own + sum(lent), form.granted_most[j] if j not in model.met else own + sum(lent))


def response(model: Model) -> None:
    """Lending by the unit's colour: suspended, nothing; capped, up to the cap.

    Suspended: ``Σ x = 0`` (and no renewals: such loans are not renewable). Capped:
    ``Σ x ≤ max(0, ⌊max_loans_share × approved⌋ − posts of old loans)``.
    Source: S County, three-colour response.
    """
    caps = {
        unit: cap
        for unit, cap in model.numbers.lending_caps.items()
        if unit not in model.numbers.blocked or unit in model.numbers.suspended
    }
    _cap_units(model, "response", caps)


def overdue(model: Model) -> None:
    """A unit with an overdue loan borrows nothing new, where the policy says so."""
    _cap_units(model, "overdue", dict.fromkeys(model.numbers.blocked, 0))


def _cap_units(model: Model, rule: str, caps: dict[str, int]) -> None:
    lent: defaultdict[str, list[Term]] = defaultdict(list)
    for j in model.formulation.steps:
        unit = model.numbers.requests[j].unit
        if unit in caps:
            lent[unit] += model.lent_terms(j)
    rows: Rows = {unit: (None, terms, float(caps[unit])) for unit, terms in lent.items() if terms}
    model.add_rows(rule, rows)


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
            back = [(1.0, model.returned_old[key]) for key in _old_years(model, loan)]
            rows["loan", loan.id, "all"] = (float(loan.posts), back, float(loan.posts))
    model.add_rows("repayment", rows)


def _old_years(model: Model, loan: Loan) -> list[tuple[str, int]]:
    return [(loan.id, year) for year in range(model.numbers.years[0], loan.due + 1)]


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
            years = [key for key in _old_years(model, loan) if key[1] <= last]
            terms += [(1.0, model.returned_old[key]) for key in years]
        elif loan.due <= last:
            fixed += loan.posts
            if loan.renewable and model.numbers.renewed_due() > last:
                terms.append((-1.0, model.renewed[loan.id]))
    return terms, fixed


def pool_balance(model: Model) -> None:
    """Every pool owns, in every plan year, what it has lent out.

    Capital + collected + transfers in − transfers out − reserve ≥ loans out. A loan is out
    from its start to its due year; posts vacated by the end of h are free from h + 1; an
    overdue loan is out in y0; renewed posts are out until the end of y0 + renewal years.
    """
    rows: Rows = {
        key: (None, terms, float(free))
        for key, (terms, free) in balances(model).items()
        if terms or free < 0
    }
    model.add_rows("pool_balance", rows)


Out = dict[tuple[str, int], list[Term]]
Fixed = dict[tuple[str, int], int]


def balances(model: Model) -> dict[tuple[str, int], tuple[list[Term], int]]:
    """Per pool and plan year: terms of what is out by decision, and what is free without."""
    out: Out = {}
    fixed: Fixed = {}
    for pool in model.numbers.pools.values():
        for year in model.numbers.years:
            out[pool.id, year] = []
            fixed[pool.id, year] = pool.capital - pool.reserve
    _count_new(model, out)
    _count_old(model, out, fixed)
    _count_supply(model, out, fixed)
    return {key: (terms, fixed[key]) for key, terms in out.items()}


def _count_new(model: Model, out: Out) -> None:
    for j, t, g in model.formulation.lending:
        request = model.numbers.requests[j]
        last = model.return_years(j)[-1] if request.as_vacated else request.due(t)
        for year in range(request.start, last + 1):
            out[g, year].append((1.0, model.lent[j, t, g]))
    for j, g, back in model.returned:
        for year in range(back + 1, model.return_years(j)[-1] + 1):
            out[g, year].append((-1.0, model.returned[j, g, back]))


def _count_old(model: Model, out: Out, fixed: Fixed) -> None:
    base, last_plan = model.numbers.years[0], model.numbers.years[-1]
    for loan in model.numbers.loans.values():
        for year in range(base, loan.due + 1):
            fixed[loan.pool, year] -= loan.posts
            if loan.as_vacated:
                out[loan.pool, year] += [
                    (-1.0, model.returned_old[loan.id, back]) for back in range(base, year)
                ]
        if loan.renewable:
            for year in range(base + 1, min(model.numbers.renewed_due(), last_plan) + 1):
                out[loan.pool, year].append((1.0, model.renewed[loan.id]))


def _count_supply(model: Model, out: Out, fixed: Fixed) -> None:
    for year in model.numbers.years:
        for cell, deposit in model.numbers.deposits.items():
            if deposit.fixed:
                fixed[deposit.pool, year] += deposit.least
            else:
                out[deposit.pool, year].append((-1.0, model.collected[cell]))
        for giving, taking in model.numbers.transfers:
            moved = model.transferred[giving, taking]
            out[giving, year].append((1.0, moved))
            out[taking, year].append((-1.0, moved))


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


def crossing(model: Model) -> None:
    """Posts lent across an attribute of a pool: at most ⌊cross share × capital⌋.

    Source: the national study (Cui Shaopeng), pooling across regions, departments, levels
    and types.
    """
    lent: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
    for j, t, g in model.formulation.lending:
        for attribute in model.numbers.requests[j].pools[g]:
            lent[g, attribute].append((1.0, model.lent[j, t, g]))
    rows: Rows = {
        key: (None, terms, float(model.numbers.crossing[key])) for key, terms in lent.items()
    }
    model.add_rows("crossing", rows)


def transfer(model: Model) -> None:
    """A transfer moves at most what the table transfers allows, for the whole plan."""
    rows: Rows = {
        key: (None, [(1.0, model.transferred[key])], float(most))
        for key, most in model.numbers.transfers.items()
    }
    model.add_rows("transfer", rows)


def deposit(model: Model) -> None:
    """``c[u,q]`` at most share × vacancies above the line; exempt sectors and types none.

    Source: S County, 收储.
    """
    rows: Rows = {
        cell: (None, [(1.0, model.collected[cell])], float(model.numbers.deposits[cell].most))
        for cell in model.collected
    }
    model.add_rows("deposit", rows)


def people_ceiling(model: Model) -> None:
    """People in post, reserved and newly granted posts in scope stay within the ceiling."""
    live = model.formulation.steps
    rows: Rows = {}
    for ceiling in model.numbers.people_ceilings:
        terms = [term for j in ceiling.requests if j in live for term in model.granted_terms(j)]
        if terms or ceiling.room < 0:
            rows[ceiling.region, ceiling.quota_type] = (None, terms, float(ceiling.room))
    model.add_rows("people_ceiling", rows)


def purpose_share(model: Model) -> None:
    """Named purposes get at least their share of all posts newly lent."""
    share = model.numbers.purpose_share
    if share is None:
        return
    terms: list[Term] = []
    for j in model.formulation.steps:
        favoured = model.numbers.requests[j].purpose in model.numbers.favoured_purposes
        # Whole coefficients: the share's numerator and denominator, not their quotient.
        weight = share.denominator - share.numerator if favoured else -share.numerator
        terms += model.lent_terms(j, float(weight)) if weight else []
    if terms:
        model.add_rows("purpose_share", {"all": (0.0, terms, None)})


def department_share(model: Model) -> None:
    """One department is lent at most its share of all that the pools can lend.

    ``Σ x ≤ share × Σ_g (capital + collected − reserve)``.
    """
    share = model.numbers.department_share
    if share is None:
        return
    lent: defaultdict[str, list[Term]] = defaultdict(list)
    for j in model.formulation.steps:
        lent[model.numbers.requests[j].department] += model.lent_terms(j)
    owned = sum(pool.capital - pool.reserve for pool in model.numbers.pools.values())
    owned += sum(d.least for d in model.numbers.deposits.values() if d.fixed)
    collected: list[Term] = [(-float(share), model.collected[cell]) for cell in model.collected]
    # Without decided deposits the bound is a number, and posts are whole.
    most = float(share * owned) if collected else float(int(share * owned))
    rows: Rows = {
        department: (None, terms + collected, most) for department, terms in lent.items() if terms
    }
    model.add_rows("department_share", rows)
