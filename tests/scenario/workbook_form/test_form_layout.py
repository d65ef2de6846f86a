"""How the sheets look and print; what is an example; nothing is a formula."""

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from allocator import __version__
from allocator.scenario import builtin
from allocator.scenario.policy import Policy
from allocator.scenario.reading import read_policy, read_scenario
from allocator.scenario.tables import TABLES
from allocator.scenario.template import template_settings, template_tables, write_template_workbook
from allocator.scenario.workbook_form.cells import DoesNotFitError, cell_value
from allocator.scenario.workbook_form.purposes import purposes
from allocator.scenario.workbook_form.table_sheet import MOST_FROZEN
from allocator.scenario.workbook_form.writing import write_scenario_workbook
from allocator.text import in_language

A4 = 9


def test_sheets_stand_in_declared_order_after_instructions_and_settings(form: Any) -> None:
    first = {"en": ["Instructions", "scenario"], "zh": ["说明", "情景"]}[form.language]
    tables = [form.sheet(table).title for table in TABLES.values()]
    assert form.book.sheetnames == [*first, *tables, "_lists"]


def test_headers_stay_in_sight_and_filter(form: Any) -> None:
    for table in TABLES.values():
        sheet = form.sheet(table)
        leading = next((i for i, c in enumerate(table.columns) if not c.key), len(table.columns))
        frozen = "ABC"[min(leading, MOST_FROZEN)] + "2"
        assert sheet.freeze_panes == frozen, table.name
        last = chr(ord("A") + len(table.columns) - 1)
        assert sheet.auto_filter.ref == f"A1:{last}5001"
    assert form.sheet(TABLES["units"]).freeze_panes == "B2"
    assert form.sheet(TABLES["scores"]).freeze_panes == "C2"


def test_required_sheets_and_headers_are_darker(form: Any) -> None:
    for table in TABLES.values():
        sheet = form.sheet(table)
        assert (sheet.sheet_properties.tabColor is not None) == table.required
        for cell, column in zip(sheet[1], table.columns, strict=True):
            colour = "FF1F4E79" if column.required else "FFD9E2EC"
            assert cell.fill.start_color.rgb == colour, column.name


def test_sheets_print_on_a4_across_with_the_header_on_each_page(form: Any) -> None:
    for sheet in form.book:
        if sheet.title == "_lists":
            continue
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (A4, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    for table in TABLES.values():
        assert form.sheet(table).print_title_rows == "$1:$1"


def test_columns_are_wide_enough_for_their_headers_and_keep_text_as_text(form: Any) -> None:
    for table in TABLES.values():
        sheet = form.sheet(table)
        for cell, column in zip(sheet[1], table.columns, strict=True):
            width = sheet.column_dimensions[cell.column_letter].width
            assert width >= len(cell.value) * (2 if form.language == "zh" else 1)
            number = column.kind in ("integer", "decimal", "year")
            below = sheet.cell(2, cell.column)
            if below.value is not None:
                assert below.number_format == ("General" if number else "@")
                assert isinstance(below.value, int | float) == number


def test_an_example_is_grey_until_it_is_written_over(form: Any) -> None:
    sheet = form.sheet(TABLES["requests"])
    rules = {
        str(place.sqref): rule
        for place, own in sheet.conditional_formatting._cf_rules.items()
        for rule in own
    }
    filled = {cell.coordinate for cell in sheet[2] if cell.value is not None}
    assert set(rules) == filled
    assert rules["A2"].formula == ['"R001"']
    assert rules["D2"].formula == ["3"]
    assert rules["A2"].operator == "equal"
    assert rules["A2"].dxf.font.i
    assert rules["A2"].dxf.font.color.rgb == "FF7F7F7F"


def test_instructions_lead_to_every_sheet_and_say_what_it_is_for(form: Any) -> None:
    sheet = form.book.worksheets[0]
    links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    told = {cell.value for row in sheet for cell in row}
    for other in form.book.sheetnames[1:-1]:
        assert f"'{other}'!A1" in links
    with in_language(form.language):
        assert set(purposes()) == set(TABLES)
        assert set(purposes().values()) <= told
    assert any(text and "allocator check" in str(text) for text in told)


def test_instructions_list_the_codes_with_their_titles(form: Any) -> None:
    rows = list(form.book.worksheets[0].iter_rows(values_only=True))
    named = {row[0]: row for row in rows if row[0]}
    indicators = form.listed("list_scores_indicator")
    assert all(named[code][1] for code in indicators)
    grades = form.listed("list_grades_grade")
    assert all(named[code][1] for code in grades)
    assert any(row[1] == "A, B, C" for row in rows)


def test_nothing_is_a_formula_and_the_only_links_lead_inside(form: Any) -> None:
    with zipfile.ZipFile(form.path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >]", parts.read(name)), name
            if name.startswith("xl/worksheets/_rels"):
                assert b'TargetMode="External"' not in parts.read(name)


NAMES = ("=1+1", "+A1", "-2", "@SUM(A1)", "https://example.org", "001", "1968-05", "_x0041_", '"q"')


@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_stay_what_they_are(language: str, tmp_path: Path) -> None:
    """Neither formulas nor links nor numbers; as examples they are compared as text."""
    with in_language(language):
        tables = template_tables(_policy(), 2026)
        settings = template_settings("=1+1", "s-county", _policy(), 2026)
        units = pd.concat([tables["units"].head(1)] * len(NAMES), ignore_index=True)
        units["name"] = NAMES
        units["unit_id"] = [f"N{name}" if name == "-2" else name for name in NAMES]
        tables = {"units": units, "posts": tables["posts"].head(0), "requests": EMPTY}
        path = tmp_path / "names.xlsx"
        write_scenario_workbook(path, settings, tables, example=True)
    scenario = read_scenario(path)
    read = scenario.tables["units"]
    assert scenario.settings.name == "=1+1"
    assert dict(zip(read["name"], read["unit_id"], strict=True)) == dict(
        zip(units["name"], units["unit_id"], strict=True)
    )
    sheet = load_workbook(path).worksheets[2]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {
        "s"
    }
    assert not any(cell.hyperlink for row in sheet for cell in row)


EMPTY = pd.DataFrame({column.name: [] for column in TABLES["requests"].columns})


def _policy() -> Policy:
    return read_policy(builtin.models()["s-county"])


def test_numbers_that_excel_cannot_keep_are_text(tmp_path: Path) -> None:
    """Excel keeps 15 digits."""
    digits = [Decimal("7.17"), Decimal("123456789.123456789"), Decimal("-0.1"), Decimal(10) ** 9]
    tables = dict(template_tables(_policy(), 2026))
    rows = pd.concat([tables["measures"].reindex(range(1))] * len(digits), ignore_index=True)
    rows["value"] = digits
    rows["unit_id"], rows["indicator"] = "U001", [f"i{n}" for n in range(len(digits))]
    settings = template_settings("a", "s-county", _policy(), 2026)
    write_scenario_workbook(tmp_path / "a.xlsx", settings, {"measures": rows})
    cells = [row[2].value for row in load_workbook(tmp_path / "a.xlsx")["measures"]["A2:C5"]]
    assert cells == [7.17, "123456789.123456789", -0.1, 10**9]


def test_unknown_values_are_empty_cells() -> None:
    for kind in ("integer", "month", "decimal", "choice", "id"):
        column = next(c for t in TABLES.values() for c in t.columns if c.kind == kind)
        assert cell_value(column, None) is None
        assert cell_value(column, pd.NA) is None
        assert cell_value(column, "") is None


def test_a_text_too_long_for_a_cell_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    tables = template_tables(_policy(), 2026)
    tables["units"]["name"] = "长" * 32_768  # a cell holds 32,767
    settings = template_settings("a", "s-county", _policy(), 2026)
    with pytest.raises(DoesNotFitError, match="32768"):
        write_scenario_workbook(tmp_path / "a.xlsx", settings, tables)
    assert not list(tmp_path.iterdir())


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    rows = pd.DataFrame({"unit_id": ["U"] * 1_048_576})  # and the header, on 1,048,576 rows
    settings = template_settings("a", "s-county", _policy(), 2026)
    with pytest.raises(DoesNotFitError, match="scores"):
        write_scenario_workbook(tmp_path / "a.xlsx", settings, {"scores": rows})
    assert not list(tmp_path.iterdir())


def test_checks_go_on_below_many_rows(tmp_path: Path) -> None:
    rows = pd.DataFrame({"person_id": [f"P{n}" for n in range(4_500)]})
    settings = template_settings("a", "s-county", _policy(), 2026)
    write_scenario_workbook(tmp_path / "a.xlsx", settings, {"staff": rows})
    sheet = load_workbook(tmp_path / "a.xlsx")["staff"]
    ends = {str(check.sqref).split(":")[1] for check in sheet.data_validations.dataValidation}
    assert {end.lstrip("ABCDEFG") for end in ends} == {"5501"}  # the header, 4,500 and 1,000


def test_the_same_call_gives_the_same_bytes(
    form_in: Callable[[str], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_in("zh")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)  # in 2033
    again = tmp_path / form.path.name
    with in_language("zh"):
        write_template_workbook(again, "gansu-ahp", 2026)
    assert again.read_bytes() == form.path.read_bytes()


def test_properties_name_the_scenario_and_the_software(form: Any) -> None:
    properties = form.book.properties
    assert properties.title == f"form-{form.language}"
    assert properties.description == f"allocator {__version__}"
    assert properties.creator in (None, "")
    assert (properties.created.year, properties.modified) == (2026, properties.created)


def test_codes_are_told_with_their_names(tmp_path: Path) -> None:
    """A planner who reads Chinese learns what ``key_project`` stands for."""
    file = tmp_path / "form.xlsx"
    with in_language("zh"):
        write_template_workbook(file, "s-county", 2026)
    book = load_workbook(file)
    told = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert "key_project" in told["用途"]
    assert "重点项目" in told["用途"]
    assert "民生" in book["用编申请"]["E1"].comment.text
