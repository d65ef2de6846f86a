"""Charts of the summary as pictures."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.shared import Cm

from allocator.report.document import Chart, Report
from allocator.report.word.content import accepted
from allocator.report.word.space import ACROSS, PAGE, Space
from allocator.report.word.styles import HEADING

_MOST = 2
_WIDEST = ACROSS - 0.2
"""Centimetres: LibreOffice moves what is as wide as the line to the right."""
HIGHEST = 7.5
"""Centimetres, so that two and a page of text have room."""
_BESIDE = 2.0
"""Centimetres of a title, and what the fonts of others may take more than reckoned."""


def charts_for_summary(report: Report, pictures: Mapping[str, bytes]) -> Sequence[Chart]:
    """The charts that are shown: those that the report says first, of which there is a picture."""
    drawn = [chart for chart in report.charts if chart.id in pictures]
    return sorted(drawn, key=lambda chart: not chart.in_summary)[:_MOST]


def rest_of_page(space: Space, last: bool) -> float:
    """Centimetres that a picture may be high which nothing needs to stand beside.

    Parameters
    ----------
    last : bool
        Nothing comes after it, so that it may have the next page where this one has little room.
    """
    here = space.left_on_page - _BESIDE
    if here >= HIGHEST or not last or space.left < PAGE:
        return max(HIGHEST, here)
    return PAGE - _BESIDE


def add_picture(
    document: Document, chart: Chart, picture: bytes, space: Space, highest: float
) -> None:
    """A chart of at most ``highest`` centimetres with its title above, and its description."""
    heading = document.add_heading(accepted(chart.title), 1)
    heading.paragraph_format.keep_with_next = True
    image = Image.from_blob(picture)
    scale = min(_WIDEST / image.px_width, highest / image.px_height)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(
        BytesIO(picture), Cm(image.px_width * scale), Cm(image.px_height * scale)
    )
    properties = shape._inline.docPr
    properties.set("descr", accepted(chart.description))
    properties.set("title", accepted(chart.title))
    space.take(image.px_height * scale + HEADING * 0.08, whole=True)
