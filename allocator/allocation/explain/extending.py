"""Extending the plan in hand: one request gets more, everything else stays as it is.

Where that is possible nobody loses, and no search over all plans is needed to know it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.in_hand import InHand
from allocator.allocation.explain.resolving import granted_columns
from allocator.allocation.explain.unit_model import is_of, unit_form
from allocator.allocation.explain.waivers import UNCOUNTED, waive
from allocator.allocation.model.build import RULES, build
from allocator.allocation.plan.decisions import Decisions, read_decisions
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.extended_form import Extension, extended
from allocator.allocation.solver.highs import Highs
from allocator.allocation.solver.one_goal import best_answer
from allocator.allocation.solver.standard_form import (
    ColumnName,
    Floats,
    Objective,
    RowName,
    StandardForm,
    compile_model,
)
from allocator.allocation.strengthen import NONE

GOALS = ("priority_value", "post_years")
"""What the request's own posts are chosen by: their value, then the shortest term."""

BEYOND_A_UNIT = ("pool_balance", "crossing", "people_ceiling", "purpose_share", "department_share")
"""Rules whose rows hold requests of several units."""

TAKING = frozenset({"lent", "own", "returned"})
"""Variables by which a request takes part in rows that it shares."""

DECIDED = TAKING | {"collected", "renewed", "transferred", "returned_old"}
"""Variables that decisions hold; the others follow from them."""


@dataclass(frozen=True)
class Extending:
    """Extensions of one plan in hand."""

    forms: Forms
    _plain: dict[str, StandardForm] = field(default_factory=dict)

    @property
    def in_hand(self) -> InHand:
        """The plan in hand."""
        return self.forms.in_hand

    @cached_property
    def _taken(self) -> Mapping[RowName, Mapping[str, float]]:
        """What each request takes of each row, by the plan in hand."""
        numbers = self.in_hand.numbers
        granted = {j: numbers.requests[j] for j, n in self.in_hand.granted.items() if n}
        few = replace(numbers, requests=granted, goals=())
        form = compile_model(build(few, NONE, [RULES[rule] for rule in BEYOND_A_UNIT]))
        taken: defaultdict[RowName, defaultdict[str, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        for place, column in enumerate(form.columns):
            amount = _decided(self.in_hand.made, column)
            if column.variable not in TAKING or not amount:
                continue
            for entry in range(form.start[place], form.start[place + 1]):
                name = form.rows[form.index[entry]]
                taken[name][column.index[0]] += form.value[entry] * amount
        return taken

    def extend(self, numbers: Prepared, j: str, least: int, most: int) -> Decisions | None:
        """The plan in hand with ``least`` to ``most`` posts for request ``j``, as many as can be.

        Parameters
        ----------
        numbers : Prepared
            The numbers of the plan in hand, or changed for request ``j`` and its pools.

        Returns
        -------
        Decisions or None
            ``None`` where somebody or something else would have to change.
        """
        form = self.forms.of_unit(numbers, numbers.requests[j].unit)
        return self._extended(form, numbers, j, least, most)

    def exempt(self, j: str, rules: Iterable[str], least: int, most: int) -> Decisions | None:
        """The same with request ``j`` exempt from ``rules``.

        Where they only leave its posts uncounted, they are struck from rows stated once.
        """
        numbers, rules = self.in_hand.numbers, frozenset(rules)
        if not rules <= UNCOUNTED or not numbers.requests[j].pools:
            return self.extend(waive(numbers, j, rules), j, least, most)
        unit = numbers.requests[j].unit
        if unit not in self._plain:
            self._plain[unit] = unit_form(numbers, unit, NONE)
        return self._extended(_struck(self._plain[unit], j, rules), numbers, j, least, most)

    def _extended(
        self, form: StandardForm, numbers: Prepared, j: str, least: int, most: int
    ) -> Decisions | None:
        unit = numbers.requests[j].unit
        own = frozenset(k for k, request in numbers.requests.items() if request.unit == unit)
        form = self._as_planned(form, j, own)
        columns = granted_columns(form, j)
        if not columns:
            return None
        row = Extension(dict.fromkeys(columns, 1.0), float(least), float(most))
        x = _best(extended(form, [row]))
        if x is None:
            return None
        return _with(self.in_hand.made, read_decisions(numbers, form, x), j, numbers)

    def _as_planned(self, form: StandardForm, j: str, unit: frozenset[str]) -> StandardForm:
        """The form with what all others take off its rows, and all else as in the plan."""
        gone = np.array(
            [
                sum(a for k, a in self._taken.get(name, {}).items() if k not in unit)
                for name in form.rows
            ]
        )
        lower, upper = form.lower.copy(), form.upper.copy()
        for place, column in enumerate(form.columns):
            if column.variable in DECIDED and not _of(column, j):
                lower[place] = upper[place] = _decided(self.in_hand.made, column)
        return replace(
            form,
            row_lower=form.row_lower - gone,
            row_upper=form.row_upper - gone,
            lower=lower,
            upper=upper,
        )


def _struck(form: StandardForm, j: str, rules: frozenset[str]) -> StandardForm:
    """The form with request ``j`` in no row of ``rules``."""
    named = rules | {"long_reserve"} if "pool_balance" in rules else rules
    rows = np.array([name.rule in named for name in form.rows], dtype=np.bool_)
    columns = np.array([is_of(column, frozenset({j}), "") for column in form.columns])
    column = np.repeat(np.arange(len(form.lower)), np.diff(form.start))
    value = np.where(rows[form.index] & columns[column], 0.0, form.value)
    return replace(form, value=value)


def _of(column: ColumnName, j: str) -> bool:
    return column.variable in TAKING and column.index[0] == j


def _decided(made: Decisions, column: ColumnName) -> float:
    if column.variable not in DECIDED:
        return 0.0
    index = column.index if len(column.index) > 1 else column.index[0] if column.index else ()
    return float(getattr(made, column.variable).get(index, 0))


def _best(form: StandardForm) -> Floats | None:
    """The best of the few answers that are left, goal by goal."""
    highs = Highs(form, threads=1, presolve=True, heuristics=False)
    x: Floats | None = None
    for goal, objective in form.objectives.items():
        if goal not in GOALS:
            continue
        found = best_answer(form, highs, objective, 1e-5)
        if found is None:
            return x
        x = found
        highs.hold(objective, _value(objective, x), 1e-6)
    return x


def _value(objective: Objective, x: Floats) -> float:
    return float(objective.cost @ x) + objective.constant


def _with(made: Decisions, found: Decisions, j: str, numbers: Prepared) -> Decisions:
    """The decisions in hand with those of ``found`` about request ``j``."""
    lent = {key: n for key, n in made.lent.items() if key[0] != j}
    returned = {key: n for key, n in made.returned.items() if key[0] != j}
    own = {k: n for k, n in made.own.items() if k != j}
    return replace(
        made,
        lent=lent | {key: n for key, n in found.lent.items() if key[0] == j},
        returned=returned | {key: n for key, n in found.returned.items() if key[0] == j},
        own=own | {k: n for k, n in found.own.items() if k == j},
        collected={cell: n for cell, n in made.collected.items() if cell in numbers.deposits},
    )
