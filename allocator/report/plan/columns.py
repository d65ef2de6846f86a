"""Fields of grids from the declared columns of tables."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from allocator.report.document import Field, Kind, Value
from allocator.report.names import choice_name, heading
from allocator.scenario.code_names import purpose_name, quota_type_name
from allocator.scenario.columns import Column
from allocator.scenario.parsing import month_text
from allocator.scenario.tables import TABLES
from allocator.text import _

_KINDS: Mapping[str, Kind] = {
    "id": "id",
    "text": "text",
    "code": "text",
    "integer": "count",
    "decimal": "number",
    "year": "year",
    "month": "text",
    "boolean": "flag",
    "choice": "text",
}

_NAMES = {"quota_type": quota_type_name, "purpose": purpose_name}
"""Columns of free codes of which the software knows some."""


def field_of(column: Column, *, total: bool = False) -> Field:
    """The field of a declared column."""
    return Field(
        column.name, heading(column), _KINDS[column.kind], note=column.explained(), total=total
    )


def value_of(column: Column, value: Any) -> Value:
    """A cell of a declared column as people read it, in the language in use."""
    if value is None or value is pd.NA:
        return None
    if column.kind == "choice":
        return choice_name(column, value)
    if column.kind == "month":
        return month_text(value)
    named = _NAMES.get(column.name)
    return named(value) if named else value


def posts_field(name: str, title: str, note: str = "") -> Field:
    """A field that counts posts and is summed up."""
    return Field(name, title, "count", note, total=True)


def unit_fields() -> tuple[Field, ...]:
    """Department, code and name of a unit."""
    return (
        field_of(TABLES["units"].column("department")),
        field_of(TABLES["units"].column("unit_id")),
        Field("unit", _("Unit")),
    )
