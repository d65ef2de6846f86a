"""What holds for the report of any simulation or study."""

import json
import re
from collections.abc import Mapping
from typing import Any

import altair as alt

from allocator.report.document import Report

ASCII_NAME = re.compile(r"[A-Za-z0-9_]+")
NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")


def assert_sound(report: Report) -> None:
    """Ids are unique ASCII, titles fit on sheets, rows have their fields, charts are JSON."""
    ids = [section.id for section in report.sections]
    ids += [chart.id for chart in report.charts]
    ids += [grid.id for section in report.sections for grid in section.grids]
    assert len(set(ids)) == len(ids)
    assert all(ASCII_NAME.fullmatch(each) for each in ids)
    sheets = [section.title for section in report.sections if section.sheet]
    assert len(set(sheets)) == len(sheets)
    assert all(0 < len(title) <= 31 and not NOT_IN_SHEETS.search(title) for title in sheets)
    for section in report.sections:
        # A sheet without a table would be empty, since sheets have no charts.
        assert section.grids or not section.sheet
        for grid in section.grids:
            names = [field.name for field in grid.fields]
            assert len(set(names)) == len(names), grid.id
            assert all(len(row) == len(names) for row in grid.rows), grid.id
            assert not grid.detail or grid.detail in names
    for chart in report.charts:
        assert chart.description, chart.id
        json.dumps(chart.spec, allow_nan=False)
        alt.Chart.from_dict(dict(chart.spec), validate=True)


def data_of(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every row of data in a specification."""
    return [row for rows in spec["datasets"].values() for row in rows]


def rows_with(spec: Mapping[str, Any], *names: str) -> list[dict[str, Any]]:
    """Rows of data that have all of the fields, each once."""
    found = [row for row in data_of(spec) if set(names) <= set(row)]
    return [row for place, row in enumerate(found) if row not in found[:place]]


def grid_rows(report: Report, name: str) -> list[dict[str, Any]]:
    """Rows of a grid, by the names of its fields."""
    (grid,) = (grid for section in report.sections for grid in section.grids if grid.id == name)
    names = [field.name for field in grid.fields]
    return [dict(zip(names, row, strict=True)) for row in grid.rows]
