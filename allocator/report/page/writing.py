"""The page of a report: one HTML file that holds all it needs and asks no network for anything."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from allocator.report.document import SHOWN_OF_HASH, Chart, Grid, Report, Section
from allocator.report.page.chart_data import grid_of_chart, id_of_data
from allocator.report.page.drawings import inline
from allocator.report.page.embedding import content_policy, data_block, resource, script, style
from allocator.report.page.grids import ROWS_AT_FIRST, Table, anchors
from allocator.report.page.words import words_of_layout, words_of_script
from allocator.report.values import NOTHING, shown
from allocator.text import _, in_language

WARNINGS_OPEN = 5
"""Lines of warnings that are not folded away."""

_TAGS = {"zh": "zh-CN", "en": "en"}


def write_page(report: Report, path: Path, drawings: Mapping[str, str]) -> None:
    """Write :func:`page` to a file.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    path.write_text(page(report, drawings), encoding="utf-8", newline="\n")


def page(report: Report, drawings: Mapping[str, str]) -> str:
    """The report as HTML, in its language.

    Parameters
    ----------
    drawings : mapping of str to str
        SVG by the id of the chart. A chart that is not among them is shown as a table of its data.
    """
    with in_language(report.language):
        return _environment().get_template("page.html.jinja").render(_content(report, drawings))


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: resource(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    macros = environment.get_template("cells.html.jinja").module
    environment.globals.update(cell=macros.cell, sums=macros.sums)  # type: ignore[attr-defined]
    return environment


def _content(report: Report, drawings: Mapping[str, str]) -> dict[str, Any]:
    sections = tuple(section for section in report.sections if section.page)
    drawn = _drawn(sections, drawings)
    tables = _tables(sections, drawn)
    styles, scripts = style(), script()
    words = words_of_layout()
    return {
        "report": report,
        "stamp": _stamp(report),
        "lang": _TAGS[report.language],
        "sections": sections,
        "drawings": drawn,
        "tables": {table.grid.id: table for table in tables},
        "id_of_data": id_of_data,
        "titles_above": partial(_titles_above, sections),
        "words": words,
        "folded": len(report.warnings) > WARNINGS_OPEN,
        "warnings_title": _warnings_title(len(report.warnings), words),
        "rows_at_first": ROWS_AT_FIRST,
        "without_script": partial(_without_script, words["without_script"]),
        "counted": lambda name, n: words_of_script()[name].format(count=shown(n, "count")),
        "data": data_block(_data(report, tables)),
        "style": styles,
        "script": scripts,
        "policy": content_policy([styles], [scripts]),
    }


def _warnings_title(lines: int, words: Mapping[str, str]) -> str:
    """Lines are counted only where they are folded away: each may tell of many warnings."""
    if lines <= WARNINGS_OPEN:
        return words["warnings"]
    return words["warnings_folded"].format(count=shown(lines, "count"))


def _stamp(report: Report) -> str:
    """By what the page is told from others, once it is printed or passed on."""
    if not report.software or not report.fingerprint:
        return report.software
    return _("{software}, input {hash}").format(
        software=report.software, hash=report.fingerprint[:SHOWN_OF_HASH]
    )


def _drawn(sections: Sequence[Section], drawings: Mapping[str, str]) -> dict[str, Markup]:
    return {
        chart.id: inline(drawings[chart.id], chart)
        for chart in _charts(sections)
        if chart.id in drawings
    }


def _tables(sections: Sequence[Section], drawn: Mapping[str, Markup]) -> tuple[Table, ...]:
    grids = [grid for section in sections for grid in section.grids]
    instead = [grid_of_chart(chart) for chart in _charts(sections) if chart.id not in drawn]
    known = anchors(grids)
    return tuple(Table(grid, known) for grid in (*grids, *instead))


def _charts(sections: Sequence[Section]) -> tuple[Chart, ...]:
    return tuple(chart for section in sections for chart in section.charts)


def _data(report: Report, tables: Sequence[Table]) -> dict[str, Any]:
    return {
        "locale": _TAGS[report.language],
        "nothing": NOTHING,
        "words": words_of_script(),
        "grids": [table.data for table in tables],
    }


def _titles_above(sections: Sequence[Section], grid: Grid) -> tuple[str, ...]:
    """Headings under which the grid stands, which its own need not say again."""
    own = [section.title for section in sections if grid in section.grids]
    return (*own, *(chart.title for chart in _charts(sections) if grid.id == id_of_data(chart)))


def _without_script(sentence: str, rows: int) -> str:
    return sentence.format(shown=shown(ROWS_AT_FIRST, "count"), all=shown(rows, "count"))
