"""The model, rule by rule: this page reads as its table of contents."""

from pyomo.common.gc_manager import PauseGC

from allocator.allocation.model import rules
from allocator.allocation.model.goals import GOALS, old_returns
from allocator.allocation.model.model import Model
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.strengthen import ALL, Strengthening, formulate

RULES = {
    rule.__name__: rule
    for rule in (
        # requests
        rules.one_term,
        rules.request_size,
        rules.own_vacancies_first,
        rules.efficiency_threshold,
        # units
        rules.response,
        rules.overdue,
        rules.borrowing_limit,
        # loans
        rules.repayment,
        rules.renewal,
        # pools
        rules.pool_balance,
        rules.crossing,
        rules.transfer,
        rules.deposit,
        # the whole
        rules.people_ceiling,
        rules.purpose_share,
        rules.department_share,
    )
}


def build(numbers: Prepared, strengthening: Strengthening = ALL) -> Model:
    """The model of the prepared numbers, with every rule and the goals of the policy."""
    # Many small objects are made and none is dropped: collecting in between costs a third.
    with PauseGC():
        model = Model(numbers, formulate(numbers, strengthening))
        for rule in RULES.values():
            rule(model)
        for goal in numbers.goals:
            GOALS[goal](model)
        old_returns(model)
    return model
