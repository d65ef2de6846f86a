"""How wide texts are: Chinese characters count double."""

import unicodedata
from math import ceil

LINE_HEIGHT = 16
"""Points. Rows are given their height: LibreOffice does not fit it to text in several lines."""


LATIN = 0.9
"""Mean width of Latin letters, in digits, by which spreadsheets measure columns."""


def text_width(text: str) -> int:
    """Width of a text in digits."""
    return len(text) + _wide(text)


def lines_needed(text: str, width: int) -> int:
    """Lines that a text takes in a cell of so many digits; its line breaks are kept."""
    return sum(max(1, ceil(_mean_width(line) / width)) for line in text.split("\n"))


def _mean_width(text: str) -> float:
    wide = _wide(text)
    return 2 * wide + LATIN * (len(text) - wide)


def _wide(text: str) -> int:
    return sum(unicodedata.east_asian_width(one) in "WF" for one in text)
