"""Goals in order of importance, a later one never giving up any of an earlier one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from time import monotonic

import numpy as np
import numpy.typing as npt

from allocator.allocation.prepare.numbers import GRID
from allocator.allocation.solver.highs import Ending, Highs, Progress, Run, SolverFailure
from allocator.allocation.solver.standard_form import Floats, StandardForm
from allocator.text import _

GoalProgress = Callable[[str, Progress], None]
Evaluate = Callable[[str, Floats], Fraction]

FEASIBLE = 1e-5
"""Most by which a rounded answer may break a row through floating point alone."""

STEP = {"priority_value": Fraction(1, GRID), "least_served": Fraction(0)}
"""Distance between two values a goal can take; 1 where unnamed, 0 where not on a grid."""

SETTLING = "old_returns"
"""What comes after the policy's goals, with all that they are about left as it is."""

OFF_GRID_SLACK = 1e-7

OFF_GRID_NEAR = 1e-6
"""A bound this close is the value itself: rows may be broken by the solver's tolerance."""


@dataclass(frozen=True)
class GoalResult:
    """What a goal reached.

    Attributes
    ----------
    goal : str
    value : Fraction
        Exact value of the plan in hand.
    bound : float
        No plan that keeps the earlier goals can be better.
    gap : float
        |value − bound| ÷ |value|; 0 where the optimum is proven.
    seconds : float
    nodes : int
    ending : Ending
    """

    goal: str
    value: Fraction
    bound: float
    gap: float
    seconds: float
    nodes: int
    ending: Ending


@dataclass(frozen=True)
class Answer:
    """The best answer in hand and what each goal reached, in order.

    ``ending`` is OPTIMAL where every goal is proven (within the tolerated gap), else what
    stopped the search; ``x`` is ``None`` where there is no plan at all.
    """

    x: Floats | None
    goals: tuple[GoalResult, ...]
    ending: Ending


class WrongOptimum(Exception):
    """A later answer is better in an earlier goal than what was called its optimum.

    ``x`` is the best answer in hand all the same.
    """

    def __init__(self, goal: str, x: Floats | None) -> None:
        super().__init__(goal)
        self.x = x


def solve_goals(
    form: StandardForm,
    make_highs: Callable[[bool], Highs],
    evaluate: Evaluate,
    *,
    time_limit: float,
    gap: float,
    progress: GoalProgress | None = None,
) -> Answer:
    """Solve goal after goal, each held by a row before the next.

    Parameters
    ----------
    make_highs : callable
        Makes a solver that holds the rows and columns of ``form``, with or without presolve.
    evaluate : callable
        Exact value of a goal at an answer.
    time_limit : float
        Seconds for all goals together.
    gap : float
        Relative gap tolerated for each goal, 0 for a proven optimum.

    Notes
    -----
    Presolve of HiGHS has been seen to call an answer optimal that was not, here (with a
    start offered, which is why none is) and by others (HiGHS issues 1725 and 3094). Every
    answer is therefore compared in every earlier goal; a contradiction starts the search
    again without presolve.
    """
    ends = monotonic() + time_limit
    try:
        return _in_order(form, make_highs(True), evaluate, ends, gap, progress)
    except WrongOptimum as error:
        in_hand = error.x
    try:
        answer = _in_order(form, make_highs(False), evaluate, ends, gap, progress)
        return answer if answer.x is not None else replace(answer, x=in_hand)
    except WrongOptimum as error:
        raise SolverFailure(
            _("the solver called an answer optimal in {goal} and then found a better one").format(
                goal=error
            )
        ) from error


def _in_order(
    form: StandardForm,
    highs: Highs,
    evaluate: Evaluate,
    ends: float,
    gap: float,
    progress: GoalProgress | None,
) -> Answer:
    x: Floats | None = None
    reached: list[GoalResult] = []
    for goal, objective in form.objectives.items():
        left = ends - monotonic()
        if left <= 0:
            return _answer(evaluate, x, reached, Ending.TIME_LIMIT)
        highs.aim(objective)
        if goal == SETTLING and x is not None:
            highs.fix(_settled(form), x)
        run = highs.run(
            seconds=left,
            relative_gap=gap,
            absolute_gap=_absolute_gap(goal),
            progress=None if progress is None else _named(goal, progress),
        )
        if run.ending is Ending.INFEASIBLE and reached:
            raise WrongOptimum(goal, x)
        if run.x is None:
            return _answer(evaluate, x, reached, run.ending)
        found = _rounded(form, run.x)
        if run.ending is not Ending.OPTIMAL and not _no_worse(form, evaluate, goal, found, x):
            return _answer(evaluate, x, reached, run.ending)
        x = found
        value = evaluate(goal, x)
        reached.append(_result(goal, objective.maximise, value, run))
        _compare(form, evaluate, x, reached)
        if run.ending is not Ending.OPTIMAL:
            return _answer(evaluate, x, reached, run.ending)
        highs.hold(objective, float(value), goal_slack(goal))
    return _answer(evaluate, x, reached, Ending.OPTIMAL)


def _settled(form: StandardForm) -> npt.NDArray[np.bool_]:
    """Columns that are settled when only the returns of old loans are still open."""
    return np.array([column.variable != "returned_old" for column in form.columns])


def _answer(
    evaluate: Evaluate, x: Floats | None, reached: Sequence[GoalResult], ending: Ending
) -> Answer:
    """The answer with its own values: a goal left short of its bound may have gained since."""
    if x is None:
        return Answer(None, (), ending)
    values = [evaluate(result.goal, x) for result in reached]
    return Answer(
        x,
        tuple(
            replace(result, value=value, gap=_gap(value, result.bound))
            for result, value in zip(reached, values, strict=True)
        ),
        ending,
    )


def _no_worse(
    form: StandardForm, evaluate: Evaluate, goal: str, found: Floats, x: Floats | None
) -> bool:
    """Whether an answer of a search cut short is as good as the one already in hand."""
    if x is None:
        return True
    before, now = evaluate(goal, x), evaluate(goal, found)
    return now >= before if form.objectives[goal].maximise else now <= before


def _compare(
    form: StandardForm, evaluate: Evaluate, x: Floats, reached: Sequence[GoalResult]
) -> None:
    """Raise :class:`WrongOptimum` where ``x`` beats the proven bound of an earlier goal."""
    for result in reached:
        value, maximise = float(evaluate(result.goal, x)), form.objectives[result.goal].maximise
        beyond = value - result.bound if maximise else result.bound - value
        if beyond > goal_slack(result.goal):
            raise WrongOptimum(result.goal, x)


def _named(goal: str, progress: GoalProgress) -> Callable[[Progress], None]:
    return lambda news: progress(goal, news)


def _absolute_gap(goal: str) -> float:
    """A gap below one step of the goal's grid proves the optimum on the grid."""
    step = STEP.get(goal, Fraction(1))
    return float(step) * 0.9 if step else OFF_GRID_SLACK / 10


def goal_slack(goal: str) -> float:
    """What holding a goal at its value must let pass: half a step of its grid."""
    step = STEP.get(goal, Fraction(1))
    return float(step) / 2 if step else OFF_GRID_SLACK


def _rounded(form: StandardForm, x: Floats) -> Floats:
    """The answer with whole numbers whole; refused where that breaks a rule."""
    rounded = np.where(form.whole, np.round(x), x)
    broken = form.worst_violation(rounded)
    if broken > FEASIBLE:
        raise SolverFailure(
            _("the solver's answer breaks a rule by {amount:g} when rounded").format(amount=broken)
        )
    return rounded


def _result(goal: str, maximise: bool, value: Fraction, run: Run) -> GoalResult:
    bound = _on_grid(goal, maximise, value, run.bound)
    return GoalResult(goal, value, bound, _gap(value, bound), run.seconds, run.nodes, run.ending)


def _gap(value: Fraction, bound: float) -> float:
    distance = abs(float(value) - bound)
    return 0.0 if distance == 0 else distance / abs(float(value)) if value else float("inf")


def _on_grid(goal: str, maximise: bool, value: Fraction, bound: float) -> float:
    """The bound, brought to the next value that the goal can take."""
    step = STEP.get(goal, Fraction(1))
    if not np.isfinite(bound):
        return bound
    if not step:
        near = abs(bound - float(value)) <= OFF_GRID_NEAR
        return float(value) if near else bound
    places = Fraction(bound) / step
    # The solver's bound carries rounding errors of its tolerance; a thousandth of a step
    # more is allowed before a whole step counts.
    allowance = Fraction(1, 1000)
    whole = floor(places + allowance) if maximise else ceil(places - allowance)
    closest = whole * step
    return float(max(closest, value) if maximise else min(closest, value))
