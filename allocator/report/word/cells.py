"""Tables of a Word document and what is in their cells."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from allocator.report.document import Kind
from allocator.report.word.content import accepted

_RIGHT, _CENTRE = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
_ALIGNED: Mapping[Kind, WD_ALIGN_PARAGRAPH] = MappingProxyType(
    {"count": _RIGHT, "number": _RIGHT, "share": _RIGHT, "year": _CENTRE, "flag": _CENTRE}
)
_LINE = "BFBFBF"


def add_table(document: Document, widths: Sequence[float]) -> Table:
    """A table with thin lines and no rows yet, its columns of those centimetres."""
    table: Table = document.add_table(0, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, across in zip(table.columns, widths, strict=True):
        column.width = Cm(across)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
    return table


def add_row(table: Table, *, header: bool = False) -> _Row:
    """A row that stays on one page; a header is repeated on each that the table goes on to."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def add_line(cell: _Cell, text: str, size: float, *, bold: bool = False, colour: str = "") -> None:
    """A further line of text in a cell, or the first if it is empty."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.runs else first
    paragraph.paragraph_format.space_after = Pt(1)
    add_text(paragraph, text, size, bold=bold, colour=colour)


def align(cell: _Cell, kind: Kind) -> None:
    """Numbers to the right, years and flags in the middle."""
    for paragraph in cell.paragraphs:
        paragraph.alignment = _ALIGNED.get(kind, WD_ALIGN_PARAGRAPH.LEFT)


def shade(cell: _Cell, colour: str) -> None:
    """A background."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def add_text(
    paragraph: Paragraph, text: str, size: float, *, bold: bool = False, colour: str = ""
) -> None:
    """Text at the end of a paragraph."""
    run = paragraph.add_run(accepted(text))
    run.font.size = Pt(size)
    run.font.bold = bold
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
