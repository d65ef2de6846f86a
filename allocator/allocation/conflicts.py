"""Which rules contradict each other: the smallest total of posts by which they must give.

Every rule that limits gets slack; the least total is found on the plain model. Mends,
irreducible sets and weights build on this.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from allocator.allocation.model.build import build
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.highs import Highs, SolverFailure
from allocator.allocation.solver.standard_form import (
    Objective,
    RowName,
    StandardForm,
    compile_model,
)
from allocator.allocation.strengthen import NONE
from allocator.text import _

RIGID = frozenset(
    {
        "one_term",
        "one_term_cap",
        "request_size",
        "request_size_posts",
        "request_size_steps",
        "own_vacancies_first",
        "repayment",
    }
)
"""Rows that say what decisions mean rather than what is allowed."""


@dataclass(frozen=True)
class Conflict:
    """One row of a rule that cannot hold, and the posts by which it must give."""

    rule: str
    index: tuple[Any, ...]
    amount: float

    def __str__(self) -> str:
        return _("{rule} ({where}): must give by {amount:g} posts").format(
            rule=self.rule, where=", ".join(map(str, self.index)), amount=self.amount
        )


class Contradiction(Exception):
    """The rules contradict each other: no plan keeps them all."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts = conflicts
        super().__init__("\n".join(str(conflict) for conflict in conflicts))


def find_conflicts(numbers: Prepared) -> tuple[Conflict, ...]:
    """Rows that must give, with the least total of posts, in the order of the rules."""
    # Without the policy's goals, whose rows say what a goal means and forbid nothing.
    form = compile_model(build(replace(numbers, goals=("priority_value",)), NONE))
    elastic, slack_rows = _with_slack(form)
    highs = Highs(elastic)
    highs.aim(elastic.objectives["slack"])
    run = highs.run(seconds=float("inf"), relative_gap=0.0, absolute_gap=1e-6)
    if run.x is None:
        raise SolverFailure(_("no set of contradicting rules could be found"))
    amounts = run.x[len(form.lower) :]
    return tuple(
        Conflict(row.rule, row.index, round(float(amount), 6))
        for row, amount in zip(slack_rows, amounts, strict=True)
        if amount > 1e-6
    )


def _with_slack(form: StandardForm) -> tuple[StandardForm, list[RowName]]:
    """The model with a slack column on every row that may give."""
    soft = [place for place, row in enumerate(form.rows) if row.rule not in RIGID]
    upper = np.isfinite(form.row_upper[soft])
    columns = len(form.lower)
    cost = np.concatenate([np.zeros(columns), np.ones(len(soft))])
    slack = len(soft)
    elastic = StandardForm(
        start=np.concatenate(
            [form.start, form.start[-1] + np.arange(1, slack + 1, dtype=np.int32)]
        ).astype(np.int32),
        index=np.concatenate([form.index, np.array(soft, dtype=np.int32)]),
        value=np.concatenate([form.value, np.where(upper, -1.0, 1.0)]),
        row_lower=form.row_lower,
        row_upper=form.row_upper,
        lower=np.concatenate([form.lower, np.zeros(slack)]),
        upper=np.concatenate([form.upper, np.full(slack, np.inf)]),
        whole=np.concatenate([form.whole, np.zeros(slack, dtype=np.bool_)]),
        objectives={"slack": Objective(cost, 0.0, maximise=False)},
        rows=form.rows,
        columns=form.columns,
    )
    return elastic, [form.rows[place] for place in soft]
