"""Key figures as a block."""

from collections.abc import Sequence
from math import ceil

from docx.document import Document
from docx.table import _Cell

from allocator.report.document import Figure
from allocator.report.word.cells import add_line, add_row, add_table
from allocator.report.word.space import ACROSS, Space, text_height
from allocator.report.word.styles import DARK, GREY, SMALL

_PER_ROW = 4
"""At most beside one another."""
_MOST = 8
_SIZE = 14.0
"""Points of a value."""
_MARGINS = 0.4
"""Centimetres of a cell, left and right of its text."""


def add_figures(document: Document, figures: Sequence[Figure], space: Space) -> None:
    """The first figures, each in a cell: label, value, what it is compared with."""
    chosen = figures[:_MOST]
    rows = ceil(len(chosen) / _PER_ROW)
    per_row = ceil(len(chosen) / rows)
    across = ACROSS / per_row
    table = add_table(document, [across] * per_row)
    for first in range(0, len(chosen), per_row):
        shown = chosen[first : first + per_row]
        cells = add_row(table).cells
        for cell, figure in zip(cells, shown, strict=False):
            _write(cell, figure)
        space.take(max(_height(figure, across - _MARGINS) for figure in shown), whole=True)


def _write(cell: _Cell, figure: Figure) -> None:
    add_line(cell, figure.label, SMALL, colour=GREY)
    add_line(cell, figure.value, _SIZE, bold=True, colour=DARK)
    if figure.note:
        add_line(cell, figure.note, SMALL, colour=GREY)


def _height(figure: Figure, across: float) -> float:
    texts = [(figure.label, SMALL), (figure.value, _SIZE)]
    if figure.note:
        texts.append((figure.note, SMALL))
    return 0.1 + sum(text_height(text, size, across) for text, size in texts)
