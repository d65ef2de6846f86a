"""What holds of every diagnosis, on generated scenarios that were made to contradict themselves."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from generated import scenario_of
from oracle import solve_with_scip
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, eye_array, hstack

from allocator.allocation.model.build import build
from allocator.allocation.prepare import prepare
from allocator.allocation.repair.diagnosis import diagnose
from allocator.allocation.solve import Options, solve
from allocator.allocation.solver.standard_form import Objective, compile_model
from allocator.allocation.strengthen import NONE
from allocator.scenario.changes import changed
from allocator.scenario.policy.repair import YIELDING_RULES, Repair

SEEDS = [14, 22, 33, 236]
"""236: a pool that lacks posts may give to another that does."""


@cache
def overdrawn(seed):
    """The scenario of a seed with higher reserves, larger loans and lower ceilings."""
    scenario = scenario_of(seed, varied=bool(seed % 2))
    draw = np.random.default_rng(seed)
    tables = dict(scenario.tables)
    pools, loans, ceilings = (tables[name].copy() for name in ("pools", "loans", "ceilings"))
    grown = draw.integers(0, 3, len(loans))
    loans["posts"] = loans["posts"] + grown
    out = pools["pool_id"].map(loans.groupby("pool_id")["posts"].sum()).fillna(0).astype(int)
    pools["capital"] = np.maximum(pools["capital"], out)
    more = draw.integers(0, 4, len(pools))
    pools["reserve"] = (pools["capital"] - out + more).clip(0, pools["capital"]).astype("Int64")
    ceilings["people"] = ceilings["people"] - draw.integers(0, 6, len(ceilings))
    tables |= {"pools": pools, "loans": loans, "ceilings": ceilings}
    weights = {"transfer": 2, "borrowing_limit": 3} if seed % 3 else {"people_ceiling": 5}
    policy = scenario.policy.model_copy(update={"repair": Repair(weights=weights)})
    return scenario.replace(tables=tables, policy=policy)


@cache
def diagnosed(seed):
    scenario = overdrawn(seed)
    return diagnose(scenario, prepare(scenario))


def whole_model(scenario):
    """The plain model with every request; only a transfer's row limits it.

    The share of a department follows from the balances: it is left out, since what pools own
    less than nothing it would count once more.
    """
    numbers = replace(prepare(scenario), goals=("priority_value",), department_share=None)
    form = compile_model(build(numbers, NONE))
    moved = np.array([column.variable == "transferred" for column in form.columns])
    return replace(form, upper=np.where(moved, np.inf, form.upper))


def matrix(form):
    return csc_array(
        (form.value, form.index, form.start), shape=(len(form.row_lower), len(form.lower))
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_smallest_total_is_that_of_the_whole_model_by_another_solver(seed):
    scenario = overdrawn(seed)
    form = whole_model(scenario)
    soft = [place for place, row in enumerate(form.rows) if row.rule in YIELDING_RULES]
    slack = -eye_array(len(form.rows), format="csc")[:, soft]
    both = hstack([matrix(form), slack]).tocsc()
    weights = [float(scenario.policy.repair.weight(form.rows[place].rule)) for place in soft]
    cost = np.concatenate([np.zeros(len(form.lower)), weights])
    elastic = replace(
        form,
        start=both.indptr.astype(np.int32),
        index=both.indices.astype(np.int32),
        value=both.data,
        lower=np.concatenate([form.lower, np.zeros(len(soft))]),
        upper=np.concatenate([form.upper, np.full(len(soft), 1e6)]),
        whole=np.concatenate([form.whole, np.ones(len(soft), dtype=np.bool_)]),
        objectives={"total": Objective(cost, 0.0, maximise=False)},
    )
    reached = solve_with_scip(elastic, 1)
    assert reached.values["total"] == Fraction(diagnosed(seed).total) > 0


def rows_of(form, limits):
    """Places of the limits' rows."""
    index = {
        "pool_balance": lambda limit: (limit.pool, limit.year),
        "transfer": lambda limit: (limit.pool, limit.to_pool),
        "people_ceiling": lambda limit: (limit.region, limit.department, limit.quota_type),
        "borrowing_limit": lambda limit: (
            limit.unit, limit.quota_type, limit.year, limit.last_year,
        ),
    }  # fmt: skip
    places = {(row.rule, row.index): place for place, row in enumerate(form.rows)}
    return [places[limit.rule, index[limit.rule](limit)] for limit in limits]


def agree(form, rows):
    """Whether some rows and all that cannot give have a plan: asked of scipy."""
    kept = [
        place
        for place, row in enumerate(form.rows)
        if row.rule not in YIELDING_RULES or place in rows
    ]
    found = milp(
        np.zeros(len(form.lower)),
        constraints=LinearConstraint(
            matrix(form).tocsr()[kept], form.row_lower[kept], form.row_upper[kept]
        ),
        bounds=Bounds(form.lower, form.upper),
        integrality=form.whole.astype(int),
    )
    assert found.status in (0, 2)
    return found.status == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_sets_are_irreducible_and_all_there_are(seed):
    """Within a contradiction each set is one once those before it give."""
    form = whole_model(overdrawn(seed))
    every = {place for place, row in enumerate(form.rows) if row.rule in YIELDING_RULES}
    for cause in diagnosed(seed).causes:
        easing = form
        for each in cause.sets:
            rows = rows_of(form, each)
            assert not agree(easing, rows)
            for left_out in rows:
                assert agree(easing, [row for row in rows if row != left_out])
            easing = given(easing, each, form)
    limits = [limit for cause in diagnosed(seed).causes for limit in cause.limits]
    assert agree(given(form, limits, form), every)


def given(form, limits, original):
    """The form, where limits allow what they give."""
    upper = form.row_upper.copy()
    for row, limit in zip(rows_of(form, limits), limits, strict=True):
        upper[row] = original.row_upper[row] + limit.posts
    return replace(form, row_upper=upper)


@pytest.mark.parametrize("seed", SEEDS)
def test_mends_give_a_plan_and_are_the_smallest_of_their_kind(seed):
    scenario, found = overdrawn(seed), diagnosed(seed)
    assert found.mends
    assert [mend.price for mend in found.mends] == sorted(mend.price for mend in found.mends)
    plan = solve(changed(scenario, found.mends[0].changes), Options(threads=1, gap=1.0))
    assert plan.status in ("optimal", "gap")
    for mend in found.mends:
        assert _has_plan(changed(scenario, mend.changes))
        for change in mend.changes:
            less = replace(change, value=change.value - _step(change))
            others = [each for each in mend.changes if each != change]
            assert not _has_plan(changed(scenario, [*others, less])), str(change)


def _step(change):
    """The direction in which a change goes."""
    return 1 if change.column in ("capital", "people") or change.table == "transfers" else -1


def _has_plan(scenario):
    form = whole_model(scenario)
    return agree(form, {place for place, row in enumerate(form.rows) if row.rule in YIELDING_RULES})


def test_the_same_diagnosis_every_time():
    scenario = overdrawn(SEEDS[0])
    assert diagnose(scenario, prepare(scenario)) == diagnosed(SEEDS[0])
