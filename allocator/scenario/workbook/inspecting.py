"""What the reader of cells leaves out: errors, formulas without a result, cells far away.

The reader shows the first two as empty cells, and makes room for every cell up to the last one,
which one stray cell makes more than the memory holds. The XML of most sheets has none of these,
which a few searches tell; only where they find something is it gone through.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from allocator.scenario.raw_table import DamagedCell
from allocator.scenario.workbook.addresses import letters, number
from allocator.scenario.workbook.not_readable import NotReadable, broken_xml, damaged
from allocator.text import _

ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet of Excel."""

MOST_CELLS = 12_000_000
"""A sheet may span so many, empty ones included: the largest of Excel's with 11 columns."""

_EMPTY = rb'(?!(?:\s+\w+="[^"<>]*")*\s*/>)'
WIDE = re.compile(rb'<c(?=[\s/>])(?!\sr="[A-Z]\d{1,5}")' + _EMPTY)
LONG = re.compile(rb'<c(?=[\s/>])(?!\sr="[A-K](?:\d{1,6}|10[0-4]\d{4})")' + _EMPTY)
"""Cells with content that do not say their place, or that stand beyond Z99999 and K1049999: a
sheet without the ones, or without the others, spans less than :data:`MOST_CELLS`. Empty ones, of
which a sheet that is formatted to its end has millions, are passed over."""

SUSPICIOUS = (
    (b":c", re.compile(rb":c[\s/>]")),  # the name of an element with the prefix of a namespace
    (b":f", re.compile(rb":f[\s/>]")),
    (b"</f>", re.compile(rb"</f>(?!<v>[^<])")),
    (b"<f", re.compile(rb"<f(?:\s[^>]*)?/>(?!<v>[^<])")),
    (b'"e"', re.compile(rb'"e"')),
    (b"'e'", re.compile(rb"'e'")),
)
"""Each with bytes that stand in all that it finds, which are looked for in no time."""

Place = tuple[int, int]
"""Row and column of a cell, counted from 0."""


def damaged_cells(data: bytes, *, not_calculated: bool) -> Mapping[Place, DamagedCell]:
    """The cells of a sheet that show no value.

    Parameters
    ----------
    data : bytes
        XML of the sheet.
    not_calculated : bool
        No spreadsheet program has calculated the workbook: a formula whose result is 0 has none,
        since programs that write formulas write 0 for what they do not know.

    Raises
    ------
    NotReadable
        The XML is damaged, or the sheet spans more than :data:`MOST_CELLS`.
    """
    if not _is_suspicious(data) and not (not_calculated and b"<f" in data):
        return {}
    inspection = _Inspection(("", "0") if not_calculated else ("",))
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler = inspection.begun
    parser.EndElementHandler = inspection.ended
    parser.CharacterDataHandler = inspection.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged(broken_xml(error)) from None
    return inspection.found


def _is_suspicious(data: bytes) -> bool:
    if any(part in data and pattern.search(data) for part, pattern in SUSPICIOUS):
        return True
    return bool(WIDE.search(data) and LONG.search(data))


@dataclass
class _Inspection:
    """Goes through the elements of a sheet.

    Attributes
    ----------
    unknown : tuple of str
        What stands for the result of a formula that was never calculated.
    """

    unknown: tuple[str, ...]
    found: dict[Place, DamagedCell] = field(default_factory=dict)
    _row: int = -1
    _column: int = -1
    _rows: int = 0
    _columns: int = 0
    _kind: str = ""
    _cell: dict[str, str] = field(default_factory=dict)
    _inside: str = ""

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = name.rpartition(":")[2]
        if name == "c":
            self._place(attributes.get("r"))
            self._kind, self._cell = attributes.get("t", ""), {}
        elif name == "row":
            row = attributes.get("r", "")
            self._row = int(row) - 1 if row.isdecimal() else self._row + 1
            self._column = -1
        elif name in ("f", "v", "is"):
            self._inside = name
            self._cell[name] = ""

    def text(self, text: str) -> None:
        """Text within an element."""
        if self._inside:
            self._cell[self._inside] += text

    def ended(self, name: str) -> None:
        """An element ends."""
        name = name.rpartition(":")[2]
        if name == self._inside:
            self._inside = ""
        if name == "c" and self._cell:
            self._spans()
            cell = self._judged()
            if cell is not None:
                self.found[self._row, self._column] = cell

    def _place(self, told: str | None) -> None:
        """The place that a cell tells, or the next one of its row."""
        if told is None:
            self._column += 1
            return
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", told)
        if match is None:
            raise damaged(_("a cell at “{place}”").format(place=told[:20]))
        self._row, self._column = int(match[2]) - 1, number(match[1])

    def _spans(self) -> None:
        """Note how far the sheet reaches."""
        rows, columns = max(self._rows, self._row + 1), max(self._columns, self._column + 1)
        if (rows, columns) == (self._rows, self._columns):
            return
        self._rows, self._columns = rows, columns
        if not 0 <= self._row < ROWS or columns > COLUMNS or rows * columns > MOST_CELLS:
            raise NotReadable(
                _("a cell at {place}, far away from the table").format(
                    place=f"{letters(self._column)}{self._row + 1}"
                ),
                _("a table that begins near the first cell"),
                _("Delete the rows below the table and the columns beside it, and save."),
            )

    def _judged(self) -> DamagedCell | None:
        """The cell, where it shows no value."""
        result = self._cell.get("v", "")
        if self._kind == "e":
            return DamagedCell(
                result or "#",
                _("a value rather than an error"),
                _("Correct the formula, or write the value in its place."),
            )
        written = self._kind == "str"  # such a formula may come to no text
        if "f" in self._cell and not written and result in self.unknown:
            return DamagedCell(
                f"={self._cell['f']}",
                _("a formula with its result"),
                _("Open the workbook in Excel or LibreOffice, let it calculate, and save it."),
            )
        return None
