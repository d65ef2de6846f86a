"""The model, rule by rule: this page reads as its table of contents."""

from collections.abc import Callable, Iterable

from pyomo.common.gc_manager import PauseGC

from allocator.allocation.model.goals import GOALS, old_returns
from allocator.allocation.model.model import Model
from allocator.allocation.model.rules import limit, loans, pools, requests, units, whole
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.strengthen import ALL, Strengthening, formulate

RULES = {
    rule.__name__: rule
    for rule in (
        # requests
        requests.one_term,
        requests.request_size,
        requests.own_vacancies_first,
        requests.efficiency_threshold,
        # units
        units.response,
        units.overdue,
        units.staffing_standard,
        limit.borrowing_limit,
        # loans
        loans.repayment,
        loans.renewal,
        # pools
        pools.pool_balance,
        pools.crossing,
        pools.transfer,
        pools.deposit,
        # the whole
        whole.people_ceiling,
        whole.purpose_share,
        whole.department_share,
    )
}


def build(
    numbers: Prepared,
    strengthening: Strengthening = ALL,
    rules: Iterable[Callable[[Model], None]] = tuple(RULES.values()),
) -> Model:
    """The model of the prepared numbers, with every rule and the goals of the policy.

    Parameters
    ----------
    rules : iterable of callable
        Rules of :data:`RULES`; fewer than all where only their rows are of interest.
    """
    # Many small objects are made and none is dropped: collecting in between costs a third.
    with PauseGC():
        model = Model(numbers, formulate(numbers, strengthening))
        for rule in rules:
            rule(model)
        for goal in numbers.goals:
            GOALS[goal](model)
        old_returns(model)
    return model
