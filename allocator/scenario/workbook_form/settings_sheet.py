"""The sheet with the keys of the scenario: what ``scenario.toml`` says of a folder."""

from decimal import Decimal
from typing import Any

from allocator.scenario.builtin import models
from allocator.scenario.declared_keys import (
    holds_text,
    is_required,
    key_meaning,
    whole_number_bounds,
)
from allocator.scenario.toml_file import parse_value
from allocator.scenario.toml_text import toml_value
from allocator.scenario.workbook_form.cells import write_cell
from allocator.scenario.workbook_form.content import Content, settings_sheet_name
from allocator.scenario.workbook_form.formats import DARK, Formats
from allocator.scenario.workbook_form.printing import print_on_a4
from allocator.scenario.workbook_form.widths import LINE_HEIGHT, lines_needed
from allocator.text import _, language

POLICIES = "list_policies"
SUGGESTED = ("overrides.lending.confidence", "simulation.recruitment.success")
"""Keys that show how policy and simulation are changed; without a value they are not set."""

WIDTHS = (30, 50, 70)


def add_settings_sheet(book: Any, content: Content, look: Formats) -> None:
    """Add the sheet: key, value, meaning."""
    sheet = book.add_worksheet(settings_sheet_name())
    sheet.set_tab_color(DARK)
    titles = ("键", "值", "含义") if language() == "zh" else ("key", "value", "meaning")
    for place, (title, width) in enumerate(zip(titles, WIDTHS, strict=True)):
        sheet.write_string(0, place, title, look.required if place < 2 else look.optional)
        sheet.set_column(place, place, width, (look.words, look.value_text, look.words)[place])
    suggested = [(key, "") for key in SUGGESTED if key not in dict(content.keys)]
    for row, (key, value) in enumerate([*content.keys, *suggested], start=1):
        path, meaning = key.split("."), key_meaning(key.split("."))
        sheet.write_string(row, 0, key, look.bold if is_required(path) else look.words)
        _write_value(sheet, row, key, value, look)
        sheet.write_string(row, 2, meaning, look.words)
        _check_value(sheet, row, key)
        texts = (key, str(value), meaning)
        sheet.set_row(row, LINE_HEIGHT * max(map(lines_needed, texts, WIDTHS)))
    sheet.freeze_panes(1, 1)
    print_on_a4(sheet, repeated_rows=1)


def _write_value(sheet: Any, row: int, key: str, value: Any, look: Formats) -> None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        write_cell(sheet, row, 1, value, look.value)
    elif value == "" or value is None:
        sheet.write_blank(row, 1, None, look.value_text)
    else:
        write_cell(sheet, row, 1, written_value(key, value), look.value_text)


def written_value(key: str, value: Any) -> str:
    """Text as it is, unless it would be read as something else; all others as TOML writes them."""
    if isinstance(value, str) and (holds_text(key.split(".")) or parse_value(value) == value):
        return value
    return toml_value(value)


def _check_value(sheet: Any, row: int, key: str) -> None:
    bounds = whole_number_bounds(key.split("."))
    check: dict[str, Any]
    if key == "policy":
        check = {
            "validate": "list",
            "source": f"={POLICIES}",
            "error_type": "warning",
            "error_message": _("This is not a built-in policy model. Keep it if it names a file."),
        }
    elif bounds is not None:
        least, most = bounds
        told = _("whole number from {least} to {most}").format(least=least, most=most)
        check = {
            "validate": "integer",
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            "error_message": _("Expected here: {kind}.").format(kind=told),
        }
    else:
        return
    sheet.data_validation(row, 1, row, 1, {"error_title": key} | check)


def policies() -> tuple[str, ...]:
    """Names to choose a policy model from."""
    return tuple(models())
