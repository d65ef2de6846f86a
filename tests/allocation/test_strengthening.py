"""Strengthening: every step leaves the value of every goal as it is, and does something."""

from dataclasses import fields, replace
from itertools import product

import numpy as np
import pytest
from generated import broken, form_of, numbers_of, plan_of, scenario_of

from allocator.allocation.prepare import prepare
from allocator.allocation.solve import Options
from allocator.allocation.solver.highs import Highs
from allocator.allocation.strengthen import ALL, NONE, Strengthening, formulate

STEPS = [field.name for field in fields(Strengthening)]
SEEDS = range(1000, 1012)
LARGE = 11
"""A county of 120 units under the usual policy."""


def values(seed, strengthening):
    scenario = scenario_of(seed)
    plan = plan_of(seed, Options(threads=1, strengthening=strengthening))
    assert plan.status == "optimal"
    assert broken(scenario, plan) == set()
    return {goal.goal: goal.value for goal in plan.goals}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_leaves_the_goals_as_they_are(seed):
    expected = values(seed, NONE)
    assert values(seed, ALL) == expected
    for step in STEPS:
        assert values(seed, replace(NONE, **{step: True})) == expected, step
        assert values(seed, replace(ALL, **{step: False})) == expected, step


@pytest.mark.parametrize("seed", [1003, 1021])
def test_all_combinations_leave_the_goals_as_they_are(seed):
    expected = values(seed, NONE)
    for chosen in product([False, True], repeat=len(STEPS)):
        assert values(seed, Strengthening(*chosen)) == expected, chosen


@pytest.fixture(scope="module")
def county():
    return prepare(scenario_of(LARGE, 120, varied=False))


def relaxed_bound(form):
    """What the linear relaxation says the first goal could reach."""
    linear = replace(form, whole=np.zeros_like(form.whole))
    highs = Highs(linear, threads=1)
    objective = next(iter(form.objectives.values()))
    assert objective.maximise
    highs.aim(objective)
    return highs.run(seconds=60, relative_gap=0, absolute_gap=0).bound


def test_bounds_tighten_the_relaxation(county):
    loose, tight = (form_of(county, replace(ALL, bounds=on)) for on in (False, True))
    assert len(tight.lower) < len(loose.lower)
    assert relaxed_bound(tight) < relaxed_bound(loose)


def test_binaries_save_whole_columns(county):
    loose, tight = (form_of(county, replace(ALL, binaries=on)) for on in (False, True))
    assert tight.whole.sum() < loose.whole.sum()


def test_steps_tighten_the_relaxation(county):
    # Tied steps matter where a switch could be half on: all of them, with other steps off.
    loose, tight = (form_of(county, replace(NONE, steps=on)) for on in (False, True))
    assert len(tight.row_lower) > len(loose.row_lower)
    assert relaxed_bound(tight) < relaxed_bound(loose)


def test_windows_save_rows(county):
    def limits(on):
        form = form_of(county, replace(ALL, windows=on))
        return sum(row.rule == "borrowing_limit" for row in form.rows)

    assert limits(on=True) < limits(on=False) / 2


def test_terms_save_columns(county):
    loose, tight = (formulate(county, replace(ALL, terms=on)) for on in (False, True))
    assert len(tight.lending) < len(loose.lending)
    assert set(tight.lending) <= set(loose.lending)


def test_all_steps_together_tighten_the_relaxation(county):
    assert relaxed_bound(form_of(county, ALL)) < relaxed_bound(form_of(county, NONE))


def test_no_request_is_lent_to_that_cannot_be_granted():
    # What may be lent belongs to a request with value steps; else nothing would count it.
    # In 1093 a request could use 3 or more posts, of which the efficiency rate supports 2.
    for seed in (*SEEDS, 1093):
        form = formulate(numbers_of(seed))
        assert {j for j, _, _ in form.lending} <= set(form.steps), seed
