"""The loop over goals, with a solver that says what the test wants it to say."""

from fractions import Fraction

import numpy as np
import pytest

from allocator.allocation.solver.highs import Ending, Run, SolverFailure
from allocator.allocation.solver.lexicographic import solve_goals
from allocator.allocation.solver.standard_form import ColumnName, Objective, StandardForm

# Two whole columns between 0 and 9 and no rows: disruption is x0, to be minimised, then
# canonical x1, to be minimised.
FORM = StandardForm(
    start=np.zeros(3, dtype=np.int32),
    index=np.zeros(0, dtype=np.int32),
    value=np.zeros(0),
    row_lower=np.zeros(0),
    row_upper=np.zeros(0),
    lower=np.zeros(2),
    upper=np.full(2, 9.0),
    whole=np.ones(2, dtype=np.bool_),
    objectives={
        "disruption": Objective(np.array([1.0, 0.0]), 0.0, maximise=False),
        "canonical": Objective(np.array([0.0, 1.0]), 0.0, maximise=False),
    },
    rows=(),
    columns=(ColumnName("collected", ("a",)), ColumnName("lent", ("b",))),
)


class Told:
    """A solver whose runs are told in advance."""

    def __init__(self, *runs):
        self.runs = list(runs)
        self.held = []

    def aim(self, objective):
        self.goal = objective

    def hold(self, objective, value, slack):
        assert objective is self.goal
        self.held.append((value, slack))

    def run(self, **limits):
        assert limits["relative_gap"] == 0
        return self.runs.pop(0)


def run(x, bound, ending=Ending.OPTIMAL):
    return Run(ending, None if x is None else np.array(x, dtype=float), bound, 0.1, 1)


def evaluate(goal, x):
    return Fraction(int(x[list(FORM.objectives).index(goal)]))


def search(*solvers, time_limit=60.0):
    """The answer, and for each solver made whether it had presolve."""
    made, waiting = [], list(solvers)

    def make(presolve):
        made.append(presolve)
        return waiting.pop(0)

    answer = solve_goals(FORM, make, evaluate, time_limit=time_limit, gap=0.0)
    return answer, made


def reached(answer):
    return {goal.goal: (goal.value, goal.bound) for goal in answer.goals}


def test_goals_are_held_at_their_value():
    solver = Told(run([3, 5], 3.0), run([3, 2], 2.0))
    answer, made = search(solver)
    assert (answer.ending, made) == (Ending.OPTIMAL, [True])
    assert answer.x.tolist() == [3, 2]
    assert reached(answer) == {"disruption": (3, 3), "canonical": (2, 2)}
    assert solver.held == [(3, 0.5), (2, 0.5)]


def test_a_better_later_answer_starts_again_without_presolve():
    # 3 was called optimal; the next answer has 1.
    wrong = Told(run([3, 5], 3.0), run([1, 2], 2.0))
    right = Told(run([1, 5], 1.0), run([1, 2], 2.0))
    answer, made = search(wrong, right)
    assert made == [True, False]
    assert reached(answer) == {"disruption": (1, 1), "canonical": (2, 2)}


def test_a_solver_that_is_wrong_without_presolve_too_is_not_believed():
    runs = [run([3, 5], 3.0), run([1, 2], 2.0)]
    with pytest.raises(SolverFailure, match="disruption"):
        search(Told(*runs), Told(*runs))


def test_a_bound_within_rounding_counts_as_the_next_whole_number():
    answer, _ = search(Told(run([3, 5], 2.9999999), run([3, 2], 1.2)))
    assert reached(answer) == {"disruption": (3, 3), "canonical": (2, 2)}
    assert [goal.gap for goal in answer.goals] == [0, 0]


def test_a_search_without_time_begins_nothing():
    answer, _ = search(Told(), time_limit=0.0)
    assert (answer.x, answer.goals, answer.ending) == (None, (), Ending.TIME_LIMIT)


def test_a_goal_left_short_of_its_bound_may_gain_later():
    answer, made = search(Told(run([5, 5], 2.0), run([3, 2], 2.0)))
    assert made == [True]
    assert reached(answer) == {"disruption": (3, 2), "canonical": (2, 2)}
    assert answer.goals[0].gap == pytest.approx(1 / 3)


@pytest.mark.parametrize("ending", [Ending.TIME_LIMIT, Ending.INTERRUPTED])
def test_a_first_goal_cut_short_keeps_its_best_answer(ending):
    answer, _ = search(Told(run([4, 5], 2.0, ending)))
    assert answer.ending is ending
    assert answer.x.tolist() == [4, 5]
    assert reached(answer) == {"disruption": (4, 2)}
    assert answer.goals[0].gap == 0.5


@pytest.mark.parametrize("ending", [Ending.TIME_LIMIT, Ending.INTERRUPTED])
def test_a_search_cut_short_without_any_answer(ending):
    answer, _ = search(Told(run(None, -np.inf, ending)))
    assert (answer.x, answer.goals, answer.ending) == (None, (), ending)


@pytest.mark.parametrize(
    ("x", "kept", "goals"),
    [
        (None, [3, 5], {"disruption": (3, 3)}),
        # Worse than what is in hand, and better.
        ([3, 7], [3, 5], {"disruption": (3, 3)}),
        ([3, 4], [3, 4], {"disruption": (3, 3), "canonical": (4, 2)}),
    ],
)
def test_a_later_goal_cut_short_keeps_the_better_answer(x, kept, goals):
    solver = Told(run([3, 5], 3.0), run(x, 2.0, Ending.INTERRUPTED))
    answer, _ = search(solver)
    assert answer.ending is Ending.INTERRUPTED
    assert answer.x.tolist() == kept
    assert reached(answer) == goals


def test_rules_that_contradict_each_other():
    answer, _ = search(Told(run(None, np.inf, Ending.INFEASIBLE)))
    assert (answer.x, answer.goals, answer.ending) == (None, (), Ending.INFEASIBLE)


def test_a_retry_without_time_keeps_the_plan_in_hand():
    wrong = Told(run([3, 5], 3.0), run([1, 2], 2.0))
    answer, made = search(wrong, Told(run(None, 0.0, Ending.TIME_LIMIT)))
    assert made == [True, False]
    assert (answer.x.tolist(), answer.ending) == ([1, 2], Ending.TIME_LIMIT)


def test_a_later_goal_that_is_called_impossible_starts_again_without_presolve():
    wrong = Told(run([3, 5], 3.0), run(None, 0.0, Ending.INFEASIBLE))
    answer, made = search(wrong, Told(run([3, 5], 3.0), run([3, 2], 2.0)))
    assert made == [True, False]
    assert reached(answer) == {"disruption": (3, 3), "canonical": (2, 2)}
