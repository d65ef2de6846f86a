"""Tables of a study as grids: what each row is of, and its numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pandas as pd

from allocator.report.document import Field, Grid, Value
from allocator.report.simulation.measured import (
    Item,
    in_grid,
    item_fields,
    item_values,
    unit_of,
)
from allocator.report.study.studied import Studied
from allocator.text import _

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A field, and its value in a row of the table."""

    field: Field
    of: Callable[[Row], Value]


def grid(name: str, title: str, table: pd.DataFrame, columns: Sequence[Column]) -> Grid:
    """Every row of a table; the id is not that of a section or a chart."""
    rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    values = tuple(tuple(column.of(row) for column in columns) for row in rows)
    return Grid(f"{name}_table", title, tuple(column.field for column in columns), values)


def what(
    table: pd.DataFrame, studied: Studied, unit: Callable[[Item], str] = unit_of
) -> list[Column]:
    """Measure, setting and assumption, as far as the table has them.

    Parameters
    ----------
    unit : callable
        Gives the unit in which the grid has numbers of a measure.
    """
    names = studied.names
    columns = []
    if "measure" in table:
        columns += [
            Column(field, lambda row, place=place: item_values(item_of(row), unit)[place])  # type: ignore[misc]
            for place, field in enumerate(item_fields())
        ]
    if "setting" in table:
        columns += [
            text("setting", _("setting"), kind="id"),
            Column(
                Field("setting_name", _("what it is")),
                lambda row: names.settings.get(row["setting"], ""),
            ),
        ]
    if "assumption" in table and names.several:
        columns.append(
            Column(
                Field("assumption", _("assumption")),
                lambda row: studied.assumption(row["assumption"]),
            )
        )
    return columns


def item_of(row: Row) -> tuple[str, str]:
    """What the numbers of a row are of."""
    return str(row["measure"]), str(row["key"])


def text(name: str, title: str, *, kind: Any = "text", note: str = "") -> Column:
    """A column of text, or of nothing where it is missing."""
    return Column(
        Field(name, title, kind, note=note),
        lambda row: None if pd.isna(row[name]) else str(row[name]),
    )


def quantity(name: str, title: str, note: str = "") -> Column:
    """A number of the measure of the row."""
    return Column(
        Field(name, title, "number", note=note), lambda row: in_grid(item_of(row), row[name])
    )


def number(name: str, title: str, note: str = "") -> Column:
    """A number of its own."""
    return Column(
        Field(name, title, "number", note=note),
        lambda row: float(row[name]) if isfinite(row[name]) else None,
    )


def share(name: str, title: str, note: str = "") -> Column:
    """A share of its own, 1 being 100 %."""
    return Column(
        Field(name, title, "share", note=note),
        lambda row: float(row[name]) if isfinite(row[name]) else None,
    )


def count(name: str, title: str) -> Column:
    """A whole number."""
    return Column(Field(name, title, "count"), lambda row: int(row[name]))


def flag(name: str, title: str, note: str = "") -> Column:
    """Yes or no."""
    return Column(Field(name, title, "flag", note=note), lambda row: bool(row[name]))


def probability(name: str, title: str, note: str = "") -> Column:
    """A probability, as text that does not round it to none."""
    return Column(Field(name, title, note=note), lambda row: probability_told(float(row[name])))


def probability_told(p: float) -> str | None:
    """A probability with three decimals; nothing where there is none."""
    if not isfinite(p):
        return None
    return "<0.001" if p < 0.001 else f"{p:.3f}"
