"""The note on each header says what the column means."""

from typing import Any

import pytest

from allocator.scenario.column_words import shown_value
from allocator.scenario.columns import Column, Table
from allocator.scenario.tables import TABLES
from allocator.scenario.workbook_form.notes import note, note_options
from allocator.scenario.workbook_form.widths import lines_needed, text_width
from allocator.text import in_language

EVERY_COLUMN = [(table, column) for table in TABLES.values() for column in table.columns]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_notes_have_meaning_example_default_and_the_other_header(form: Any, table: Table) -> None:
    for cell, column in zip(form.sheet(table)[1], table.columns, strict=True):
        assert cell.value == form.header(column)
        lines = cell.comment.text.split("\n")
        with in_language(form.language):
            assert lines[0] == column.explained()
            assert not column.example or _told(column, column.example, lines)
            default = str(column.default).lower()
            assert column.default in (None, "") or _told(column, default, lines)
        other = column.name if form.language == "zh" else column.header_zh
        assert lines[-1].endswith(other)
        assert cell.comment.author in ("", "None")  # openpyxl tells none so


def _told(column: Column, value: str, lines: list[str]) -> bool:
    return any(line.endswith(shown_value(column, value)) for line in lines[1:-1])


def test_a_note_says_what_must_be_filled_in_and_what_is_accepted() -> None:
    with in_language("en"):
        texts = {
            f"{table.name}.{column.name}": note(column, None).split("\n")
            for table, column in EVERY_COLUMN
        }
    assert "Required; part of what names the row." in texts["units.unit_id"]
    assert "Required." in texts["requests.posts"]
    assert "Kind: whole number, at least 1" in texts["requests.posts"]
    assert "Kind: number, at least 0" in texts["standards.quantity"]
    assert "May be left empty." in texts["units.level"]
    assert "May be empty; part of what names the row." in texts["scores.source"]


def test_a_note_lists_codes_but_not_endlessly(form_in: Any) -> None:
    form = form_in("en")
    level = form.sheet(TABLES["units"])["D1"].comment.text
    assert "Accepted: province, city, county, township" in level
    indicator = form.sheet(TABLES["scores"])["B1"].comment.text
    listed = next(line for line in indicator.split("\n") if line.startswith("Accepted: "))
    assert listed.count(", ") == 12  # twelve codes, then …
    assert listed.endswith(", …")
    unit = form.sheet(TABLES["requests"])["B1"].comment.text
    assert "A code of the sheet units." in unit


def test_a_note_is_as_large_as_its_text(form: Any) -> None:
    """Excel's own size holds four lines of 20 letters. 330 pixels hold 46 of 9 points."""
    for table, column in EVERY_COLUMN:
        comment = form.sheet(table).cell(1, table.columns.index(column) + 1).comment
        lines = lines_needed(comment.text, 46)
        assert note_options(comment.text)["height"] >= 15 * lines
        assert note_options(comment.text)["width"] == 330


def test_chinese_characters_are_twice_as_wide() -> None:
    assert text_width("编制ab") == 6
    # 24 characters of 2 in lines of 46, and 50 letters of 0.9 in one; each line break counts.
    assert lines_needed("编" * 24, 46) == 2
    assert lines_needed("a" * 50, 46) == 1
    assert lines_needed("a\n\nb", 46) == 3
