"""The smallest weighted total of posts by which rules must give."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

import numpy as np

from allocator.allocation.repair.feasible import optimum, with_columns
from allocator.allocation.repair.standing import Standing
from allocator.allocation.solver.highs import SolverFailure
from allocator.allocation.solver.standard_form import Objective
from allocator.text import _


def smallest_total(standing: Standing, weights: Mapping[str, Fraction]) -> dict[int, int]:
    """Rows that must give, by place, with the whole posts by which they do.

    With ``s_i ≥ 0`` whole for every row that may give, ``a_i x ≤ b_i + s_i`` and all other rows
    as they are: minimise ``Σ w_i s_i``; among equals ``Σ position_i s_i``, so that ties fall the
    same way on every machine.

    Parameters
    ----------
    weights : mapping of rule to Fraction
        Weight of a post; 1 where unnamed.
    """
    form, rows = standing.form, standing.may_give
    elastic = with_columns(form, np.array(rows, dtype=np.int32), -1.0)
    fixed = np.zeros(len(form.lower))
    by_row = [weights.get(standing.row(place).rule, Fraction(1)) for place in rows]
    scale = lcm(*(weight.denominator for weight in by_row))
    costs = np.array([int(weight * scale) for weight in by_row], dtype=np.float64)
    places = np.arange(1.0, len(rows) + 1)
    run = optimum(
        elastic,
        *(
            Objective(np.concatenate([fixed, cost]), 0.0, maximise=False)
            for cost in (costs, places)
        ),
    )
    if run.x is None:
        raise SolverFailure(_("no set of contradicting rules could be found"))
    posts = np.round(run.x[len(form.lower) :]).astype(int).tolist()
    return {place: by for place, by in zip(rows, posts, strict=True) if by}
