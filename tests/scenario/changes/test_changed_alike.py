"""A cell changed in memory, by an override, and by hand in the file are one and the same."""

import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from allocator.scenario.changes import CellChange, Change, KeyChange, changed
from allocator.scenario.changes.grading import emptied
from allocator.scenario.problems import InvalidData
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.synthetic import generate
from allocator.scenario.tables import TABLES
from allocator.scenario.writing import csv_text, write_scenario

CHANGEABLE = {
    "units": ("name", "sector"),
    "posts": ("reserved", "keep", "vacant_since"),
    "requests": ("posts", "max_term", "start_year", "repayment", "duties_grew"),
    "benefits": ("current", "posts"),
    "loans": ("posts", "renewable", "due_year"),
    "pools": ("capital", "reserve", "region"),
    "transfers": ("posts",),
    "ceilings": ("people", "titles", "until"),
    "scores": ("score",),
    "grades": ("colour", "tier"),
}
"""Columns that are changed here, by table."""


def value_for(kind: str, rng: np.random.Generator) -> Any:
    """A value of some kind, often one that the scenario cannot bear."""
    values: dict[str, tuple[Any, ...]] = {
        "integer": (1, 2, 3, 7),
        "year": (2025, 2026, 2027, ""),
        "boolean": (True, False),
        "decimal": (Decimal("1.50"), 3, Decimal("0.5")),
        "code": ("S", "north, south", ""),
        "text": ("Another name", "名称"),
        "choice": ("",),
    }
    return values[kind][int(rng.integers(len(values[kind])))]


def some_changes(scenario: Scenario, rng: np.random.Generator) -> list[Change]:
    """Up to three cells of the scenario, and perhaps a key of its policy."""
    changes: list[Change] = []
    names = [name for name in CHANGEABLE if len(scenario.tables[name])]
    for _ in range(int(rng.integers(1, 4))):
        table = TABLES[names[int(rng.integers(len(names)))]]
        frame = scenario.tables[table.name]
        row = frame.iloc[int(rng.integers(len(frame)))]
        column = str(rng.choice(CHANGEABLE[table.name]))
        key = tuple(str(row[name]) for name in table.key)
        value = value_for(table.column(column).kind, rng)
        if value == "" and table.column(column).required:
            continue
        changes.append(CellChange(table.name, key, column, value))
    if rng.random() < 0.5:
        changes.append(KeyChange("lending.confidence", Decimal("0.75")))
    return changes


def override(change: Change) -> tuple[str, Any]:
    """The change as an override of the reading."""
    return (change.place if isinstance(change, CellChange) else change.key), change.value


def by_hand(tables: dict[str, pd.DataFrame], changes: list[Change]) -> dict[str, str]:
    """The files with the cells edited as text, by table."""
    edited: dict[str, pd.DataFrame] = {}
    cells = [change for change in changes if isinstance(change, CellChange)]
    for change in cells:
        name = change.table
        if name not in edited:
            text = tables[name].copy()
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "table.csv"
                path.write_text(csv_text(name, text), encoding="utf-8")
                edited[name] = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame = edited[name]
        same = np.logical_and.reduce(
            [
                frame[column] == part
                for column, part in zip(TABLES[name].key, change.key, strict=True)
            ]
        )
        assert same.sum() == 1
        frame.loc[same, list(emptied(change, cells))] = ""
        frame.loc[same, change.column] = change.text
    return {name: frame.to_csv(index=False) for name, frame in edited.items()}


def unless_refused(make: Callable[..., Scenario], *arguments: Any) -> Scenario | None:
    """The scenario, or nothing where the data cannot be used."""
    try:
        return make(*arguments)
    except InvalidData:
        return None


@given(st.integers(0, 10_000))
@example(2471)
@settings(max_examples=12, deadline=None)
def test_in_memory_by_override_and_by_hand_are_the_same(seed: int) -> None:
    rng = np.random.default_rng(seed)
    made = generate(5 + seed % 20, seed, varied_policy=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        write_scenario(path, made.settings_toml, made.tables, made.policy_toml)
        scenario = read_scenario(path)
        # As it was read: with every default in the files, keys are found as they are written.
        tables = {name: frame for name, frame in scenario.tables.items() if name in made.tables}
        for name, frame in tables.items():
            (path / f"{name}.csv").write_text(csv_text(name, frame), encoding="utf-8")
        assert read_scenario(path).fingerprint == scenario.fingerprint
        changes = some_changes(scenario, rng)
        in_memory = unless_refused(changed, scenario, changes)
        by_override = unless_refused(read_scenario, path, [*map(override, changes)])
        for name, text in by_hand(tables, changes).items():
            (path / f"{name}.csv").write_text(text, encoding="utf-8")
        keys = [override(change) for change in changes if isinstance(change, KeyChange)]
        if by_override is None:
            with pytest.raises(InvalidData):
                read_scenario(path, keys)
            return
        edited = read_scenario(path, keys)
    assert in_memory is not None
    assert in_memory.fingerprint == by_override.fingerprint == edited.fingerprint
    assert in_memory.policy == by_override.policy
    for name, frame in by_override.tables.items():
        pd.testing.assert_frame_equal(in_memory.tables[name], frame)
