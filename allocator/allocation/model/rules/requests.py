"""Rules of a single request: term, size, own vacancies first, efficiency.

Every function adds one constraint component (or a few that begin with the rule's id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from allocator.allocation.model.model import Model, Rows, Term


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
