"""A later January as a scenario of its own: written, read, checked, solved."""

from pathlib import Path
from typing import Any

import pytest

from allocator.allocation.solve import Options, solve
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.toml_text import toml_document
from allocator.scenario.writing import write_scenario
from tests.allocation.worlds import World
from tests.simulation.varied import varied, with_simulation
from tests.simulation.years import rounds


def read_back(scenario: Scenario, folder: Path) -> Scenario:
    """The scenario, written and read: everything that the reader checks holds."""
    settings = _given(scenario.settings.model_dump(by_alias=True)) | {"policy": "policy.toml"}
    policy = _given(scenario.policy.model_dump(by_alias=True, exclude_unset=True))
    write_scenario(folder, toml_document(settings), scenario.tables, toml_document(policy))
    return read_scenario(folder)


def _given(value: Any) -> Any:
    """Without what is not there, which TOML cannot say."""
    if isinstance(value, dict):
        return {str(name): _given(entry) for name, entry in value.items() if entry is not None}
    return [_given(entry) for entry in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("seed", [1, 3])
def test_what_is_written_is_read_as_it_was(seed: int, tmp_path: Path) -> None:
    seen = rounds(varied(seed), 3, "first_come", seed)
    for year, later in seen.items():
        scenario = later.scenario
        assert scenario.base_year == year
        found = read_back(scenario, tmp_path / str(year))
        assert found.fingerprint == scenario.fingerprint


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_its_plan_is_the_round_of_optimal(seed: int) -> None:
    for seen in rounds(with_simulation(varied(seed), gap=0), 3, "optimal", seed).values():
        plan = solve(seen.scenario, Options(threads=1))
        assert plan.decisions == seen.verdict.decisions


def test_every_kind_of_row(tmp_path: Path) -> None:
    """A loan lent and one overdue, a freeze, a waiting request, recruits, an emergency."""
    world = World(tmp_path).years(6).pool("P", 6, 2)
    world.unit("U", approved=4, filled=2, leave=(), tier=3, colour="yellow")
    world.unit("V", approved=3, filled=3, leave=(0,) * 6, tier=1)
    world.person("N1", "U", "1966-03").person("N2", "U", "1990-03")
    world.loan("L", "V", "P", 1, due=2026).request("R", "U", 1, gains=(3, 2))
    world.request("S", "V", 1, max_term=3, start_year=2027).people(30).standard("U", 9)
    world.policy(
        response={"yellow": {"lending": "suspended", "freeze_years": 2}},
        lending={"limit_exempt_purposes": ["routine"], "overdue_blocks": False},
    )
    world.simulation(
        demand={"rate": 3, "urgent_share": 0.5, "urgent": "reserve", "patience": 3},
        evaluation={"noise": 9},
    )
    for year, seen in rounds(world.scenario(), 3, "first_come").items():
        found = read_back(seen.scenario, tmp_path / str(year))
        assert found.fingerprint == seen.scenario.fingerprint
        units = seen.scenario.tables["grades"]
        assert set(units.loc[units["year"] == year, "unit_id"]) == {"U", "V"}


def test_what_the_reader_warns_of(tmp_path: Path) -> None:
    """The roster has those on lent posts too, whom ``filled`` leaves out; that is a warning."""
    world = World(tmp_path).unit("U", approved=1, filled=1, leave=()).pool("P", 1)
    world.person("N", "U", "1999-03").request("R", "U", 1, min_term=3, max_term=3)
    world.policy(lending={"limit_exempt_purposes": ["routine"]})
    world.simulation(demand={"rate": 0}, recruitment={"success": 1})
    seen = rounds(world.scenario(), 2, "first_come")[2027]
    (warning,) = read_back(seen.scenario, tmp_path / "later").warnings
    assert "1 people in post; expected as many as the roster lists" in str(warning)
    assert ": 2. Bring roster" in str(warning)
