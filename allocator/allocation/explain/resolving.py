"""Solving again with one demand more: the best plan that grants a request more, or less."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.in_hand import InHand, goals_of
from allocator.allocation.plan.decisions import VALUES, Decisions, read_decisions
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.extended_form import Extension, extended
from allocator.allocation.solver.highs import Ending, Highs
from allocator.allocation.solver.lexicographic import STEP, goal_slack, solve_goals
from allocator.allocation.solver.one_goal import best_answer
from allocator.allocation.solver.standard_form import Floats, Objective, StandardForm

LEAST_CHANGE = "least_change"
"""Last goal of a solve from a plan in hand: no request loses a post without need."""

LARGE = 20_000
"""Columns from which presolve and heuristics pay for themselves."""


@dataclass(frozen=True)
class Demand:
    """What a plan must grant to a request: at least, or at most, so many posts."""

    request: str
    least: int = 0
    most: int | None = None


def resolve(forms: Forms, numbers: Prepared, demand: Demand) -> Decisions | None:
    """The best decisions under ``numbers`` and ``demand``; ``None`` where the rules leave none.

    All of the policy's goals are followed but those that only break ties.

    Parameters
    ----------
    forms : Forms
        Models around the plan in hand.
    numbers : Prepared
        The numbers of the plan in hand, or changed for the request of the demand.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C was pressed meanwhile.
    SolverFailure
        The solver gave no answer that one could rely on.
    """
    form = _with_goals(_form(forms, numbers, demand), goals_of(numbers))
    form, possible = _demanding(form, demand)
    return _solved(form, numbers, forms.in_hand) if possible else None


def closest(forms: Forms, numbers: Prepared, demand: Demand) -> Decisions | None:
    """The best decisions in the first goal, with as few posts taken from others as can be.

    One search for both: what is taken counts for less than the smallest step of the goal.
    """
    goal = goals_of(numbers)[0]
    step = STEP.get(goal, Fraction(1))
    form, possible = _demanding(_with_goals(_form(forms, numbers, demand), (goal,)), demand)
    if not possible:
        return None
    form = _least_change(form, numbers, forms.in_hand)
    if not step or len(form.lower) >= LARGE:
        return _solved(form, numbers, forms.in_hand)
    objective, lacking = form.objectives[goal], form.objectives[LEAST_CHANGE]
    weight = 1 / (2 * (1 + float(form.upper[lacking.cost > 0].sum())))
    sign = 1.0 if objective.maximise else -1.0
    both = objective.cost / float(step) - sign * weight * lacking.cost
    combined = Objective(both, objective.constant / float(step), objective.maximise)
    highs = Highs(form, threads=1, presolve=False, heuristics=False)
    x = best_answer(form, highs, combined, weight / 2)
    return None if x is None else read_decisions(numbers, form, x)


def settled(forms: Forms, numbers: Prepared, demand: Demand) -> Decisions | None:
    """As :func:`closest`, then the later goals with what every request gets left as it is."""
    made = closest(forms, numbers, demand)
    if made is None:
        return None
    form = _with_goals(_form(forms, numbers, demand), goals_of(numbers))
    granted, places = made.granted(), _granted_places(form)
    rows = [
        Extension(dict.fromkeys(columns, 1.0), posts, posts)
        for j, columns in places.items()
        for posts in [float(granted.get(j, 0))]
    ]
    return _solved(extended(form, rows), numbers, forms.in_hand)


def first_goal(
    forms: Forms,
    numbers: Prepared,
    demand: Demand | None = None,
    least: Fraction | None = None,
) -> Decisions | None:
    """The best decisions in the first goal alone, where they reach ``least`` in it.

    Parameters
    ----------
    least : Fraction
        Value of the goal, turned so that more is better. Whatever is worse is not looked at,
        which spares most of the search.
    """
    goal = goals_of(numbers)[0]
    form, possible = _demanding(_with_goals(_form(forms, numbers, demand), (goal,)), demand)
    if not possible:
        return None
    if least is not None:
        form = _no_worse(form, goal, least)
    return _solved(form, numbers, forms.in_hand)


def _no_worse(form: StandardForm, goal: str, least: Fraction) -> StandardForm:
    """The form with a row that keeps the goal at ``least`` or better."""
    objective, slack = form.objectives[goal], goal_slack(goal)
    columns = np.flatnonzero(objective.cost)
    if not len(columns):
        return form
    lower = float(least) - slack if objective.maximise else -float("inf")
    upper = float("inf") if objective.maximise else float(-least) + slack
    terms = dict(zip(columns.tolist(), objective.cost[columns].tolist(), strict=True))
    row = Extension(terms, lower - objective.constant, upper - objective.constant)
    return extended(form, [row])


def _with_goals(form: StandardForm, goals: Sequence[str]) -> StandardForm:
    return replace(form, objectives={goal: form.objectives[goal] for goal in goals})


def _form(forms: Forms, numbers: Prepared, demand: Demand | None) -> StandardForm:
    return forms.of(numbers, None if demand is None else demand.request)


def granted_columns(form: StandardForm, j: str) -> list[int]:
    """Columns of the posts granted to a request."""
    return [
        place
        for place, column in enumerate(form.columns)
        if column.variable in ("lent", "own") and column.index[0] == j
    ]


def _demanding(form: StandardForm, demand: Demand | None) -> tuple[StandardForm, bool]:
    """The form with the demand's row, and whether it can be kept at all."""
    if demand is None:
        return form, True
    columns = granted_columns(form, demand.request)
    most = float("inf") if demand.most is None else float(demand.most)
    if not columns:
        return form, demand.least <= 0
    row = Extension(dict.fromkeys(columns, 1.0), float(demand.least), most)
    return extended(form, [row]), True


def _least_change(form: StandardForm, numbers: Prepared, in_hand: InHand) -> StandardForm:
    """The form with a last goal: posts taken from those who have them in the plan in hand."""
    places = _granted_places(form)
    rows = [
        Extension(dict.fromkeys(places[j], 1.0), float(posts), float("inf"), slack=posts)
        for j, posts in in_hand.granted.items()
        if posts and j in places and j in numbers.requests
    ]
    return extended(form, rows, goal=LEAST_CHANGE)


def _granted_places(form: StandardForm) -> dict[str, list[int]]:
    """Columns of the posts granted, by request."""
    places: dict[str, list[int]] = {}
    for place, column in enumerate(form.columns):
        if column.variable in ("lent", "own"):
            places.setdefault(column.index[0], []).append(place)
    return places


def _solved(form: StandardForm, numbers: Prepared, in_hand: InHand) -> Decisions | None:
    last: list[tuple[Floats, Decisions]] = []

    def decisions(x: Floats) -> Decisions:
        if not last or last[0][0] is not x:
            last[:] = [(x, read_decisions(numbers, form, x))]
        return last[0][1]

    def evaluate(goal: str, x: Floats) -> Fraction:
        if goal == LEAST_CHANGE:
            return _taken(in_hand, decisions(x), form)
        return VALUES[goal](numbers, decisions(x))

    plain = len(form.lower) < LARGE

    def make_highs(first: bool) -> Highs:
        return Highs(form, threads=1, presolve=first and not plain, heuristics=not plain)

    answer = solve_goals(form, make_highs, evaluate, time_limit=float("inf"), gap=0.0)
    if answer.ending is Ending.INTERRUPTED:
        raise KeyboardInterrupt
    if answer.x is None:
        return None
    return decisions(answer.x)


def _taken(in_hand: InHand, made: Decisions, form: StandardForm) -> Fraction:
    """Posts by which requests of the form fall short of the plan in hand."""
    granted = made.granted()
    there = {column.index[0] for column in form.columns if column.variable in ("lent", "own")}
    return Fraction(
        sum(max(0, posts - granted.get(j, 0)) for j, posts in in_hand.granted.items() if j in there)
    )
