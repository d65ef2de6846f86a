"""Widths of the columns of a table on paper."""

from collections.abc import Sequence
from math import ceil

from allocator.report.document import Field
from allocator.report.lettering import width
from allocator.report.word.shortened import Shortened

_PAD = 4
"""Characters of the margins of a cell."""
_WIDEST, _LEAST_OF_TEXT = 40, 8
_BOLD = 1.2
"""Of a word in a header, to what it takes in a cell."""


def shares(short: Shortened, across: float) -> tuple[float, ...]:
    """The share of the width that each column has.

    Parameters
    ----------
    across : float
        Characters that have room in all of them. Where texts are longer, they wrap, the longest
        first, but no word of a header and no number does.
    """
    rows = (*short.rows, short.sums) if short.sums else short.rows
    texts = [[row[at] for row in rows] for at in range(len(short.fields))]
    least = [_least(*column) for column in zip(short.fields, texts, strict=True)]
    wanted = [
        max(low, max(map(width, column), default=0) + _PAD)
        for low, column in zip(least, texts, strict=True)
    ]
    given = wanted
    for widest in range(_WIDEST, 0, -1):
        given = [max(low, min(high, widest)) for low, high in zip(least, wanted, strict=True)]
        if sum(given) <= across:
            break
    return tuple(each / sum(given) for each in given)


def _least(field: Field, texts: Sequence[str]) -> int:
    unbroken = [word for text in texts for word in text.split()] if field.kind == "text" else texts
    kept = [word if word.isascii() else "" for word in unbroken]
    title = max(map(width, ("", *_words(field.title)))) * _BOLD
    text = min(_LEAST_OF_TEXT, max(map(width, texts), default=0)) if field.kind == "text" else 0
    return ceil(max(title, text, *map(width, ("", *kept)))) + _PAD


def _words(title: str) -> Sequence[str]:
    """What of a title stays on one line: its words, or two characters of a Chinese one."""
    return title.split() if title.isascii() else [title[:3]]
