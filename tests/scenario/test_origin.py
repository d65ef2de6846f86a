"""A scenario says where it was read from, so that it can be read again."""

import pickle
from decimal import Decimal
from pathlib import Path

from allocator.scenario.changes.change import parse_assignment
from allocator.scenario.origin import Origin
from allocator.scenario.reading import read_scenario
from allocator.scenario.rereading import Rereading
from allocator.scenario.writing import copy_scenario

OVERRIDES = (("lending.confidence", Decimal("0.9")), ("pools[P2].reserve", "0"))


def test_a_built_in_one_by_its_name() -> None:
    assert read_scenario("s-county").origin == Origin("s-county")


def test_a_folder_by_its_absolute_path(tmp_path: Path, monkeypatch) -> None:
    copy_scenario("s-county", tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert read_scenario("mine").origin == Origin(str(tmp_path / "mine"))


def test_overrides_read_back_the_same() -> None:
    scenario = read_scenario("s-county", OVERRIDES)
    origin = scenario.origin
    assert origin is not None
    assert origin.changes == ("lending.confidence=0.9", "pools[P2].reserve=0")
    again = read_scenario(origin.source, [parse_assignment(text) for text in origin.changes])
    assert again.fingerprint == scenario.fingerprint
    assert again.fingerprint != read_scenario("s-county").fingerprint


def test_reading_many_variants_tells_it_too() -> None:
    assert Rereading("s-county").scenario(OVERRIDES).origin == (
        read_scenario("s-county", OVERRIDES).origin
    )


def test_it_is_kept_on_the_way_to_another_process_but_is_no_content(tmp_path: Path) -> None:
    copy_scenario("s-county", tmp_path / "mine")
    scenario = read_scenario(tmp_path / "mine")
    assert pickle.loads(pickle.dumps(scenario)).origin == scenario.origin  # noqa: S301 - our own
    assert scenario.fingerprint == read_scenario("s-county").fingerprint
