"""Scenarios as workbooks, written by a library that other programs use too."""

import csv
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.scenario.reading import read_scenario
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import dotted_items

Rows = list[list[Any]]

NUMBERS = ("integer", "decimal", "year")
SETTINGS = {"en": ("scenario", ["key", "value", "meaning"]), "zh": ("情景", ["键", "值", "说明"])}


def typed(kind: str, text: str) -> Any:
    """A cell as Excel holds what is typed into it."""
    if not text:
        return None
    if kind in NUMBERS:
        return float(text)
    return text == "true" if kind == "boolean" else text


def table_rows(table: str, rows: list[list[str]], language: str) -> Rows:
    """A table's rows with headers in a language, its cells as Excel holds them."""
    columns = [TABLES[table].column(header) for header in rows[0]]
    return [
        [column.header_zh if language == "zh" else column.name for column in columns],
        *(
            [typed(column.kind, text) for column, text in zip(columns, row, strict=True)]
            for row in rows[1:]
        ),
    ]


def settings_rows(toml: str, language: str) -> Rows:
    """The sheet of keys and values."""
    items = dotted_items(tomllib.loads(toml, parse_float=Decimal))
    cells = [[key, value if isinstance(value, str | int) else str(value)] for key, value in items]
    return [SETTINGS[language][1], *cells]


class Book:
    """A workbook to be spoilt in one place."""

    def __init__(self, path: Path, sheets: dict[str, Rows]) -> None:
        self.path = path
        self.sheets = sheets
        self.changes: list[Callable[[Any], Any]] = []

    def put(self, sheet: str, cell: str, value: Any) -> "Book":
        """Set one cell, as ``D17``."""
        return self.change(lambda book: book[sheet].__setitem__(cell, value))

    def change(self, change: Callable[[Any], Any]) -> "Book":
        """Change the workbook before it is saved."""
        self.changes.append(change)
        return self

    def write(self) -> Path:
        """Write it."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        for change in self.changes:
            change(book)
        book.save(self.path)
        return self.path

    def read(self, *overrides: tuple[str, Any]) -> Any:
        """Write and read."""
        return read_scenario(self.write(), overrides)

    def problems(self, *overrides: tuple[str, Any]) -> tuple[Problem, ...]:
        """Write and read what must be refused; every problem."""
        with pytest.raises(InvalidData) as refused:
            self.read(*overrides)
        return refused.value.problems

    def problem(self, *overrides: tuple[str, Any]) -> Problem:
        """Write and read what must be refused for one thing."""
        (problem,) = self.problems(*overrides)
        return problem


def book_of(folder: Path, path: Path, language: str = "en") -> Book:
    """The scenario of a folder as a workbook."""
    toml = (folder / "scenario.toml").read_text(encoding="utf-8")
    sheets = {SETTINGS[language][0]: settings_rows(toml, language)}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.reader(text))
        table = TABLES[file.stem]
        name = table.title_zh if language == "zh" else table.name
        sheets[name] = table_rows(table.name, rows, language)
    return Book(path, sheets)
