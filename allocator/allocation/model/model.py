"""The Pyomo model being built: variables, and rows added rule by rule."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pyomo.core as pyo
from pyomo.core.expr.numeric_expr import LinearExpression

from allocator.allocation.prepare.numbers import Cell, Prepared, Request
from allocator.allocation.strengthen.formulation import Formulation

Term = tuple[float, Any]
"""Coefficient and variable."""

Row = tuple[float | None, list[Term], float | None]
"""Lower bound, terms, upper bound."""

Rows = dict[Any, Row]
"""The rows of one constraint component, by index."""


class Model:
    """Prepared numbers, formulation, and the Pyomo model that states them.

    Attributes
    ----------
    pyomo : ConcreteModel
        Variables by the names below and, once the rules have been added, one constraint
        component per rule, named by its id.
    lent : Var, index (j, t, g)
        x[j,t,g], posts lent, whole.
    chosen : Var, index (j, t)
        y[j,t], the term is chosen, 0/1.
    met : Var, index j
        a[j], the request is met at all, 0/1.
    own : Var, index j
        own[j], own vacancies used, whole.
    step : Var, index (j, k)
        w[j,k], posts granted of the k-th value step.
    borrows : Var, index (u, q)
        Whether anything is lent to the cell, 0/1.
    collected : Var, index (u, q)
        c[u,q], posts collected, whole.
    renewed : Var, index l
        r[l], posts renewed, whole.
    transferred : Var, index (g, g')
        f[g,g'], posts transferred, whole.
    returned : Var, index (j, g, h)
        p[i,h], posts of a new loan vacated by the end of year h, whole.
    returned_old : Var, index (l, h)
        p[i,h] of an old loan.
    """

    def __init__(self, numbers: Prepared, formulation: Formulation) -> None:
        self.numbers = numbers
        self.formulation = formulation
        self.pyomo = pyo.ConcreteModel()
        # A variable that is always 0 lets a row without decisions reach the solver, so that
        # data which break a rule by themselves are found as contradictions.
        self.pyomo.nothing = pyo.Var(bounds=(0, 0))
        self.requests_of: dict[Cell, list[Request]] = _by_cell(numbers, formulation)
        self._steps = {
            (j, k): step for j, steps in formulation.steps.items() for k, step in enumerate(steps)
        }
        self._add_variables()

    def _add_variables(self) -> None:
        form, numbers = self.formulation, self.numbers
        lent = form.lending
        vacated = [
            (j, g) for j, g in {(j, g): 0 for j, _, g in lent} if numbers.requests[j].as_vacated
        ]
        own = {j: most for j, most in form.own_most.items() if most and form.granted_most[j]}
        self.lent = self._whole("lent", lent)
        self.chosen = self._binary("chosen", ((j, t) for j in form.choosing for t in form.terms(j)))
        self.met = self._binary("met", form.switched)
        self.own = self._whole("own", own)
        self.step = self._variable(
            "step", {key: step.posts for key, step in self._steps.items()}, pyo.Reals
        )
        self.borrows = self._binary("borrows", form.own_first)
        self.collected = self._whole(
            "collected", {cell: d.most for cell, d in numbers.deposits.items() if not d.fixed}
        )
        self.renewed = self._whole(
            "renewed", {loan.id: loan.posts for loan in numbers.loans.values() if loan.renewable}
        )
        self.transferred = self._whole("transferred", numbers.transfers)
        self.returned = self._whole(
            "returned",
            {
                (j, g, year): max(lent.get((j, t, g), 0) for t in form.terms(j))
                for j, g in vacated
                for year in self.return_years(j)
            },
        )
        self.returned_old = self._whole(
            "returned_old",
            {
                (loan.id, year): loan.posts
                for loan in numbers.loans.values()
                if loan.as_vacated
                for year in range(numbers.years[0], loan.due + 1)
            },
        )

    def _variable(self, name: str, most: Mapping[Any, int], domain: Any) -> Any:
        variable = pyo.Var(
            list(most), domain=domain, bounds=lambda _, *index: (0, most[_plain(index)])
        )
        self.pyomo.add_component(name, variable)
        return variable

    def _whole(self, name: str, most: Mapping[Any, int]) -> Any:
        return self._variable(name, most, pyo.Integers)

    def _binary(self, name: str, index: Iterable[Hashable]) -> Any:
        return self._variable(name, dict.fromkeys(index, 1), pyo.Integers)

    def return_years(self, j: str) -> range:
        """Years at whose end posts of an as-vacated request may come back."""
        request = self.numbers.requests[j]
        return range(request.start, request.due(max(self.formulation.terms(j))) + 1)

    def counted(self, rule: str, requests: Iterable[str] | None = None) -> list[str]:
        """Requests that can be granted anything and whose posts count under a shared rule."""
        live = self.formulation.steps
        within = live if requests is None else (j for j in requests if j in live)
        return [j for j in within if self.numbers.requests[j].counts_under(rule)]

    def steps(self) -> Mapping[tuple[str, int], Any]:
        """Value steps by (request, place)."""
        return self._steps

    def add_rows(self, rule: str, rows: Mapping[Any, Row]) -> None:
        """Add a constraint component named by the rule's id, one row per index."""
        nothing = (1.0, self.pyomo.nothing)

        def body(_: Any, *index: Any) -> Any:
            lower, terms, upper = rows[_plain(index)]
            return (lower, linear(terms or [nothing]), upper)

        self.pyomo.add_component(rule, pyo.Constraint(list(rows), rule=body))

    def add_goal(self, goal: str, sense: str, terms: list[Term], constant: float = 0.0) -> None:
        """Add a goal's objective (``max`` or ``min``)."""
        expression = linear(terms or [(1.0, self.pyomo.nothing)], constant)
        direction = pyo.maximize if sense == "max" else pyo.minimize
        self.pyomo.add_component(f"goal_{goal}", pyo.Objective(expr=expression, sense=direction))

    def lent_terms(self, j: str, sign: float = 1.0) -> list[Term]:
        """All posts lent to a request, Σ x[j,·,·]."""
        form = self.formulation
        return [(sign, self.lent[j, t, g]) for t in form.terms(j) for g in form.pools(j, t)]

    def own_terms(self, j: str, sign: float = 1.0) -> list[Term]:
        """Own vacancies used by a request."""
        return [(sign, self.own[j])] if j in self.own else []

    def granted_terms(self, j: str, sign: float = 1.0) -> list[Term]:
        """Posts granted, n[j] = own[j] + Σ x[j,·,·]."""
        return self.own_terms(j, sign) + self.lent_terms(j, sign)

    def collected_terms(self, cell: Cell, sign: float = 1.0) -> tuple[list[Term], int]:
        """Posts collected from a cell: variable part and fixed part (without the sign)."""
        if cell in self.collected:
            return [(sign, self.collected[cell])], 0
        deposit = self.numbers.deposits.get(cell)
        return [], deposit.least if deposit else 0


def _by_cell(numbers: Prepared, formulation: Formulation) -> dict[Cell, list[Request]]:
    """Requests that can be granted anything, by cell."""
    cells: defaultdict[Cell, list[Request]] = defaultdict(list)
    for j in formulation.steps:
        request = numbers.requests[j]
        cells[request.cell].append(request)
    return dict(cells)


def _plain(index: tuple[Any, ...]) -> Any:
    """Pyomo hands a one-part index over as a tuple of one."""
    return index[0] if len(index) == 1 else index


def linear(terms: list[Term], constant: float = 0.0) -> Any:
    """Σ coefficient × variable + constant, as Pyomo's linear expression."""
    return LinearExpression(
        constant=constant,
        linear_coefs=[coefficient for coefficient, _ in terms],
        linear_vars=[variable for _, variable in terms],
    )
