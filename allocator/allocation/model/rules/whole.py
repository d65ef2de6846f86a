"""Rules over all requests: people, purposes, departments.

Every function adds one constraint component (or a few that begin with the rule's id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from collections import defaultdict

from allocator.allocation.model.model import Model, Rows, Term


def people_ceiling(model: Model) -> None:
    """People in post, reserved and newly granted posts in scope stay within the ceiling."""
    rows: Rows = {}
    for ceiling in model.numbers.people_ceilings:
        counted = model.counted("people_ceiling", ceiling.requests)
        terms = [term for j in counted for term in model.granted_terms(j)]
        if terms or ceiling.room < 0:
            rows[ceiling.region, ceiling.department, ceiling.quota_type] = (
                None,
                terms,
                float(ceiling.room),
            )
    model.add_rows("people_ceiling", rows)


def purpose_share(model: Model) -> None:
    """Named purposes get at least their share of all posts newly lent."""
    share = model.numbers.purpose_share
    if share is None:
        return
    terms: list[Term] = []
    for j in model.counted("purpose_share"):
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
    for j in model.counted("department_share"):
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
