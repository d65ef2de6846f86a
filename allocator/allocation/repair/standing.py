"""The rules on what stands already: old loans, pools, people in post.

Granting nothing new breaks no rule: every rule on what is newly lent or used is an upper bound on
it, or a share of it. So the rules have a plan exactly where they have one without any request,
and a contradiction is looked for there, in a model that is far smaller than the whole.
``department_share`` alone also bounds from below, where the pools together own less than nothing
beyond their reserves; some ``pool_balance`` is broken then.
"""

from dataclasses import dataclass, replace

import numpy as np

from allocator.allocation.model.build import build
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import RowName, StandardForm, compile_model
from allocator.allocation.strengthen import NONE
from allocator.scenario.policy.repair import YIELDING_RULES


@dataclass(frozen=True)
class Standing:
    """The rules on what stands, as arrays.

    Attributes
    ----------
    form : StandardForm
        Every row is kept as it is; a transfer is limited by its row alone.
    may_give : tuple of int
        Places of the rows of :data:`YIELDING_RULES`, each of the form Σ terms ≤ posts. All other
        rows say what decisions mean, or what there is to decide on.
    """

    form: StandardForm
    may_give: tuple[int, ...]

    def row(self, place: int) -> RowName:
        """Rule and index of a row."""
        return self.form.rows[place]


def standing_rules(numbers: Prepared) -> Standing:
    """The rules on what stands in the prepared numbers."""
    blank = replace(numbers, requests={}, staffing_standards={}, goals=("priority_value",))
    form = compile_model(build(blank, NONE))
    moved = np.array([column.variable == "transferred" for column in form.columns], dtype=np.bool_)
    return Standing(
        replace(form, upper=np.where(moved, np.inf, form.upper)),
        tuple(place for place, row in enumerate(form.rows) if row.rule in YIELDING_RULES),
    )
