"""Whoever listens while a scenario is read hears what is done next, and how far it has come."""

from itertools import pairwise
from pathlib import Path

import pytest

from allocator.scenario.reading import read_scenario
from allocator.scenario.tables import TABLES
from allocator.scenario.workbook_form.writing import copy_scenario_workbook
from allocator.scenario.writing import copy_scenario

Heard = list[tuple[str, float]]


def heard_of(place: Path) -> Heard:
    heard: Heard = []
    read_scenario(place, told=lambda what, done: heard.append((what, done)))
    return heard


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    found = {"folder": tmp_path / "county", "workbook": tmp_path / "county.xlsx"}
    copy_scenario("s-county", found["folder"])
    copy_scenario_workbook("s-county", found["workbook"])
    return found


@pytest.mark.parametrize("kind", ["folder", "workbook"])
def test_what_is_done_goes_from_nothing_to_nearly_all(places: dict[str, Path], kind: str) -> None:
    heard = heard_of(places[kind])
    done = [share for _what, share in heard]
    assert done == sorted(done)
    assert done[0] == 0
    assert 0.4 < done[-1] < 1
    assert heard[0][0] == "Reading"
    assert heard[-1][0] == "Checking"
    tables = [what for what, _share in heard if what.startswith("Reading the table ")]
    assert len(tables) == len(TABLES)


def test_sheets_count_by_their_size(places: dict[str, Path]) -> None:
    heard = heard_of(places["workbook"])
    before = dict(heard)
    share = {
        what.removeprefix("Reading the sheet "): following - before[what]
        for (what, _done), (_next, following) in pairwise(heard)
    }
    # 3,861 people, 133 units, 3 pools.
    staff, units, pools = (share[name] for name in ("staff", "units", "pools"))
    assert staff > 5 * units > 5 * pools > 0
