"""Forms in both languages, made once and looked at by another library than wrote them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from allocator.scenario.columns import Column, Table
from allocator.scenario.template import write_template_workbook
from allocator.text import in_language

# Gansu's policy model has all that a form can offer: indicators with and without a scale, named
# grades, purposes, sectors.
MODEL = "gansu-ahp"


class Form:
    """A form, and where its columns stand."""

    def __init__(self, path: Path, language: str) -> None:
        self.path = path
        self.language = language
        self.book = load_workbook(path)

    def sheet(self, table: Table) -> Any:
        return self.book[table.title_zh if self.language == "zh" else table.name]

    def header(self, column: Column) -> str:
        return column.header_zh if self.language == "zh" else column.name

    def check(self, table: Table, column: Column) -> Any:
        """The one input check of a column, which holds from the first row to the last."""
        letter = chr(ord("A") + table.columns.index(column))
        checks = [
            one
            for one in self.sheet(table).data_validations.dataValidation
            if str(one.sqref).split(":")[0] == f"{letter}2"
        ]
        assert len(checks) <= 1
        return checks[0] if checks else None

    def listed(self, name: str) -> list[str]:
        """The values of a list on the hidden sheet, by its defined name."""
        ((title, cells),) = self.book.defined_names[name].destinations
        return [cell.value for row in self.book[title][cells.replace("$", "")] for cell in row]


@pytest.fixture(scope="session")
def form_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Form]:
    """The form in a language."""
    folder = tmp_path_factory.mktemp("forms")

    @cache
    def made(language: str) -> Form:
        path = folder / f"form-{language}.xlsx"
        with in_language(language):
            write_template_workbook(path, MODEL, 2026)
        return Form(path, language)

    return made


@pytest.fixture(params=["en", "zh"])
def form(request: pytest.FixtureRequest, form_in: Callable[[str], Form]) -> Form:
    """The form in each language."""
    return form_in(request.param)
