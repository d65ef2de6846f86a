"""What a form holds before it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from allocator.scenario.column_words import column_header
from allocator.scenario.columns import Column, Table
from allocator.scenario.policy import Policy
from allocator.scenario.workbook.sheet_names import settings_title, table_title
from allocator.text import language

LEAST_ROWS = 5_000
"""Rows of every sheet for which there are checks, where the rows it has are not more."""

ROOM = 1_000
"""Rows with checks below those that a sheet has already."""


@dataclass(frozen=True)
class Content:
    """A scenario to lay out as a workbook.

    Attributes
    ----------
    keys : tuple of (str, value)
        Dotted keys of the sheet ``scenario`` with plain values, in order.
    tables : mapping of str to DataFrame
        Rows by table, with the types that reading gives them; a table may be left out.
    policy : Policy
        The policy model, with the overrides that ``keys`` bring; its codes can be chosen from.
    example : bool
        The rows are examples, to be replaced.
    """

    keys: tuple[tuple[str, Any], ...]
    tables: Mapping[str, pd.DataFrame]
    policy: Policy
    example: bool

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return len(self.tables[table]) if table in self.tables else 0

    def last_row(self, table: str) -> int:
        """Last row of a sheet, counted from 1 with the header, that has checks."""
        return 1 + max(LEAST_ROWS, self.rows(table) + ROOM)


def sheet_name(table: Table) -> str:
    """Name of a table's sheet in the language in use."""
    return table_title(table.name)


def header(column: Column) -> str:
    """Header of a column in the language in use."""
    return column_header(column)


def settings_sheet_name() -> str:
    """Name of the sheet with the keys of the scenario."""
    return settings_title()


def instructions_sheet_name() -> str:
    """Name of the first sheet."""
    return "说明" if language() == "zh" else "Instructions"
