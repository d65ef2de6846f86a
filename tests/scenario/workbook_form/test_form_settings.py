"""The sheet of keys: every key of the scenario with its meaning, values that read back."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from allocator.scenario import builtin
from allocator.scenario.declared_keys import key_meaning
from allocator.scenario.reading import read_policy, read_scenario
from allocator.scenario.settings import Settings
from allocator.scenario.template import template_tables, write_template_workbook
from allocator.scenario.workbook_form.settings_sheet import written_value
from allocator.scenario.workbook_form.writing import write_scenario_workbook
from allocator.text import in_language


def rows(form: Any) -> dict[str, tuple[Any, Any]]:
    sheet = form.book.worksheets[1]
    return {key: (value, told) for key, value, told in sheet.iter_rows(min_row=2, values_only=True)}


def test_every_key_has_its_meaning(form: Any) -> None:
    sheet = form.book.worksheets[1]
    headers = {"en": ("key", "value", "meaning"), "zh": ("键", "值", "含义")}[form.language]
    assert tuple(cell.value for cell in sheet[1]) == headers
    assert sheet.freeze_panes == "B2"
    told = rows(form)
    with in_language(form.language):
        assert all(
            meaning == key_meaning(key.split(".")) != "" for key, (_v, meaning) in told.items()
        )
    of_toml = {f.alias or n for n, f in Settings.model_fields.items()}
    assert {key.split(".")[0] for key in told} == of_toml


def test_values_are_those_of_the_template(form: Any) -> None:
    values = {key: value for key, (value, _told) in rows(form).items()}
    assert values["base_year"] == 2026
    assert values["policy"] == "gansu-ahp"
    assert values["overrides.retirement.law"] == "decision_2024"  # in force since 2025
    assert values["overrides.lending.confidence"] is None  # shown as an example, not set
    assert values["title.zh"] is None


def test_years_and_the_policy_are_checked(form: Any) -> None:
    sheet = form.book.worksheets[1]
    places = {row[0].value: row[1].coordinate for row in sheet.iter_rows(min_row=2)}
    checks = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    year = checks[places["base_year"]]
    assert (year.type, year.formula1, year.formula2) == ("whole", "1950", "2150")
    horizon = checks[places["horizon"]]
    assert (horizon.formula1, horizon.formula2) == ("1", "50")
    policy = checks[places["policy"]]
    assert (policy.formula1, policy.errorStyle) == ("list_policies", "warning")


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("name", "2026", "2026"),
        ("title.en", "true", "true"),
        ("overrides.lending.terms", [1, 3], "[1, 3]"),
        ("overrides.lending.overdue_blocks", True, "true"),
        ("something.else", "2026", '"2026"'),
        ("something.else", "plain", "plain"),
    ],
)
def test_values_are_written_so_that_they_read_the_same(key: str, value: Any, written: str) -> None:
    assert written_value(key, value) == written


def test_a_workbook_named_like_a_number(tmp_path: Path) -> None:
    write_template_workbook(tmp_path / "2026.xlsx", "s-county", 2026)
    assert read_scenario(tmp_path / "2026.xlsx").settings.name == "2026"


def test_names_with_points_are_quoted_as_in_toml(tmp_path: Path) -> None:
    """A purpose of demand may be any code; the keys of the policy are told apart by points."""
    settings = SETTINGS + '\n[simulation.demand]\nrates = { "a.b" = 2, "教育" = 1 }\n'
    write_scenario_workbook(tmp_path / "a.xlsx", settings, {})
    keys = [row[0].value for row in load_workbook(tmp_path / "a.xlsx")["scenario"]]
    assert 'simulation.demand.rates."a.b"' in keys
    assert "simulation.demand.rates.教育" in keys
    assert "overrides.priority.purposes.talent" in keys


SETTINGS = """
schema = 1
name = "1e3"
title = { zh = "是", en = "007" }
source = "= A1"
base_year = 2024
horizon = 8
policy = "s-county"

[overrides]
"lending.terms" = [1, 4]
lending.overdue_blocks = true
"priority.purposes.talent" = 2.5
recall.repayment = "as_vacated"

[simulation.recruitment]
success = 0.8
"""


def test_all_kinds_of_values_read_back(tmp_path: Path) -> None:
    policy = read_policy(builtin.models()["s-county"])
    tables = template_tables(policy, 2024)
    tables["requests"]["max_term"] = 4
    write_scenario_workbook(tmp_path / "a.xlsx", SETTINGS, tables)
    read = read_scenario(tmp_path / "a.xlsx")
    assert read.settings.name == "1e3"
    assert (read.settings.title.zh, read.settings.title.en) == ("是", "007")
    assert read.settings.source == "= A1"
    assert read.settings.horizon == 8
    assert read.policy.lending.terms == (1, 4)
    assert read.policy.lending.overdue_blocks is True
    assert float(read.policy.priority.purposes["talent"]) == 2.5
    assert read.policy.recall.repayment == "as_vacated"
    assert float(read.settings.simulation.recruitment.success) == 0.8
