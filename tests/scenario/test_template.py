"""A scenario to fill in reads without a problem or a warning, and describes itself."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from allocator.scenario import builtin
from allocator.scenario.column_guide import column_guide
from allocator.scenario.problems import InvalidData
from allocator.scenario.reading import read_scenario
from allocator.scenario.simulation import Recruitment
from allocator.scenario.tables import TABLES
from allocator.scenario.template import write_template
from allocator.scenario.writing import AlreadyExistsError, UnknownBuiltinError
from allocator.text import language, use_language


@pytest.fixture(params=["en", "zh"])
def in_language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    try:
        use_language(request.param)
        yield request.param
    finally:
        use_language(before)


@pytest.mark.parametrize("model", sorted(builtin.models()))
@pytest.mark.parametrize("base_year", [2021, 2026, 2040])
def test_a_template_is_a_scenario_without_problems_or_warnings(
    model: str, base_year: int, in_language: str, tmp_path: Path
) -> None:
    write_template(tmp_path / "ours", model, base_year)
    scenario = read_scenario(tmp_path / "ours")
    assert not scenario.warnings
    assert scenario.settings.name == "ours"
    assert scenario.settings.policy == model
    assert scenario.base_year == base_year


def test_every_table_has_a_header_and_an_example(in_language: str, tmp_path: Path) -> None:
    write_template(tmp_path / "ours", "s-county", 2026)
    # The school has a score for each of the 12 last-level indicators, the last by a
    # questionnaire too; the policy has no scale by which anything could be measured.
    marks = {"scores": 12, "questionnaires": 1, "measures": 0}
    for table in TABLES.values():
        lines = (tmp_path / "ours" / f"{table.name}.csv").read_text("utf-8-sig").splitlines()
        names = [c.header_zh if in_language == "zh" else c.name for c in table.columns]
        assert lines[0] == ",".join(names)
        # Posts, units and pools have two rows, so that roster, leavers and transfers can agree.
        rows = marks.get(table.name, len(lines) - 1)
        assert len(lines) - 1 == rows, table.name
        assert table.name in marks or rows in (1, 2), table.name


def test_the_readme_describes_every_column(in_language: str, tmp_path: Path) -> None:
    write_template(tmp_path / "ours", "s-county", 2026)
    readme = (tmp_path / "ours" / "README.md").read_text(encoding="utf-8")
    assert readme == column_guide()
    for table in TABLES.values():
        part = readme.split(f"## `{table.name}.csv`")[1].split("\n## ")[0]
        rows = [line for line in part.splitlines() if line.startswith("| `")]
        assert len(rows) == len(table.columns)
        for row, column in zip(rows, table.columns, strict=True):
            meaning = column.meaning_zh if in_language == "zh" else column.meaning
            assert row.startswith(f"| `{column.name}` | {column.header_zh} | ")
            assert meaning.replace("*", "\\*") in row
            assert all(f"`{choice}`" in row for choice in column.choices)


def test_bounds_keys_and_defaults_are_described() -> None:
    lines = column_guide().splitlines()
    tier = next(line for line in lines if line.startswith("| `tier` "))
    # Not required since a named grade may stand for the tier.
    assert "whole number from 1 to 3 | no |  | `1` |" in tier
    filled = next(line for line in lines if line.startswith("| `filled` "))
    assert "| yes |" in filled
    source = next(line for line in lines if line.startswith("| `source` "))
    assert "| key, may be empty | `office` | `office` |" in source
    assert any("| true or false | no | `false` | `false` |" in line for line in lines)


def test_settings_explain_each_key(tmp_path: Path) -> None:
    write_template(tmp_path / "ours", "s-county", 2026)
    text = (tmp_path / "ours" / "scenario.toml").read_text(encoding="utf-8")
    assert "# plan years\nhorizon = 6\n" in text
    assert "\n[overrides]\n" in text


def test_the_example_of_the_simulation_can_be_taken_as_it_is(tmp_path: Path) -> None:
    write_template(tmp_path / "ours", "s-county", 2026)
    file = tmp_path / "ours" / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    for line in ("[simulation.recruitment]", "success = 0.8"):
        assert text.count(f"\n# {line}\n") == 1
        text = text.replace(f"\n# {line}\n", f"\n{line}\n")
    file.write_text(text, encoding="utf-8")
    recruitment = read_scenario(tmp_path / "ours").settings.simulation.recruitment
    assert recruitment.success == Decimal("0.8") != Recruitment().success


@pytest.mark.parametrize(("year", "law"), [(2024, "before_2025"), (2025, "decision_2024")])
def test_a_new_round_has_the_law_in_force(tmp_path: Path, year: int, law: str) -> None:
    """The models are of rounds before 2025, and a round of today is under the decision of 2024."""
    write_template(tmp_path / "ours", "s-county", year)
    assert read_scenario(tmp_path / "ours").policy.retirement.law == law


def test_a_policy_file_comes_along(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text('schema = 1\nname = "ours"\nlending = { terms = [4, 9] }\n', encoding="utf-8")
    write_template(tmp_path / "scenario", str(file), 2026)
    scenario = read_scenario(tmp_path / "scenario")
    assert (tmp_path / "scenario" / "policy.toml").read_bytes() == file.read_bytes()
    assert scenario.policy.name == "ours"
    assert scenario.settings.horizon == 9  # the longest term
    assert scenario.tables["scores"].empty  # the policy has no indicators
    assert not scenario.warnings


def test_a_name_that_toml_must_quote(tmp_path: Path) -> None:
    write_template(tmp_path / 'a "b" \\ c', "s-county", 2026)
    assert read_scenario(tmp_path / 'a "b" \\ c').settings.name == 'a "b" \\ c'


def test_refusals_leave_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('schema = 1\nname = "bad"\n', encoding="utf-8")
    with pytest.raises(UnknownBuiltinError, match="s-county"):
        write_template(tmp_path / "ours", "s-country", 2026)
    with pytest.raises(InvalidData, match="lending"):
        write_template(tmp_path / "ours", str(bad), 2026)
    with pytest.raises(AlreadyExistsError):
        write_template(tmp_path, "s-county", 2026)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]
