"""``new --xlsx`` and ``scenarios copy NAME FILE.xlsx``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from allocator.cli.workbook_place import workbook_place
from allocator.scenario import builtin
from allocator.scenario.reading import read_scenario

Call = Callable[..., Any]


@pytest.mark.parametrize(
    ("arguments", "written", "language"),
    [
        (("ours", "--xlsx"), "ours.xlsx", "en"),
        (("a folder/ours.XLSX",), "a folder/ours.XLSX", "zh"),
    ],
    ids=str,
)
def test_new_workbook_then_check(
    cli: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    written: str,
    language: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("new", *arguments, "--lang", language, "--base-year", 2030)
    assert (done.status, done.err) == (0, "")
    quote = '"' if " " in written else ""
    assert f"allocator check {quote}{written}{quote}" in done.out
    assert [str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()] == [written]
    sheet = {"en": "posts", "zh": "编制"}[language]
    assert sheet in load_workbook(written, read_only=True).sheetnames
    done = cli("check", written, "--lang", language)
    assert (done.status, done.err) == (0, "")
    assert read_scenario(written).base_year == 2030


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("ours", "ours.xlsx"),
        ("ours.xlsx", "ours.xlsx"),
        ("ours.XLSX", "ours.XLSX"),
        ("round.2026", "round.2026.xlsx"),
        ("ours.xls", "ours.xls.xlsx"),
        ("above/ours", "above/ours.xlsx"),
        ("above/..ours", "above/..ours.xlsx"),
    ],
)
def test_the_suffix_is_added_where_it_lacks(place: str, written: str) -> None:
    assert workbook_place(Path(place)) == Path(written)


def test_the_policy_model_is_the_one_chosen(cli: Call, tmp_path: Path) -> None:
    file = tmp_path / "ours.xlsx"
    assert cli("new", file, "--policy", "suining", "--quiet").out == ""
    assert read_scenario(file).settings.policy == "suining"


def test_a_folder_stays_a_folder_without_the_option(cli: Call, tmp_path: Path) -> None:
    assert cli("new", tmp_path / "ours").status == 0
    assert (tmp_path / "ours" / "scenario.toml").is_file()


def test_new_overwrites_no_workbook(cli: Call, tmp_path: Path) -> None:
    file = tmp_path / "ours.xlsx"
    file.write_text("mine", encoding="utf-8")
    for command in (
        ("new", file),
        ("new", tmp_path / "ours", "--xlsx"),
        ("scenarios", "copy", "s-county", file),
    ):
        done = cli(*command)
        assert (done.status, done.out) == (1, "")
        assert "exists already" in done.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("place", [".", "..", "/"])
def test_a_workbook_needs_a_name(
    cli: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("new", place, "--xlsx")
    assert (done.status, done.out) == (2, "")
    assert "name of a workbook" in done.err
    assert not list(tmp_path.iterdir())


def test_a_file_in_place_of_a_folder_stays(cli: Call, tmp_path: Path) -> None:
    file = tmp_path / "ours"
    file.write_text("mine", encoding="utf-8")
    for command in (("new", file), ("scenarios", "copy", "s-county", file)):
        assert cli(*command).status == 1
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_scenario_is_copied_to_a_workbook(cli: Call, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    done = cli("scenarios", "copy", "gansu-ahp", file)
    assert (done.status, done.err) == (0, "")
    assert f"allocator check {file}" in done.out
    # Its studies stay behind, and it says so.
    assert (builtin.scenarios()["gansu-ahp"] / "studies").is_dir()
    assert "allocator scenarios copy gansu-ahp DIR" in done.out
    assert read_scenario(file).fingerprint == read_scenario("gansu-ahp").fingerprint
    assert cli("scenarios", "copy", "gansu-ahp", tmp_path / "more.xlsx", "--quiet").out == ""
