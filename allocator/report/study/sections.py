"""A section of a study's report, whose longer tables stand in the workbook alone."""

from collections.abc import Iterator, Sequence

from allocator.report.document import Chart, Grid, Section

MOST_ON_PAGE = 1000
"""Rows of a table on the page."""


def section(
    name: str,
    title: str,
    *,
    text: Sequence[str] = (),
    charts: Sequence[Chart] = (),
    grids: Sequence[Grid] = (),
) -> Iterator[Section]:
    """One section; another one for the workbook where a table is too long for the page."""
    on_page = tuple(each for each in grids if len(each.rows) <= MOST_ON_PAGE)
    if len(on_page) == len(grids):
        yield Section(name, title, tuple(text), tuple(charts), on_page, sheet=bool(grids))
        return
    yield Section(name, title, tuple(text), tuple(charts), on_page, sheet=False)
    yield Section(f"{name}_sheet", title, tuple(text), grids=tuple(grids), page=False)
