"""A scenario read again with other overrides is what it is when read from the beginning."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from allocator.evaluation.checks import weights_derivable
from allocator.scenario.problems import InvalidData
from allocator.scenario.reading import read_scenario
from allocator.scenario.relations.data import Data
from allocator.scenario.remembered import Remembered
from allocator.scenario.rereading import Rereading
from allocator.scenario.scenario import Scenario

OVERRIDES: dict[str, tuple[tuple[str, Any], ...]] = {
    "nothing": (),
    "a key of the policy": (("lending.confidence", Decimal("0.8")),),
    "the same, another value": (("lending.confidence", 1),),
    "1, which is not true": (("deposit.idle_years", 1),),
    "a key of the simulation": (("simulation.recall.late_share", Decimal("0.1")),),
    "a warning of it": (
        ("simulation.recall.late_share", Decimal("0.1")),
        ("simulation.recall.late_months", 0),
    ),
    "a section of the policy": (("lending", {"terms": [1, 2, 3], "overdue_blocks": True}),),
    "another base year": (("base_year", 2025),),
    "another horizon": (("horizon", 5),),
    "another policy": (("policy", "other.toml"),),
    "a default that tables take over": (("recall.repayment", "as_vacated"),),
    "a cell": (("pools[B1].capital", 5),),
    "the same cell in Chinese": (("周转池[B1].资本金", 5),),
    "two cells of a table": (("pools[B1].capital", 5), ("pools[B2].reserve", 2)),
    "a cell of another": (("requests[R1].posts", 2),),
    "cells and keys": (("pools[B1].capital", 5), ("requests[R1].posts", 2), ("horizon", 5)),
    "a row of grades that is added": (("grades[U1].tier", 2),),
    "a warning of a cell": (("pools[B2].region", "Q"),),
    "an emptied cell": (("requests[R1].repayment", ""),),
}

WRONG: dict[str, tuple[tuple[str, Any], ...]] = {
    "a misspelt key": (("lending.confidnce", 1),),
    "a value out of range": (("lending.confidence", 2), ("pools[B1].capital", -1)),
    "true, which is not 1": (("deposit.idle_years", True),),
    "no such row": (("pools[B9].capital", 3),),
    "no such table": (("puddles[B1].capital", 3),),
    "an unknown policy": (("policy", "nowhere"),),
    "a relation": (("pools[B1].reserve", 7),),
}


def same(found: Scenario, expected: Scenario) -> None:
    """All parts are."""
    assert found.settings == expected.settings
    assert found.policy == expected.policy
    assert found.fingerprint == expected.fingerprint
    assert found.warnings == expected.warnings
    assert list(found.tables) == list(expected.tables)
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(found.tables[name], table)


@pytest.fixture
def folder(small: Any) -> Path:
    """A scenario with a warning, and a default that the policy fills in."""
    small.put("requests", 2, "repayment", "").column("units", "colour", "red", "blue")
    small.text("other.toml", small.files["policy.toml"].replace(b"[1, 2, 3]", b"[1, 3]"))
    path: Path = small.write()
    return path


def test_each_is_the_same_whatever_was_read_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forwards, then backwards: what is remembered of one serves the others.

    What is right is never read from the beginning.
    """
    reading = Rereading(folder, (weights_derivable,))
    expected = {
        case: read_scenario(folder, overrides, checks=(weights_derivable,))
        for case, overrides in OVERRIDES.items()
    }
    monkeypatch.setattr("allocator.scenario.rereading.read_scenario", None)
    for case in (*OVERRIDES, *reversed(OVERRIDES)):
        same(reading.scenario(OVERRIDES[case]), expected[case])
    told = {case: set(scenario.warnings) for case, scenario in expected.items()}
    plain = told.pop("nothing")
    assert len(plain) == 1
    assert told["a warning of it"] > plain
    assert {problem.file for problem in told["a warning of a cell"] - plain} == {"--set"}
    assert len({scenario.fingerprint for scenario in expected.values()}) > 10


def test_what_is_wrong_is_told_as_ever(folder: Path) -> None:
    reading = Rereading(folder, place="elsewhere")
    reading.scenario()
    for overrides in WRONG.values():
        with pytest.raises(InvalidData) as expected:
            read_scenario(folder, overrides, place="elsewhere")
        with pytest.raises(InvalidData) as found:
            reading.scenario(overrides)
        assert found.value.problems == expected.value.problems
        assert found.value.warnings == expected.value.warnings


def test_a_scenario_that_is_wrong_stays_so(small: Any) -> None:
    small.put("pools", 3, "capital", "six").drop("units")
    with pytest.raises(InvalidData) as found:
        Rereading(small.write()).scenario(OVERRIDES["a cell"])
    assert {problem.file for problem in found.value.problems} >= {"pools.csv", "units.csv"}


def test_a_check_is_made_again_only_where_it_looks(folder: Path) -> None:
    made: list[str] = []

    def pools_alone(data: Data) -> None:
        assert len(data.frames) > len(data.frames["pools"])
        made.append("pools")

    def policy_alone(data: Data) -> None:
        assert data.policy is not None
        made.append("policy")

    reading = Rereading(folder, (pools_alone, policy_alone))
    for case, again in (
        ("nothing", ["pools", "policy"]),
        ("a key of the policy", ["policy"]),
        ("a cell", ["pools"]),
        ("cells and keys", []),  # of pools the same cell, and no key of the policy
        ("a key of the simulation", []),
        ("a key of the policy", []),
    ):
        made.clear()
        reading.scenario(OVERRIDES[case])
        assert made == again, case


def test_untouched_tables_are_the_same_objects(folder: Path) -> None:
    reading = Rereading(folder)
    first = reading.scenario()
    other = reading.scenario(OVERRIDES["cells and keys"])
    changed = {"pools", "requests"}
    for name, table in first.tables.items():
        assert (other.tables[name] is table) is (name not in changed)


def test_what_was_used_latest_is_remembered() -> None:
    made: list[str] = []
    remembered = Remembered[str](2)

    def get(name: str) -> str:
        return remembered.get(name, lambda: made.append(name) or name)

    assert [get(name) for name in "abacab"] == list("abacab")
    # c takes the place of b, used before a; b, made again, that of c.
    assert made == ["a", "b", "c", "b"]
