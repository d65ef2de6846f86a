"""A report as a Word document of one or two pages, for those who decide."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document

from allocator.report.document import Report
from allocator.report.lettering import cut
from allocator.report.word.content import accepted
from allocator.report.word.figures import add_figures
from allocator.report.word.footer import add_footers
from allocator.report.word.grids import add_grid
from allocator.report.word.packing import packed
from allocator.report.word.pictures import (
    HIGHEST,
    add_picture,
    charts_for_summary,
    rest_of_page,
)
from allocator.report.word.space import Space
from allocator.report.word.styles import BODY, HEADING, TITLE, set_up
from allocator.text import _, in_language

_CREATED = datetime(2000, 1, 1)
"""In every document, so that the same report is the same bytes."""
_MOST_WARNINGS = 5
_LONGEST_WARNING = 240
"""Characters."""


def write_summary(report: Report, path: Path, pictures: Mapping[str, bytes]) -> None:
    """Write ``report`` as a Word document of at most two pages of A4.

    Parameters
    ----------
    pictures : mapping of str to bytes
        Charts as PNG, by id; two are shown, those whose charts are ``in_summary`` first.

    Raises
    ------
    OSError
        The file cannot be written, as when it is open in Word.
    """
    with in_language(report.language):
        document = docx.Document()
        set_up(document)
        _describe(document, report)
        _fill(document, report, pictures)
    path.write_bytes(packed(document))


def _describe(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = accepted(report.title)[:255]
    properties.subject = accepted(report.subtitle)[:255]
    properties.author = properties.last_modified_by = "allocator"
    properties.comments = properties.keywords = ""
    properties.language = "zh-CN" if report.language == "zh" else "en-GB"
    properties.created = properties.modified = _CREATED


def _fill(document: Document, report: Report, pictures: Mapping[str, bytes]) -> None:
    """Title, what must be known, warnings and pictures; grids have the room that these leave."""
    space = Space()
    add_footers(document, report, space)
    document.add_paragraph(accepted(report.title), style="Title")
    space.take_text(report.title, TITLE)
    for text, style in ((report.subtitle, "Subtitle"), *((text, "Normal") for text in report.lead)):
        document.add_paragraph(accepted(text), style=style)
        space.take_text(text, BODY, 6)
    if report.figures:
        add_figures(document, report.figures, space)
    grids = [grid for section in report.sections for grid in section.grids if grid.in_summary]
    height = HIGHEST if grids else None
    drawn = [(chart, pictures[chart.id]) for chart in charts_for_summary(report, pictures)]
    for chart, picture in drawn[:1]:
        add_picture(document, chart, picture, space, height or rest_of_page(space, last=False))
    _add_warnings(document, report.warnings, space)
    for chart, picture in drawn[1:]:
        add_picture(document, chart, picture, space, height or rest_of_page(space, last=True))
    for number, grid in enumerate(grids):
        add_grid(document, grid, space.left / (len(grids) - number), space)


def _add_warnings(document: Document, warnings: Sequence[str], space: Space) -> None:
    if not warnings:
        return
    title = _("Warnings")
    document.add_heading(title, 1)
    space.take_text(title, HEADING, 11)
    texts = [accepted(cut(text, _LONGEST_WARNING)) for text in warnings[:_MOST_WARNINGS]]
    more = len(warnings) - len(texts)
    if more:
        texts.append(_("And {more} more: see the workbook.").format(more=more))
    for text in texts:
        document.add_paragraph(text, style="List Bullet")
        space.take_text(text, BODY, 3)
