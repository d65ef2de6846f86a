"""One goal by itself, on a model small enough to do without presolve and heuristics."""

import numpy as np

from allocator.allocation.solver.highs import Ending, Highs
from allocator.allocation.solver.lexicographic import FEASIBLE
from allocator.allocation.solver.standard_form import Floats, Objective, StandardForm


def best_answer(
    form: StandardForm, highs: Highs, objective: Objective, absolute_gap: float
) -> Floats | None:
    """The best answer, whole numbers whole; ``None`` where there is none that keeps the rows.

    Parameters
    ----------
    highs : Highs
        Holds the rows and columns of ``form``.
    absolute_gap : float
        How much better an answer may be without being looked for.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C was pressed meanwhile.
    """
    highs.aim(objective)
    run = highs.run(seconds=float("inf"), relative_gap=0.0, absolute_gap=absolute_gap)
    if run.ending is Ending.INTERRUPTED:
        raise KeyboardInterrupt
    if run.x is None:
        return None
    x = np.where(form.whole, np.round(run.x), run.x)
    return x if form.worst_violation(x) <= FEASIBLE else None
