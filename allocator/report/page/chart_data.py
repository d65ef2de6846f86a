"""The data of a chart as a grid, for where it cannot be drawn."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from allocator.report.document import Chart, Field, Grid, Value


def grid_of_chart(chart: Chart) -> Grid:
    """The longest table inside the specification, under the names that it has there."""
    rows = max(_tables(chart.spec), key=len, default=())
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    fields = tuple(
        Field(name, name, "number" if _numeric([row.get(name) for row in rows]) else "text")
        for name in names
    )
    cells = tuple(tuple(_value(row.get(name)) for name in names) for row in rows)
    return Grid(id_of_data(chart), chart.title, fields, cells)


def id_of_data(chart: Chart) -> str:
    """The id of the grid that stands for a chart; no grid of a report has a name like it."""
    return f"{chart.id}--data"


def _tables(node: Any) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Every list of records, wherever in the specification it is."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            if name == "values" and _records(value):
                yield value
            elif name == "datasets" and isinstance(value, Mapping):
                yield from (table for table in value.values() if _records(table))
            else:
                yield from _tables(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _tables(value)


def _records(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(row, Mapping) for row in value)
    )


def _numeric(values: Sequence[Any]) -> bool:
    there = [value for value in values if value is not None]
    return bool(there) and all(
        isinstance(value, float) and not isinstance(value, bool) for value in there
    )


def _value(value: Any) -> Value:
    return value if isinstance(value, str | int | float | None) else str(value)
