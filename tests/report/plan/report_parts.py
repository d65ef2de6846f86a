"""Finding one's way in a report."""

from typing import Any

from allocator.report.document import Grid, Report, Section


def section(report: Report, name: str) -> Section:
    """The section of that id."""
    return next(each for each in report.sections if each.id == name)


def grid(report: Report, name: str) -> Grid:
    """The grid of that id."""
    return next(each for part in report.sections for each in part.grids if each.id == name)


def cells(found: Grid, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a grid, row by row."""
    places = [[field.name for field in found.fields].index(name) for name in names]
    return [tuple(row[place] for place in places) for row in found.rows]


def has_grid(report: Report, name: str) -> bool:
    """Whether there is a grid of that id."""
    return any(each.id == name for part in report.sections for each in part.grids)
