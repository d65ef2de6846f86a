"""The counties that are measured."""

from pathlib import Path

import numpy as np

from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.synthetic import generate, write_synthetic
from allocator.scenario.writing import write_scenario

PEOPLE_PER_UNIT = 12
"""A generated county has a few more on its roster."""


def county(parent: Path, units: int, seed: int) -> Path:
    """Generate a county; its folder."""
    folder = parent / f"county-{units}"
    write_synthetic(folder, units, seed)
    return folder


def roster_county(parent: Path, people: int, seed: int) -> Path:
    """A county whose roster has exactly ``people`` rows; its folder."""
    made = generate(max(1, people // PEOPLE_PER_UNIT), seed)
    if len(made.tables["staff"]) < people:
        raise ValueError(f"expected {people} people, generated {len(made.tables['staff'])}")
    tables = made.tables | {"staff": made.tables["staff"].head(people)}
    folder = parent / f"roster-{people}"
    write_scenario(folder, made.settings_toml, tables, made.policy_toml, "en")
    return folder


def with_roster(folder: Path, people: int) -> Scenario:
    """The county with its roster repeated up to ``people``, births shifted, none stated.

    The rows are shifted by up to five years so that repetition does not make people alike.
    """
    scenario = read_scenario(folder)
    staff = scenario.tables["staff"]
    staff = staff.iloc[np.arange(people) % len(staff)].reset_index(drop=True)
    staff["birth"] += np.arange(people) * 7 % 121 - 60
    leavers = scenario.tables["leavers"].head(0)
    tables = dict(scenario.tables) | {"staff": staff, "leavers": leavers}
    return scenario.replace(tables=tables)
