"""What holds for every plan: more never hurts, nothing is lost, nothing is changed."""

from decimal import Decimal

import pandas as pd
import pytest
from generated import broken, scenario_of, with_goals

from allocator.allocation.model.goals import GOALS
from allocator.allocation.solve import Options, solve

MAXIMISED = {"priority_value", "least_served", "long_reserve"}
SEEDS = range(3000, 3010)


def solved(scenario):
    plan = solve(scenario, Options(threads=1))
    assert plan.status == "optimal"
    return plan


def first_value(scenario):
    return solved(scenario).goals[0].value


def with_table(scenario, name, **columns):
    tables = dict(scenario.tables)
    tables[name] = tables[name].assign(**columns)
    return scenario.replace(tables=tables)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_capital_never_hurts_the_first_goal(seed):
    scenario = scenario_of(seed)
    pools = scenario.tables["pools"]
    for goal in ("priority_value", *MAXIMISED & {scenario.policy.objective.goals[0]}):
        before = with_goals(scenario, goal)
        values = [
            first_value(with_table(before, "pools", capital=pools["capital"] + more))
            for more in (0, 1, 5)
        ]
        assert values == sorted(values)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_leavers_and_wider_ceilings_never_hurt(seed):
    scenario = with_goals(scenario_of(seed), "priority_value")
    ceilings = scenario.tables["ceilings"]
    value = first_value(scenario)
    assert first_value(with_table(scenario, "ceilings", people=ceilings["people"] + 3)) >= value
    lending = scenario.policy.lending.model_copy(update={"confidence": Decimal("0.01")})
    policy = scenario.policy.model_copy(update={"lending": lending})
    assert first_value(scenario.replace(policy=policy)) >= value


@pytest.mark.parametrize("seed", SEEDS)
def test_solving_leaves_the_scenario_alone_and_gives_the_same_again(seed):
    scenario = scenario_of(seed)
    before = {name: frame.copy(deep=True) for name, frame in scenario.tables.items()}
    first, second = solved(scenario), solved(scenario)
    for name, frame in scenario.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
    for name, frame in first.tables.items():
        pd.testing.assert_frame_equal(frame, second.tables[name])
    assert first.decisions == second.decisions


@pytest.mark.parametrize("seed", range(3000, 3040))
def test_posts_are_neither_made_nor_lost(seed):
    scenario = scenario_of(seed)
    plan = solved(scenario)
    assert broken(scenario, plan) == set()
    pools = plan.tables["pools"]
    owned = pools["capital"] + pools["collected"] + pools["transferred"]
    assert (pools["free"] + pools["out"] + pools["reserve"] == owned).all()
    assert (pools["free"] >= 0).all()
    by_year = pools.groupby("year")[["capital", "collected", "transferred"]].sum()
    assert (by_year["transferred"] == 0).all()
    assert (by_year["collected"] == plan.tables["deposits"]["posts"].sum()).all()
    assert (by_year["capital"] == scenario.tables["pools"]["capital"].sum()).all()
    # Every post lent, old or new, comes back once.
    lent = plan.tables["schedule"]["posts"].sum() + scenario.tables["loans"]["posts"].sum()
    assert plan.tables["repayments"]["posts"].sum() == lent
    decisions = plan.tables["decisions"]
    assert (decisions["own_vacancies"] + decisions["lent"] == decisions["granted"]).all()
    assert (decisions["granted"] <= decisions["asked"]).all()


@pytest.mark.parametrize("seed", range(3000, 3006))
def test_goals_held_first_keep_their_value_with_more_goals_behind(seed):
    scenario = scenario_of(seed)
    goals = [*scenario.policy.objective.goals]
    goals += [goal for goal in GOALS if goal not in goals]
    whole = [goal.value for goal in solved(with_goals(scenario, *goals)).goals]
    for count in range(1, len(goals)):
        fewer = solved(with_goals(scenario, *goals[:count])).goals
        assert [goal.value for goal in fewer] == whole[:count]
