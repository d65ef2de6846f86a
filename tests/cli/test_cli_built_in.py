"""What is built in is listed, shown and copied; what is new can be checked at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.scenario import builtin

Call = Callable[..., Any]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("group", ["models", "scenarios"])
def test_lists(cli: Call, group: str) -> None:
    assert "s-county" in cli(group).out
    assert cli(group).out == cli(group, "list").out
    listed = cli(group, "list", "--json").json()
    assert "s-county" in [row["name"] for row in listed]
    assert cli(group, "--json").json() == listed
    assert cli(group, "--json", "list").json() == listed


def test_show(cli: Call) -> None:
    assert "[lending]" in cli("models", "show", "s-county").out
    assert cli("models", "show", "s-county", "--json").json()["lending"]["terms"] == [1, 2, 3, 4, 5]
    assert "S County" in cli("scenarios", "show", "s-county").out
    assert cli("scenarios", "show", "s-county", "--json").json()["rows"]["units"] > 0


def test_the_studies_of_a_scenario(cli: Call, tmp_path: Path) -> None:
    ready = sorted(path.stem for path in (builtin.scenarios()["s-county"] / "studies").iterdir())
    assert "lenders" in ready
    listed = {row["name"]: row["studies"] for row in cli("scenarios", "--json").json()}
    assert listed["s-county"] == ready
    (row,) = [line for line in cli("scenarios").out.splitlines() if line.startswith("s-county")]
    assert row.split()[-1] == str(len(ready))
    assert cli("scenarios", "show", "s-county", "--json").json()["studies"] == ready
    assert ", ".join(ready) in cli("scenarios", "show", "s-county").out.splitlines()[-1]
    assert cli("scenarios", "copy", "s-county", tmp_path / "mine").status == 0
    assert sorted(path.stem for path in (tmp_path / "mine" / "studies").iterdir()) == ready


def test_names_are_separated_as_in_the_language_in_use(cli: Call) -> None:
    ready = [
        row["studies"] for row in cli("scenarios", "--json").json() if row["name"] == "suining"
    ]
    assert len(ready[0]) > 1
    for language, between in (("en", ", "), ("zh", "、")):
        asked = ("--lang", language)
        assert between.join(ready[0]) in cli("scenarios", "show", "suining", *asked).out
        assert between.join(builtin.models()) in cli("models", "show", "nix", *asked).err
        assert between.join(builtin.models()) in cli("models", "compare", "nix", "nix", *asked).err


def test_copies_are_usable_and_nothing_is_overwritten(cli: Call, tmp_path: Path) -> None:
    model, folder = tmp_path / "mine.toml", tmp_path / "mine"
    assert cli("models", "copy", "s-county", model).status == 0
    assert cli("scenarios", "copy", "s-county", folder).status == 0
    assert cli("check", folder, "--quiet").status == 0
    for command in (
        ("models", "copy", "s-county", model),
        ("scenarios", "copy", "s-county", folder),
    ):
        done = cli(*command)
        assert (done.status, done.out) == (1, "")
        assert "exists already" in done.err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_new_then_check(cli: Call, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "mine"
    assert cli("new", folder, "--lang", language).status == 0
    done = cli("check", folder, "--lang", language)
    assert (done.status, done.err) == (0, "")
    header = (folder / "posts.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.startswith({"en": "unit_id,quota_type", "zh": "单位编码,编制类型"}[language])


@pytest.mark.parametrize("year", [1950, 2150])
def test_new_for_any_year_that_is_allowed(cli: Call, tmp_path: Path, year: int) -> None:
    assert cli("new", tmp_path / "mine", "--base-year", year).status == 0
    assert cli("check", tmp_path / "mine", "--quiet").status == 0


def test_new_here(cli: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("new", ".").status == 0
    assert cli("check", ".").status == 0
    assert ".new" not in "".join(names(tmp_path))


def test_new_overwrites_nothing(cli: Call, small: Any) -> None:
    before = {path: path.read_bytes() for path in small.write().iterdir()}
    done = cli("new", small.path)
    assert (done.status, done.out) == (1, "")
    assert {path: path.read_bytes() for path in small.path.iterdir()} == before
    assert cli("generate", "--units", 5, "--seed", 1, "--out", small.path).status == 1


def test_generate_check_solve_audit(cli: Call, tmp_path: Path) -> None:
    made, out = tmp_path / "made", tmp_path / "plan"
    assert cli("generate", "--units", 12, "--seed", 3, "--out", made).status == 0
    assert cli("check", made, "--json").json()["warnings"] == []
    assert cli("solve", made, "--out", out).status == 0
    assert cli("audit", made, out).status == 0
