"""The first sheet: what a reader who opens no other must know, and where the rest is."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from allocator.report.document import Figure, Report, Section
from allocator.report.workbook.canvas import Canvas, Cells
from allocator.report.workbook.styles import Styles
from allocator.text import _

_WIDTHS = (30, 18, 52)


def write_front(
    sheet: Worksheet, styles: Styles, report: Report, names: Sequence[tuple[str, Section]]
) -> Canvas:
    """Fill the first sheet.

    Parameters
    ----------
    names : sequence of (str, Section)
        The sheets that follow.
    """
    canvas = Canvas(sheet, styles, _WIDTHS)
    canvas.paragraph(report.title, "title")
    canvas.paragraph(report.subtitle, "subtitle")
    for sentence in report.lead:
        canvas.paragraph(sentence, "text")
    _write_figures(canvas, report.figures)
    _write_warnings(canvas, report.warnings)
    _write_contents(canvas, names)
    _write_provenance(canvas, report.provenance)
    return canvas


def _write_figures(canvas: Canvas, figures: Sequence[Figure]) -> None:
    _begin(canvas, _("Key figures"))
    for figure in figures:
        canvas.text(0, figure.label, "row")
        canvas.text(1, figure.value, "figure")
        canvas.text(2, figure.note, "row")
        canvas.end_row()


def _write_warnings(canvas: Canvas, warnings: Sequence[str]) -> None:
    _begin(canvas, _("Warnings"))
    for number, warning in enumerate(warnings, 1):
        canvas.paragraph(f"{number}. {warning}", "text")
    if not warnings:
        canvas.paragraph(_("There are none."), "text")


def _write_contents(canvas: Canvas, names: Sequence[tuple[str, Section]]) -> None:
    _begin(canvas, _("Sheets"))
    canvas.text(0, _("Sheet"), "header")
    canvas.text(1, _("Rows"), "header", "count")
    canvas.text(2, _("What is on it"), "header")
    canvas.end_row()
    counted = Cells(canvas, 1, "row", "count")
    for name, section in names:
        canvas.link(0, name, name, "entry")
        counted.fill(sum(len(grid.rows) for grid in section.grids))
        canvas.text(2, _held(section), "row")
        canvas.end_row()


def _held(section: Section) -> str:
    """The first paragraph of a sheet, or else what its grids are."""
    titles = [grid.title for grid in section.grids if grid.title != section.title]
    return next(iter(section.text), _("; ").join(titles))


def _write_provenance(canvas: Canvas, provenance: Sequence[tuple[str, str]]) -> None:
    _begin(canvas, _("Where this comes from"))
    for label, value in provenance:
        canvas.text(0, label, "row")
        canvas.merged(1, value, "row")
        canvas.end_row()


def _begin(canvas: Canvas, title: str) -> None:
    canvas.end_row()
    canvas.paragraph(title, "heading")
