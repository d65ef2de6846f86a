"""Room on the pages of the summary: two of A4, and what has been put on them so far."""

from math import ceil

from allocator.report.lettering import lines
from allocator.text import language

ACROSS = 17.0
"""Centimetres of a line: A4 less margins of 2."""
PAGE = 25.0
"""Centimetres from top to bottom: A4 less margins, and a reserve for other fonts."""
PAGES = 2
_POINT = 2.54 / 72
"""Centimetres."""
_LEADING = 1.35
"""Of a line, to the size of its font: Chinese fonts have the most."""


class Space:
    """Reckons how much room is left, in centimetres."""

    def __init__(self) -> None:
        self._used = 0.0

    @property
    def left(self) -> float:
        """What is left on both pages."""
        return PAGE * PAGES - self._used

    @property
    def left_on_page(self) -> float:
        """What is left on the page that is being filled."""
        return PAGE - self._used % PAGE

    def take(self, height: float, whole: bool = False) -> None:
        """Use ``height``; what is ``whole`` goes to the next page where this one has no room."""
        page_end = ceil((self._used + 1e-9) / PAGE) * PAGE
        if whole and self._used + height > page_end:
            self._used = page_end
        self._used += height

    def take_text(self, text: str, size: float, after: float = 4.0) -> None:
        """Use the room of a paragraph of that size, with ``after`` points of room below it."""
        self.take(text_height(text, size, ACROSS) + after * _POINT)


def text_height(text: str, size: float, across: float) -> float:
    """Centimetres that ``text`` of ``size`` points takes in a column ``across`` wide."""
    return lines(text, across / text_width(size), language()) * size * _LEADING * _POINT


def text_width(size: float) -> float:
    """Centimetres of a character of ``size`` points: Latin ones are half as wide as high."""
    return size / 2 * _POINT
