"""Every rule of the model has a case of its own, and every goal."""

import ast
from pathlib import Path

import pytest

from allocator.allocation.audit import RULES as AUDITED
from allocator.allocation.model.build import RULES
from allocator.allocation.model.goals import GOALS

HERE = Path(__file__).parent


def cases_in(*names: str) -> list[str]:
    trees = [ast.parse((HERE / name).read_text(encoding="utf-8")) for name in names]
    return [node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]


CASES = cases_in(
    "test_request_rules.py",
    "test_unit_rules.py",
    "test_loan_rules.py",
    "test_pool_rules.py",
    "test_rules_of_the_whole.py",
)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case(rule):
    assert any(name.startswith(f"test_{rule}") for name in CASES)


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_has_a_case(goal):
    assert any(name.startswith(f"test_{goal}") for name in cases_in("test_goals_by_hand.py"))


def test_the_audit_knows_the_same_rules():
    assert {rule.__name__ for rule in AUDITED} == {*RULES, "plan_files"}
