"""A sheet that is filled from the top, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import isfinite

from xlsxwriter.worksheet import Worksheet

from allocator.report.document import Kind, Value
from allocator.report.lettering import lines
from allocator.report.values import shown
from allocator.report.workbook.styles import Role, Styles

_COLUMN = 8.43
"""Characters of a column whose width nothing sets, in Excel."""
_TEXT = 90
"""Characters that a paragraph has across at least, though the grids be narrower."""
_PAGE = 130
"""And at most where they are wider: what one page of several side by side is sure to hold."""
_LINE_HEIGHT = 1.4
"""Points of a line to a point of the font, enough for Microsoft YaHei, the highest in use."""
_LONGEST = 32_767
"""Characters that Excel keeps of a cell; XlsxWriter would leave a longer text out."""
_LOWEST = 15.0
"""Points of a row where nothing sets them, in Excel."""
_HIGHEST = 409.0
"""Points of the highest row that Excel shows."""
_IN_WORDS = ("text", "id", "flag")
_FORMULA = ("=", "+", "-", "@")
"""Beginnings that make a formula of a text where somebody edits it."""


@dataclass
class Canvas:
    """A sheet, and the row that is filled next.

    LibreOffice sizes no row of a workbook that it reads to text that wraps, nor does Excel one to
    merged cells: the rows get their heights here.

    Attributes
    ----------
    sheet : Worksheet
    styles : Styles
    widths : tuple of int
        Of its columns, in characters.
    row : int
        The next row, counted from 0.
    height : float
        Points that the rows so far take.
    """

    sheet: Worksheet
    styles: Styles
    widths: tuple[int, ...]
    row: int = 0
    height: float = 0.0
    _tallest: float = 0.0

    def __post_init__(self) -> None:
        """Set the widths of the columns, and the height of rows that nothing else sets."""
        self._line = max(_LOWEST, self.styles.sizes["row"] * _LINE_HEIGHT)
        self.sheet.set_default_row(self._line)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)

    @cached_property
    def columns(self) -> int:
        """Columns that a paragraph runs over: those of the grids, as far as a page is wide."""
        if sum(self.widths) < _TEXT:
            return max(2, len(self.widths) + int((_TEXT - sum(self.widths)) // _COLUMN))
        reached = accumulate(self.widths)
        return max(2, sum(across <= max(_PAGE, self.widths[0]) for across in reached))

    @property
    def across(self) -> float:
        """Characters of those columns."""
        beyond = max(0, self.columns - len(self.widths))
        return sum(self.widths[: self.columns]) + _COLUMN * beyond

    def text(self, column: int, text: str, role: Role, kind: Kind = "text") -> None:
        """Text as it is, never as a formula, a link or a number, whatever it begins with."""
        style = self.styles.of(role, kind, text[:1] in _FORMULA)
        self.sheet.write_string(self.row, column, _cut(text), style)
        self._stretch(text, self._width(column), role, kind)

    def cells(self, role: Role, kinds: Iterable[Kind]) -> list["Cells"]:
        """What fills the cells of columns of these kinds, from the left, in rows of that role."""
        return [Cells(self, column, role, kind) for column, kind in enumerate(kinds)]

    def blank(self, column: int, role: Role, kind: Kind = "text") -> None:
        """An empty cell, as the others around it."""
        self.sheet.write_blank(self.row, column, None, self.styles.of(role, kind))

    def link(self, column: int, name: str, text: str, role: Role) -> None:
        """A link to the sheet of that name."""
        target = name.replace("'", "''")
        style = self.styles.of(role)
        self.sheet.write_url(self.row, column, f"internal:'{target}'!A1", style, text)
        self._stretch(text, self._width(column), role)

    def merged(self, first: int, text: str, role: Role) -> None:
        """Text from the column ``first`` to the last that paragraphs run over."""
        style = self.styles.of(role)
        self.sheet.merge_range(self.row, first, self.row, self.columns - 1, "", style)
        self.sheet.write_string(self.row, first, _cut(text), style)
        self._stretch(text, self.across - sum(self.widths[:first]), role)

    def end_row(self, level: int = 0) -> None:
        """Go to the next row; the one that is filled can be folded away if it has a level."""
        options = {"level": level} if level else {}
        height = min(max(self._line, self._tallest), _HIGHEST)
        if height > self._line or level:
            self.sheet.set_row(self.row, height, None, options)
        self.height += height
        self._tallest = 0.0
        self.row += 1

    def paragraph(self, text: str, role: Role) -> None:
        """A row of text over the whole width."""
        self.merged(0, text, role)
        self.end_row()

    def _width(self, column: int) -> float:
        return self.widths[column] if column < len(self.widths) else _COLUMN

    def _stretch(self, text: str, across: float, role: Role, kind: Kind = "text") -> None:
        count = 1
        if self.styles.wraps(role):
            count = lines(text, self._room(across, role, kind), self.styles.language)
        self._tallest = max(self._tallest, count * self.styles.sizes[role] * _LINE_HEIGHT)

    def _room(self, across: float, role: Role, kind: Kind) -> float:
        """Digits that a line of text has in a cell so wide, at the size of the cells."""
        return (across - self.styles.inside(role, kind)) / self.styles.scale(role)


class Cells:
    """The cells of one column, filled in the canvas's next row: what they share is found once.

    A large report has hundreds of thousands of cells.
    """

    def __init__(self, canvas: Canvas, column: int, role: Role, kind: Kind) -> None:
        styles = canvas.styles
        self._canvas, self._column = canvas, column
        self._style, self._quoted = styles.of(role, kind), styles.of(role, kind, True)
        self._in_words = kind in _IN_WORDS
        self._kind = kind
        self._room = canvas._room(canvas._width(column), role, kind)
        self._language = styles.language
        self._line = styles.sizes[role] * _LINE_HEIGHT

    def fill(self, value: Value) -> None:
        """Fill in a value by its kind; nothing for ``None`` and for what is no finite number."""
        canvas = self._canvas
        if isinstance(value, str):
            if value:
                self._text(value)
                return
        elif value is not None:
            if self._in_words:
                self._text(shown(value, self._kind))
                return
            if isfinite(value):
                canvas.sheet.write_number(canvas.row, self._column, float(value), self._style)
                return
        canvas.sheet.write_blank(canvas.row, self._column, None, self._style)

    def _text(self, text: str) -> None:
        canvas = self._canvas
        style = self._quoted if text[:1] in _FORMULA else self._style
        canvas.sheet.write_string(canvas.row, self._column, _cut(text), style)
        count = lines(text, self._room, self._language)
        canvas._tallest = max(canvas._tallest, count * self._line)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
