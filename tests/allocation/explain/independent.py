"""A second opinion on explanations: plain models built anew, and HiGHS with its own settings.

Nothing here comes from ``allocator.allocation.explain`` but what a waiver changes of the
numbers. Every model is built without strengthening, the demand is one row more, and goals are
looked at one after another only as long as the earlier ones are tied.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

import highspy
import numpy as np
import scipy.sparse as sparse
from pyomo.common.gc_manager import PauseGC

from allocator.allocation.explain.waivers import waive
from allocator.allocation.model.build import build
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import StandardForm, compile_model
from allocator.allocation.strengthen import NONE

STEP = {"priority_value": Fraction(1, 10_000)}
"""Distance between two values of a goal; 1 where unnamed."""

MAXIMISED = ("priority_value", "least_served", "long_reserve")

Value = Fraction | None
"""A goal's optimum, turned so that more is better; ``None`` where no plan keeps the rules."""


def goals(numbers: Prepared) -> tuple[str, ...]:
    """The policy's goals, without the fixed order where nothing comes after it."""
    return numbers.goals[:-1] if numbers.goals[-1:] == ("canonical",) else numbers.goals


def plain_form(numbers: Prepared) -> StandardForm:
    """The model without strengthening, and without the goals that only break ties."""
    with PauseGC():  # many small objects are made, and dropped together
        form = compile_model(build(replace(numbers, goals=goals(numbers)), NONE))
    return replace(form, objectives={goal: form.objectives[goal] for goal in goals(numbers)})


def demanding(form: StandardForm, j: str, least: float, most: float) -> StandardForm:
    """The form with one row more: what request ``j`` is granted."""
    columns = [
        place
        for place, column in enumerate(form.columns)
        if column.variable in ("lent", "own") and column.index[0] == j
    ]
    shape = (len(form.row_lower), len(form.lower))
    matrix = sparse.csc_array((form.value, form.index, form.start), shape=shape)
    row = sparse.coo_array(
        (np.ones(len(columns)), (np.zeros(len(columns), dtype=int), columns)), shape=(1, shape[1])
    )
    both = sparse.vstack([matrix, row]).tocsc()
    return replace(
        form,
        start=both.indptr.astype(np.int32),
        index=both.indices.astype(np.int32),
        value=both.data,
        row_lower=np.append(form.row_lower, least),
        row_upper=np.append(form.row_upper, most),
    )


@dataclass
class Best:
    """The best plan of a form, goal by goal, as far as it is asked for."""

    form: StandardForm
    most_asked: int
    _values: list[Value] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        self._highs.setOptionValue("mip_abs_gap", 1e-6)
        self._highs.passModel(_model(self.form))

    def value(self, place: int) -> Value:
        """The optimum of a goal, the earlier ones held at theirs."""
        while len(self._values) <= place:
            self._values.append(self._next(len(self._values)))
        return self._values[place]

    def _next(self, place: int) -> Value:
        if self._values and self._values[0] is None:
            return None
        goal = list(self.form.objectives)[place]
        objective, columns = self.form.objectives[goal], np.arange(len(self.form.lower))
        self._highs.changeColsCost(len(columns), columns.astype(np.int32), objective.cost)
        maximise = highspy.ObjSense.kMaximize if objective.maximise else highspy.ObjSense.kMinimize
        self._highs.changeObjectiveSense(maximise)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, status
        x = np.array(self._highs.getSolution().col_value)
        found = self._exact(goal, float(objective.cost @ x) + objective.constant)
        self._hold(goal, float(found) - objective.constant)
        return found if goal in MAXIMISED else -found

    def _exact(self, goal: str, value: float) -> Fraction:
        if goal == "least_served":
            return Fraction(value).limit_denominator(self.most_asked)
        step = STEP.get(goal, Fraction(1))
        assert abs(value / float(step) - round(value / float(step))) < 1e-2, (goal, value)
        return round(value / float(step)) * step

    def _hold(self, goal: str, level: float) -> None:
        cost = self.form.objectives[goal].cost
        columns = np.flatnonzero(cost)
        slack = 1e-7 if goal == "least_served" else float(STEP.get(goal, Fraction(1))) / 4
        infinity = highspy.kHighsInf
        lower = level - slack if goal in MAXIMISED else -infinity
        upper = infinity if goal in MAXIMISED else level + slack
        self._highs.addRow(lower, upper, len(columns), columns.astype(np.int32), cost[columns])


def _model(form: StandardForm) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(form.lower), len(form.row_lower)
    lp.col_cost_ = np.zeros(len(form.lower))
    lp.col_lower_, lp.col_upper_ = form.lower, form.upper
    lp.row_lower_, lp.row_upper_ = form.row_lower, form.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = form.start, form.index
    lp.a_matrix_.value_ = form.value
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[int(whole)] for whole in form.whole]
    return lp


def asked_in_all(numbers: Prepared) -> int:
    """Posts asked for: no share has a larger denominator."""
    return max(1, sum(request.asked for request in numbers.requests.values()))


def best(
    numbers: Prepared, j: str | None = None, least: float = 0, most: float = highspy.kHighsInf
) -> Best:
    """The best plan under ``numbers`` that grants ``j`` from ``least`` to ``most`` posts."""
    form = plain_form(numbers)
    if j is not None:
        form = demanding(form, j, least, most)
    return Best(form, asked_in_all(numbers))


def better(one: Best, other: Best) -> bool:
    """Whether ``one`` is strictly better than ``other``, looking only as far as needed."""
    for place in range(len(one.form.objectives)):
        ours, theirs = one.value(place), other.value(place)
        if ours is None or theirs is None:
            return ours is not None
        if ours != theirs:
            return ours > theirs
    return False


def gets_more(
    numbers: Prepared, j: str, granted: int, rules: tuple[str, ...], in_hand: Best
) -> bool:
    """Whether request ``j``, exempt from ``rules``, gets more posts in every best plan.

    And whether that is better than the best plan ``in_hand``, without the waiver: a favoured
    request that does not count among the favoured takes posts of others with it.
    """
    changed = waive(numbers, j, rules)
    form, asked = plain_form(changed), asked_in_all(changed)
    more = Best(demanding(form, j, granted + 1, highspy.kHighsInf), asked)
    if more.value(0) is None or not ("deposit" in rules or better(more, in_hand)):
        return False
    return better(more, Best(demanding(form, j, 0, granted), asked))
