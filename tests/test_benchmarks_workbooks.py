"""The benchmark of workbooks: every way reads the same, and the page says what was measured."""

from argparse import Namespace
from pathlib import Path

import pytest

from allocator.scenario.reading import read_scenario
from benchmarks import workbooks
from benchmarks.stopwatch import REST


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small county with a roster of three times its people, and the workbook of it."""
    folder = tmp_path_factory.mktemp("workbooks") / "county"
    people = len(workbooks.generate(6, workbooks.SEED).tables["staff"])
    workbooks.scenario_folder(folder, 6, 3 * people)
    workbooks.write_workbook(folder)
    return folder


def test_the_workbook_holds_what_the_folder_does(folder: Path) -> None:
    of_folder, of_book = read_scenario(folder), read_scenario(folder / workbooks.WORKBOOK)
    assert of_book.fingerprint == of_folder.fingerprint
    made = workbooks.generate(6, workbooks.SEED).tables
    assert len(of_book.tables["staff"]) == 3 * len(made["staff"])
    assert of_book.tables["posts"]["filled"].sum() == 3 * made["posts"]["filled"].sum()


def test_every_way_reads_it(folder: Path) -> None:
    for way in ("product", "product_csv", "openpyxl", "pandas_calamine"):
        assert workbooks.WAYS[way](folder)["seconds"] > 0


def test_every_stage_of_reading_is_seen(folder: Path) -> None:
    found = workbooks.stages(folder)
    assert set(found) == {*workbooks.STAGES, REST}
    assert min(found.values()) > 0


def test_the_page_says_how_much_longer_others_take(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = {"product": 2.0, "openpyxl": 5.0, "stages": 0.5}

    def measured(way: str, _folder: Path, _repeat: int) -> workbooks.Measured:
        return {"seconds": taken.get(way, 1.0), "peak": 120.4}

    monkeypatch.setattr(workbooks, "measured", measured)
    text = workbooks.report(folder, Namespace(units=6, repeat=2))
    people = len(read_scenario(folder).tables["staff"])
    assert f"6 units, {people:,} people" in text
    # 5 of 2 seconds.
    assert "| openpyxl: cells alone | 5.000 | 2.50 | 120 |" in text
    assert "peak" not in text.partition("## Where the time goes")[2]
