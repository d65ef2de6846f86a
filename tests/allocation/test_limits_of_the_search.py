"""When there is no plan, or not the whole of one; and the model as a file."""

import os
import signal
import threading
from dataclasses import replace
from time import monotonic

import highspy
import numpy as np
import pytest
from generated import broken, scenario_of
from worlds import Outcome

from allocator.allocation.repair import Contradiction
from allocator.allocation.solve import NoPlan, Options, solve
from allocator.allocation.solver.highs import Ending, Highs
from allocator.allocation.solver.standard_form import Objective, StandardForm


def conflicts(world):
    """Rule, pool or region, year and posts of every limit that must give."""
    with pytest.raises(Contradiction) as raised:
        solve(world.scenario(), Options(threads=1))
    return {
        (limit.rule, limit.pool or limit.region, limit.year, limit.posts)
        for limit in raised.value.diagnosis.giving
    }


def test_no_time_gives_no_plan(world):
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3)
    with pytest.raises(NoPlan) as raised:
        solve(world.scenario(), Options(time_limit=0))
    assert raised.value.ending is Ending.TIME_LIMIT
    assert "time limit" in str(raised.value)


@pytest.fixture
def overdrawn(world):
    """3 of 5 posts are out until 2027, and 4 are to be kept back: 2 are missing."""
    world.unit("U1").pool("B1", 5, 4).loan("L1", "U1", "B1", 3, due=2027)
    return world.request("R1", "U1", 1)


def test_a_reserve_that_old_loans_have_taken(overdrawn):
    assert conflicts(overdrawn) == {
        ("pool_balance", "B1", 2026, 2),
        ("pool_balance", "B1", 2027, 2),
    }


@pytest.mark.parametrize("goals", [["long_reserve"], ["priority_value", "long_reserve"]])
def test_goals_are_no_part_of_a_contradiction(overdrawn, goals):
    overdrawn.put("policy.objective", {"goals": [*goals, "least_served"]})
    assert {rule for rule, *_ in conflicts(overdrawn)} == {"pool_balance"}


def test_a_reserve_that_can_be_collected_is_no_contradiction(overdrawn):
    overdrawn.unit("U2", filled=8).policy(deposit={"mode": "as_needed", "share": 1})
    outcome = overdrawn.solve()
    assert outcome.collected == {"U2": 2}
    assert outcome.free("B1") == [0, 0, 3, 3]


def test_a_ceiling_on_people_that_is_exceeded_already(world):
    world.unit("U1").unit("U2", region="T").pool("B1", 5).request("R1", "U1", 3)
    world.people(17).people(10, region="S")
    assert conflicts(world) == {("people_ceiling", "*", None, 3)}


def test_a_ceiling_that_is_exceeded_where_nobody_asks(world):
    world.unit("U1").unit("U2", region="T").pool("B1", 5).request("R1", "U1", 3)
    world.people(8, region="T")
    assert conflicts(world) == {("people_ceiling", "T", None, 2)}


def test_a_world_without_requests_has_an_empty_plan(world):
    world.unit("U1").pool("B1", 5)
    outcome = world.solve()
    assert (outcome.granted, outcome.goals["priority_value"]) == ({}, 0)
    assert outcome.free("B1") == [5, 5, 5, 5]


def test_a_world_without_pools_uses_own_vacancies(world):
    world.unit("U1", filled=8).request("R1", "U1", 3)
    outcome = world.solve()
    assert (outcome.own, outcome.lent) == ({"R1": 2}, {})


class CutShort(Highs):
    """HiGHS, interrupted in the second run it makes, with an answer in hand or without."""

    runs = 0
    with_answer = False

    def run(self, **limits):
        self.runs += 1
        found = super().run(**limits)
        if self.runs < 2:
            return found
        x = found.x if self.with_answer else None
        return replace(found, ending=Ending.INTERRUPTED, x=x)


@pytest.mark.parametrize("with_answer", [False, True])
@pytest.mark.parametrize("seed", [12, 45, 66, 128])
def test_an_interrupted_search_gives_the_plan_in_hand(monkeypatch, seed, with_answer):
    scenario = scenario_of(seed)
    whole = solve(scenario, Options(threads=1))
    monkeypatch.setattr(CutShort, "with_answer", with_answer)
    monkeypatch.setattr("allocator.allocation.solve.Highs", CutShort)
    plan = solve(scenario, Options(threads=1))
    assert (plan.status, plan.record["status"]) == ("interrupted", "interrupted")
    assert broken(scenario, plan) == set()
    assert not plan.tables["decisions"]["detail"].str.contains("are served better").any()
    values = [goal.value for goal in plan.goals]
    assert values == [goal.value for goal in whole.goals][: 1 + with_answer]
    assert [goal["id"] for goal in plan.record["goals"]] == [goal.goal for goal in plan.goals]


def hard() -> StandardForm:
    """A knapsack in 40 dimensions with 150 whole columns: minutes of work, at least."""
    rng = np.random.default_rng(0)
    rows, columns = 40, 150
    weights = rng.integers(1, 100, (rows, columns)).astype(float)
    return StandardForm(
        start=np.arange(0, rows * columns + 1, rows, dtype=np.int32),
        index=np.tile(np.arange(rows, dtype=np.int32), columns),
        value=weights.T.ravel(),
        row_lower=np.full(rows, -np.inf),
        row_upper=weights.sum(axis=1) // 2,
        lower=np.zeros(columns),
        upper=np.ones(columns),
        whole=np.ones(columns, dtype=np.bool_),
        objectives={},
        rows=(),
        columns=(),
    )


def test_ctrl_c_ends_a_run_with_its_best_answer(capfd):
    form, heard = hard(), []
    costs = np.random.default_rng(1).integers(1, 100, 150).astype(float)
    highs = Highs(form, threads=1)
    highs.aim(Objective(costs, 0.0, maximise=True))
    before = signal.getsignal(signal.SIGINT)
    timer = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    began = monotonic()
    run = highs.run(seconds=60, relative_gap=0, absolute_gap=0, progress=heard.append)
    timer.join()
    assert run.ending is Ending.INTERRUPTED
    assert monotonic() - began < 20
    assert signal.getsignal(signal.SIGINT) is before
    assert form.worst_violation(run.x) < 1e-6
    assert 0 < costs @ run.x <= run.bound
    assert heard
    assert heard[-1].best <= heard[-1].bound
    assert capfd.readouterr() == ("", "")


def test_a_gap_is_said(world):
    # Half of the optimum may do; whatever is found, value, bound and gap agree.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3, max_term=3)
    scenario = world.scenario()
    plan = solve(scenario, Options(threads=1, gap=0.5))
    assert Outcome(scenario, plan).broken() == set()
    assert plan.status == ("optimal" if all(goal.gap == 0 for goal in plan.goals) else "gap")
    assert all(goal.gap <= 0.5 for goal in plan.goals)


@pytest.mark.parametrize("seed", [28, 32, 41, 67])
def test_values_are_those_of_the_plan_where_a_gap_is_tolerated(seed):
    # A later goal's answer may be better in an earlier goal that was left short of its bound.
    scenario = scenario_of(seed)
    plan = solve(scenario, Options(threads=1, gap=0.3))
    assert broken(scenario, plan) == set()
    whole = solve(scenario, Options(threads=1)).goals[0]
    first = plan.goals[0]
    assert first.gap <= 0.3
    for goal in plan.goals:
        assert goal.gap == pytest.approx(
            abs(goal.bound - float(goal.value)) / float(goal.value or 1), abs=1e-9
        )
    if whole.goal in ("priority_value", "least_served", "long_reserve"):
        assert float(first.value) <= float(whole.value) <= first.bound
    else:
        assert first.bound <= float(whole.value) <= float(first.value)


@pytest.mark.parametrize("suffix", [".mps", ".lp"])
@pytest.mark.parametrize("seed", [12, 45, 66, 128])
def test_the_model_as_a_file_has_the_same_optimum(tmp_path, suffix, seed):
    path = tmp_path / f"model{suffix}"
    plan = solve(scenario_of(seed), Options(threads=1, write_model=path))
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    found = highs.getInfo().objective_function_value
    assert found == pytest.approx(float(plan.goals[0].value), abs=5e-5)
    names = highs.getLp().col_names_
    assert len(set(names)) == len(names)
    assert any(name.startswith("lent_") for name in names)
    assert any(name.startswith("pool_balance_") for name in highs.getLp().row_names_)
