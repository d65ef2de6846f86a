"""Rules of pools: balance, crossing, transfers, deposits.

Every function adds one constraint component (or a few that begin with the rule's id) to the
model. The formulas use the symbols of ``models/README.md``; all quantities are whole posts.
"""

from collections import defaultdict

from allocator.allocation.model.model import Model, Rows, Term


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
        if not request.counts_under("pool_balance"):
            continue
        last = model.return_years(j)[-1] if request.as_vacated else request.due(t)
        for year in range(request.start, last + 1):
            out[g, year].append((1.0, model.lent[j, t, g]))
    for j, g, back in model.returned:
        if not model.numbers.requests[j].counts_under("pool_balance"):
            continue
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

    At least what the unit's colour cuts of its vacancies. Source: S County, 收储 and 核减;
    Gansu, a share of what has long been idle.
    """
    rows: Rows = {}
    for cell in model.collected:
        limits = model.numbers.deposits[cell]
        least = float(limits.least) if limits.least else None
        rows[cell] = (least, [(1.0, model.collected[cell])], float(limits.most))
    model.add_rows("deposit", rows)
