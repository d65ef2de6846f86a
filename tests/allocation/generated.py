"""Generated scenarios, read once each, and what tests do with them."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd

from allocator.allocation import solve as solving
from allocator.allocation.audit import audit
from allocator.allocation.model.build import build
from allocator.allocation.plan.plan import Plan
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import StandardForm, compile_model
from allocator.allocation.strengthen import Strengthening
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.synthetic import Synthetic, generate
from allocator.scenario.writing import write_scenario

NUMBERS = {
    name: {
        column.name: column.least for column in table.columns if column.kind in ("integer", "year")
    }
    for name, table in PLAN_TABLES.items()
}
"""Columns of numbers of each file of a plan, and the least that reading it lets through."""


def size(seed: int) -> int:
    """5 to 40 units."""
    return 5 + seed % 36


@cache
def scenario_of(seed: int, units: int | None = None, *, varied: bool = True) -> Scenario:
    """The scenario of a seed, of 5 to 40 units unless said."""
    return read(generate(units or size(seed), seed, varied_policy=varied))


def read(made: Synthetic) -> Scenario:
    """A synthetic scenario, written and read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        write_scenario(path, made.settings_toml, made.tables, made.policy_toml)
        return read_scenario(path)


def with_goals(scenario: Scenario, *goals: str) -> Scenario:
    """The scenario under a policy with other goals."""
    policy = scenario.policy
    objective = policy.objective.model_copy(update={"goals": goals})
    return scenario.replace(policy=policy.model_copy(update={"objective": objective}))


@cache
def numbers_of(seed: int) -> Prepared:
    """Prepared numbers of a seed's scenario."""
    return prepare(scenario_of(seed))


def plan_of(seed: int, options: solving.Options) -> Plan:
    """The plan of a seed's scenario, from the numbers that are prepared once for all its plans."""
    scenario, numbers = scenario_of(seed), numbers_of(seed)
    with mock.patch.object(solving, "prepare", return_value=numbers) as prepared:
        plan = solving.solve(scenario, options)
    prepared.assert_called_once_with(scenario)
    return plan


def form_of(numbers: Prepared, strengthening: Strengthening) -> StandardForm:
    """The model's arrays."""
    return compile_model(build(numbers, strengthening))


def broken(scenario: Scenario, plan: Plan, **changed: pd.DataFrame) -> set[str]:
    """Rules that a plan breaks, with some tables changed; as it is, goals must agree too."""
    report = audit(scenario, dict(plan.tables) | changed, plan.record)
    assert changed or report.remarks == ()
    return {violation.rule for violation in report.violations}


def spoilt(plan: Plan, rng: np.random.Generator) -> tuple[str, dict[str, Any]]:
    """One number of one file of the plan, one more or one less."""
    name = str(rng.choice([name for name, table in plan.tables.items() if len(table)]))
    table = plan.tables[name].copy()
    row, column = int(rng.integers(len(table))), str(rng.choice(list(NUMBERS[name])))
    least = NUMBERS[name][column]
    by = int(rng.choice([-1, 1])) if least is None or table.loc[row, column] > least else 1
    table.loc[row, column] += by
    return f"{name}, row {row}, {column} {by:+d}", {name: table}
