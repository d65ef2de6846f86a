"""The worked scenarios that come with the software, each read and solved once."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd

from allocator.allocation.plan.plan import Plan
from allocator.allocation.solve import solve
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.text import use_language

ROOT = Path(__file__).parents[2]

NAMES = ("gansu-ahp", "national-pooling", "sichuan-epsilon", "suining")


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(name)


@cache
def plan(name: str) -> Plan:
    use_language("en")
    return solve(scenario(name))


def lent(name: str) -> dict[str, int]:
    """Request → posts lent."""
    return _counts(name, "lent")


def own(name: str) -> dict[str, int]:
    """Request → own vacancies used."""
    return _counts(name, "own_vacancies")


def _counts(name: str, column: str) -> dict[str, int]:
    table = plan(name).tables["decisions"]
    return dict(zip(table["request_id"], table[column].tolist(), strict=True))


def reasons(name: str) -> dict[str, str]:
    """Request → the rule that stops the next post, where one does."""
    table = plan(name).tables["decisions"]
    pairs = zip(table["request_id"], table["reason"], strict=True)
    return {request: reason for request, reason in pairs if reason}


def collected(name: str) -> dict[str, int]:
    """Unit → posts collected."""
    table = plan(name).tables["deposits"]
    return dict(zip(table["unit_id"], table["posts"].tolist(), strict=True))


def first_year(name: str) -> pd.DataFrame:
    """Pools in the base year, by id."""
    pools = plan(name).tables["pools"]
    return pools[pools["year"] == scenario(name).base_year].set_index("pool_id")


def goal(of: Plan, name: str) -> Decimal:
    """What a goal reached."""
    return next(Decimal(str(entry["value"])) for entry in of.record["goals"] if entry["id"] == name)


def page(name: str) -> str:
    """The scenario's page, on one line."""
    text = (ROOT / "scenarios" / name / "README.md").read_text(encoding="utf-8")
    return " ".join(text.split())
