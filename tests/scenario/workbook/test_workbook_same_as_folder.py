"""The same content in a folder and in a workbook is the same scenario."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from allocator.evaluation.checks import weights_derivable
from allocator.scenario import builtin
from allocator.scenario.changes import CellChange, changed
from allocator.scenario.origin import Origin
from allocator.scenario.reading import read_scenario
from allocator.scenario.rereading import Rereading
from allocator.scenario.scenario import Scenario
from allocator.scenario.tables import TABLES
from tests.scenario.workbook.books import Book, book_of, settings_rows, table_rows

OVERRIDES = [("lending.confidence", 0.5), ("pools[B1].capital", 5), ("horizon", 4)]


def assert_same(one: Scenario, other: Scenario) -> None:
    assert one.settings == other.settings
    assert one.policy == other.policy
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])
    assert one.fingerprint == other.fingerprint


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(builtin.scenarios()))
def test_built_in_scenarios(name: str, language: str, tmp_path: Path) -> None:
    path = book_of(builtin.scenarios()[name], tmp_path / "book.xlsx", language).write()
    scenario = read_scenario(path, checks=(weights_derivable,))
    assert_same(read_scenario(name), scenario)
    assert scenario.origin == Origin(str(path))


def test_texts_that_cells_share(small: Any, tmp_path: Path) -> None:
    """XlsxWriter, as Excel, keeps each text once and lets cells refer to it."""
    folder, path = small.write(), small.path / "shared.xlsx"
    with xlsxwriter.Workbook(path) as book:
        toml = (folder / "scenario.toml").read_text()
        sheets = {"情景": settings_rows(toml, "zh")}
        for file in folder.glob("*.csv"):
            rows = list(csv.reader(file.read_text().splitlines()))
            sheets[f" {file.stem.upper()} "] = table_rows(file.stem, rows, "zh")
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    assert_same(read_scenario(folder), read_scenario(path))


def test_overrides_and_rereading(small: Any, book: Book) -> None:
    expected = read_scenario(small.write(), OVERRIDES)
    path = book.write()
    read = read_scenario(path, OVERRIDES)
    reread = Rereading(path).scenario(OVERRIDES)
    assert_same(expected, read)
    assert_same(expected, reread)
    assert (
        read.origin
        == reread.origin
        == Origin(str(path), ("lending.confidence=0.5", "pools[B1].capital=5", "horizon=4"))
    )
    in_memory = changed(read_scenario(path), [CellChange("pools", ("B1",), "capital", 5)])
    assert in_memory.fingerprint == read_scenario(path, [("pools[B1].capital", 5)]).fingerprint


def test_an_override_of_a_cell_that_is_wrong_mends_it(book: Book) -> None:
    assert "pools!G2" in {problem.cell for problem in book.put("pools", "G2", "=NA()").problems()}
    assert book.read(("pools[B1].capital", 6)).tables["pools"]["capital"].tolist() == [6, 4]
    wrong = book.problems(("pools[B1].capital", "many"))
    assert "--set, column pools[B1].capital" in {problem.place() for problem in wrong}


def test_policy_keys_of_the_sheet(small: Any, book: Book) -> None:
    small.text(
        "scenario.toml",
        small.files["scenario.toml"]
        + b"""
[overrides]
"lending.confidence" = 0.5
"lending.terms" = [1, 2]
""",
    )
    for key in ('overrides."lending.confidence"', "overrides.lending.confidence"):
        book.sheets["scenario"][6:] = [[key, 0.5, "note"], ["overrides.lending.terms", "[1, 2]"]]
        assert_same(small.read(), book.read())


def test_a_grade_that_is_added_without_a_sheet(small: Any, book: Book) -> None:
    small.drop("grades").rows("scores")
    del book.sheets["grades"]
    book.sheets["scores"][1:] = []
    (small.path / "grades.csv").unlink()
    override = ("grades[U1].tier", 1)
    assert_same(small.read(override), book.read(override))
