"""In Chinese codes with names are chosen by them; checking takes every one, in either language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from allocator.scenario import builtin
from allocator.scenario.code_names import code_of, named_codes
from allocator.scenario.reading import read_scenario
from allocator.scenario.tables import TABLES
from allocator.scenario.template import write_template_workbook
from allocator.text import in_language

CODES = {"purpose": "requests", "sector": "units", "quota_type": "posts"}
"""Columns of codes that may have names, with a table that has the column."""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("column", CODES)
def test_what_is_listed_stands_for_one_code_each(
    form_in: Callable[[str], Any], column: str, language: str
) -> None:
    listed = form_in(language).listed(f"list_{CODES[column]}_{column}")
    english = form_in("en").listed(f"list_{CODES[column]}_{column}")
    assert [code_of(column, value) for value in listed] == english
    named = [value for value, code in zip(listed, english, strict=True) if value != code]
    chinese = [code for code in english if code in named_codes(column)]
    assert len(named) == (len(chinese) if language == "zh" else 0)
    assert chinese


def test_chinese_lists_hold_chinese_names(form_in: Callable[[str], Any]) -> None:
    form = form_in("zh")
    assert "教育" in form.listed("list_units_sector")
    assert form.listed("list_posts_quota_type")[:2] == ["行政", "事业"]
    assert form.listed("list_units_class") == ["A", "B", "C"]  # these have no names


def test_example_rows_and_notes_say_what_the_list_says(form_in: Callable[[str], Any]) -> None:
    form = form_in("zh")
    for table, column in (("requests", "purpose"), ("posts", "quota_type")):
        sheet, declared = form.sheet(TABLES[table]), TABLES[table].column(column)
        place = TABLES[table].columns.index(declared) + 1
        listed = form.listed(f"list_{table}_{column}")
        note = sheet.cell(1, place).comment.text
        assert sheet.cell(2, place).value in listed
        assert f"{declared.example}" not in note
        assert listed[0] in note


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("model", sorted(builtin.models()))
def test_every_value_of_a_list_is_accepted_without_a_warning(
    model: str, language: str, tmp_path: Path
) -> None:
    """One request for each purpose that is listed, checked in the other language."""
    path = tmp_path / "form.xlsx"
    with in_language(language):
        write_template_workbook(path, model, 2026)
    book = load_workbook(path)
    for table in ("requests", "units"):
        _one_row_for_each(book, table, language)
    book.save(path)
    with in_language("en" if language == "zh" else "zh"):
        scenario = read_scenario(path)
    told = [each for each in scenario.warnings if each.column in ("用途", "领域", *CODES)]
    assert told == []


def _one_row_for_each(book: Any, table: str, language: str) -> None:
    declared, column = TABLES[table], {"requests": "purpose", "units": "sector"}[table]
    sheet = book[declared.title_zh if language == "zh" else table]
    place = declared.columns.index(declared.column(column))
    name = f"list_{table}_{column}"
    if name not in book.defined_names:
        return
    ((title, cells),) = book.defined_names[name].destinations
    values = [cell.value for row in book[title][cells.replace("$", "")] for cell in row]
    example = [cell.value for cell in sheet[2]]
    for number, value in enumerate(values):
        row = [f"X{number}", *example[1:]]
        row[place] = value
        sheet.append(row)
