"""HiGHS on the strengthened model against SCIP on the plain one, over 500 scenarios.

Exact values of every goal agree, every plan is audit clean, and no number of a plan can be
one more or one less without the audit refusing it.
"""

import numpy as np
import pytest
from generated import broken, form_of, numbers_of, plan_of, scenario_of, spoilt
from oracle import solve_with_scip

from allocator.allocation.solve import Options
from allocator.allocation.strengthen import NONE

SEEDS = range(500)
CHUNK = 10


@pytest.mark.parametrize("first", SEEDS[::CHUNK])
def test_two_solvers_and_the_audit_agree(first):
    for seed in range(first, first + CHUNK):
        agree(seed)


def agree(seed: int) -> None:
    scenario, numbers = scenario_of(seed), numbers_of(seed)
    plan = plan_of(seed, Options(threads=1))
    assert plan.status == "optimal", seed
    assert broken(scenario, plan) == set(), seed
    assert_full_or_with_a_reason(plan, seed)
    most = sum(request.asked for request in numbers.requests.values())
    second = solve_with_scip(form_of(numbers, NONE), most)
    assert second.status == "optimal", seed
    first = {goal.goal: goal.value for goal in plan.goals}
    assert first == {goal: second.values[goal] for goal in first}, seed
    rng = np.random.default_rng(seed)
    for _ in range(2):
        place, changed = spoilt(plan, rng)
        assert broken(scenario, plan, **changed), (seed, place)


def assert_full_or_with_a_reason(plan, seed):
    table = plan.tables["decisions"]
    full = table["status"] == "full"
    assert (full == (table["granted"] == table["asked"])).all(), seed
    assert (full == (table["reason"] == "")).all(), seed
    assert (full == (table["detail"] == "")).all(), seed
