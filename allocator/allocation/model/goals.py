"""The goals, one function per goal, its name the goal's id."""

from collections import defaultdict

import pyomo.core as pyo

from allocator.allocation.model.model import Model, Row, Term
from allocator.allocation.model.rules.pools import balances
from allocator.allocation.prepare.numbers import GRID


def priority_value(model: Model) -> None:
    """Maximise the weighted value granted: ``Σ v[j,k] w[j,k] + Σ value[l] r[l]``.

    Values are whole multiples of 0.0001, so that an optimum is one exact number.
    """
    terms: list[Term] = [
        (step.value / GRID, model.step[key]) for key, step in model.steps().items() if step.value
    ]
    terms += [
        (model.numbers.loans[loan].renewal_value / GRID, model.renewed[loan])
        for loan in model.renewed
    ]
    model.add_goal("priority_value", "max", terms)


def post_years(model: Model) -> None:
    """Minimise posts out on new and renewed loans, summed over the plan years."""
    terms: list[Term] = []
    for j, t, g in model.formulation.lending:
        if not model.numbers.requests[j].as_vacated:
            terms.append((float(t), model.lent[j, t, g]))
    for j, g, back in model.returned:
        years = back - model.numbers.requests[j].start + 1
        terms.append((float(years), model.returned[j, g, back]))
    years = float(model.numbers.renewal_years)
    terms += [(years, model.renewed[loan]) for loan in model.renewed]
    model.add_goal("post_years", "min", terms)


def disruption(model: Model) -> None:
    """Minimise posts collected and transferred, and renewable loans recalled."""
    terms: list[Term] = [(1.0, model.collected[cell]) for cell in model.collected]
    terms += [(1.0, model.transferred[key]) for key in model.transferred]
    terms += [(-1.0, model.renewed[loan]) for loan in model.renewed]
    fixed = sum(d.least for d in model.numbers.deposits.values() if d.fixed)
    fixed += sum(loan.posts for loan in model.numbers.loans.values() if loan.renewable)
    model.add_goal("disruption", "min", terms, float(fixed))


def canonical(model: Model) -> None:
    """Minimise ``Σ position × posts``, so that ties fall the same way on every machine."""
    terms: list[Term] = [
        (float(model.numbers.requests[j].position(t, g)), model.lent[j, t, g])
        for j, t, g in model.formulation.lending
    ]
    model.add_goal("canonical", "min", terms)


def least_served(model: Model) -> None:
    """Maximise the smallest share granted of what was asked, over departments."""
    asked: defaultdict[str, int] = defaultdict(int)
    granted: defaultdict[str, list[Term]] = defaultdict(list)
    for j, request in model.numbers.requests.items():
        asked[request.department] += request.asked
        if j in model.formulation.steps:
            granted[request.department] += model.granted_terms(j)
    model.pyomo.served = pyo.Var(bounds=(0, 1))
    rows: dict[object, Row] = {
        department: (0.0, [*granted[department], (-float(total), model.pyomo.served)], None)
        for department, total in asked.items()
    }
    model.add_rows("least_served", rows)
    model.add_goal("least_served", "max", [(1.0, model.pyomo.served)])


def long_reserve(model: Model) -> None:
    """Maximise the smallest pool balance over the plan years."""
    model.pyomo.balance = pyo.Var(bounds=(0, None))
    rows: dict[object, Row] = {
        key: (None, [*terms, (1.0, model.pyomo.balance)], float(free))
        for key, (terms, free) in balances(model).items()
    }
    model.add_rows("long_reserve", rows)
    model.add_goal("long_reserve", "max", [(1.0, model.pyomo.balance)] if rows else [])


def old_returns(model: Model) -> None:
    """Last, whatever the policy's goals: posts of old as-vacated loans come back early.

    ``Σ (h − y0) p[l,h]`` is minimised, so that what the goals leave open is not left to
    chance.
    """
    base = model.numbers.years[0]
    terms: list[Term] = [
        (float(year - base), model.returned_old[loan, year]) for loan, year in model.returned_old
    ]
    if terms:
        model.add_goal("old_returns", "min", terms)


GOALS = {
    goal.__name__: goal
    for goal in (
        priority_value,
        post_years,
        disruption,
        canonical,
        least_served,
        long_reserve,
    )
}
