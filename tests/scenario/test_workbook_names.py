"""A folder that holds a workbook instead of a scenario, and the files that Excel locks with."""

from pathlib import Path

import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.scenario.reading import read_scenario
from allocator.text import use_language


def the_problem(path: Path) -> Problem:
    with pytest.raises(InvalidData) as refused:
        read_scenario(path)
    (problem,) = refused.value.problems
    return problem


def test_a_folder_of_a_workbook_names_the_workbook(tmp_path: Path) -> None:
    for name in ("x.xlsx", "~$x.xlsx"):
        (tmp_path / name).write_bytes(b"")
    problem = the_problem(tmp_path)
    assert "scenario.toml" in problem.found
    assert problem.found.endswith("holds x.xlsx")
    assert str(tmp_path / "x.xlsx") in problem.mend


def test_a_folder_with_tables_is_a_scenario_to_mend(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"")
    (tmp_path / "units.csv").write_text("unit_id\n")
    use_language("zh")
    with pytest.raises(InvalidData) as refused:
        read_scenario(tmp_path)
    missing = [each for each in refused.value.problems if each.file == "scenario.toml"]
    assert len(missing) == 1
    assert "No such file" not in str(missing[0])


def test_a_lock_file_names_its_workbook(tmp_path: Path) -> None:
    lock = tmp_path / "~$x.xlsx"
    lock.write_bytes(b"\x05user")
    problem = the_problem(lock)
    assert "while x.xlsx is open" in problem.found
    assert "x.xlsx" in problem.mend
