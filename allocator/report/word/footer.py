"""The footers: where the summary comes from, and the number of the page."""

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from allocator.report.document import Report
from allocator.report.word.cells import add_text
from allocator.report.word.space import ACROSS, Space, text_height
from allocator.report.word.styles import GREY, TINY
from allocator.text import _

_MARGIN = 0.8
"""Centimetres of the lower margin that are free for it, above the number of the page."""


def add_footers(document: Document, report: Report, space: Space) -> None:
    """Provenance in small print on the first page; the number of the page on each."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    said = [
        _("{label}: {value}").format(label=label, value=value) for label, value in report.provenance
    ]
    first = section.first_page_footer
    add_text(first.paragraphs[0], " · ".join(said), TINY, colour=GREY)
    # What has no room in the margin is taken from the text.
    space.take(max(0.0, text_height(" · ".join(said), TINY, ACROSS) - _MARGIN))
    _add_page_number(first.add_paragraph(style="Footer"))
    _add_page_number(section.footer.paragraphs[0])


def _add_page_number(paragraph: Paragraph) -> None:
    pieces = _("Page {page} of {pages}").format(page="\0PAGE\0", pages="\0NUMPAGES\0").split("\0")
    for number, piece in enumerate(pieces):
        if number % 2:
            _add_field(paragraph, piece)
        else:
            add_text(paragraph, piece, TINY, colour=GREY)


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes; 1 until it does."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    add_text(paragraph, "1", TINY, colour=GREY)
    field.append(paragraph.runs[-1]._r)
