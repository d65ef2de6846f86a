"""What a form holds is read back: templates without a problem, copies with equal content."""

from itertools import cycle
from pathlib import Path

import pytest

from allocator.scenario import builtin
from allocator.scenario.problems import InvalidData
from allocator.scenario.reading import read_scenario
from allocator.scenario.synthetic import generate
from allocator.scenario.template import write_template, write_template_workbook
from allocator.scenario.workbook_form.writing import (
    copy_scenario_workbook,
    write_scenario_workbook,
)
from allocator.scenario.writing import AlreadyExistsError, UnknownBuiltinError, write_scenario
from allocator.text import in_language


@pytest.mark.parametrize("model", sorted(builtin.models()))
@pytest.mark.parametrize(("language", "base_year"), [("en", 2031), ("zh", 2021)])
def test_a_form_is_a_scenario_without_problems_or_warnings(
    model: str, language: str, base_year: int, tmp_path: Path
) -> None:
    with in_language(language):
        write_template_workbook(tmp_path / "ours.xlsx", model, base_year)
    scenario = read_scenario(tmp_path / "ours.xlsx")
    assert not scenario.warnings
    assert scenario.settings.name == "ours"
    assert scenario.base_year == base_year


def test_a_form_holds_what_a_folder_to_fill_in_holds(tmp_path: Path) -> None:
    write_template_workbook(tmp_path / "ours.xlsx", "gansu-ahp", 2026)
    write_template(tmp_path / "ours", "gansu-ahp", 2026)
    form, folder = read_scenario(tmp_path / "ours.xlsx"), read_scenario(tmp_path / "ours")
    assert form.fingerprint == folder.fingerprint


@pytest.mark.parametrize(
    ("name", "language"),
    [*zip(sorted(builtin.scenarios()), cycle(["en", "zh"]), strict=False), ("gansu-ahp", "zh")],
)
def test_a_copy_of_a_builtin_scenario_has_its_content(
    name: str, language: str, tmp_path: Path
) -> None:
    with in_language(language):
        copy_scenario_workbook(name, tmp_path / "copy.xlsx")
    copy, original = read_scenario(tmp_path / "copy.xlsx"), read_scenario(name)
    assert copy.fingerprint == original.fingerprint
    assert copy.settings == original.settings  # the simulation too, which no fingerprint holds
    assert [path.name for path in tmp_path.iterdir()] == ["copy.xlsx"]


def test_empty_cells_of_a_copy_still_follow_the_policy_model(tmp_path: Path) -> None:
    """Had they been filled in by the model's rule, a change of it would change nothing."""
    copy_scenario_workbook("sichuan-epsilon", tmp_path / "copy.xlsx")
    change = [("recall.repayment", "as_vacated")]
    assert (
        read_scenario(tmp_path / "copy.xlsx", change).fingerprint
        == read_scenario("sichuan-epsilon", change).fingerprint
    )


def test_a_policy_that_is_a_file_comes_along_beside_the_workbook(tmp_path: Path) -> None:
    made = generate(40, 1)
    write_scenario(tmp_path / "made", made.settings_toml, made.tables, made.policy_toml)
    with in_language("zh"):
        write_scenario_workbook(
            tmp_path / "made.xlsx", made.settings_toml, made.tables, made.policy_toml
        )
    policy = tmp_path / "made.policy.toml"
    assert policy.read_text(encoding="utf-8") == made.policy_toml
    read, original = read_scenario(tmp_path / "made.xlsx"), read_scenario(tmp_path / "made")
    assert read.settings.policy == "made.policy.toml"
    assert read.policy == original.policy
    for name, frame in original.tables.items():
        # 66 and 66.0 are equal, but not as categories.
        assert read.tables[name].astype(object).equals(frame.astype(object)), name


def test_what_reading_gives_can_be_written(tmp_path: Path) -> None:
    """The tables of a scenario, whose columns are categorical where they are many."""
    scenario = read_scenario("gansu-ahp")
    settings = (builtin.scenarios()["gansu-ahp"] / "scenario.toml").read_text(encoding="utf-8")
    write_scenario_workbook(tmp_path / "a.xlsx", settings, scenario.tables)
    assert read_scenario(tmp_path / "a.xlsx").fingerprint == scenario.fingerprint


def test_a_template_for_a_policy_file(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('schema = 1\nname = "ours"\nlending = { terms = [4, 9] }\n', encoding="utf-8")
    write_template_workbook(tmp_path / "new" / "ours.xlsx", str(file), 2026)
    scenario = read_scenario(tmp_path / "new" / "ours.xlsx")
    copied = tmp_path / "new" / "ours.policy.toml"
    assert copied.read_bytes() == file.read_bytes()
    assert scenario.policy.name == "ours"
    assert scenario.settings.horizon == 9  # the longest term
    assert not scenario.warnings


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('schema = 1\nname = "ours"\nlending = { terms = [4] }\n', encoding="utf-8")
    for there in ("ours.xlsx", "ours.policy.toml"):
        (tmp_path / there).write_text("mine", encoding="utf-8")
        before = sorted(tmp_path.iterdir())
        with pytest.raises(AlreadyExistsError, match=there):
            write_template_workbook(tmp_path / "ours.xlsx", str(file), 2026)
        assert sorted(tmp_path.iterdir()) == before
        (tmp_path / there).unlink()
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(AlreadyExistsError):
        copy_scenario_workbook("s-county", tmp_path / "folder.xlsx")


def test_refused_forms_leave_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('schema = 1\nname = "bad"\n', encoding="utf-8")
    target = tmp_path / "ours.xlsx"
    with pytest.raises(UnknownBuiltinError, match="s-county"):
        write_template_workbook(target, "s-country", 2026)
    with pytest.raises(InvalidData, match="lending"):
        write_template_workbook(target, str(bad), 2026)
    with pytest.raises(InvalidData, match="lending"):
        write_scenario_workbook(target, 'policy = "bad.toml"', {})
    with pytest.raises(UnknownBuiltinError, match="s-country"):
        write_scenario_workbook(target, 'policy = "s-country"', {})
    with pytest.raises(UnknownBuiltinError, match="s-country"):
        copy_scenario_workbook("s-country", target)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]
