"""How much room text takes in a table, before any program has laid it out.

Widths are in digits of the font of the cells, as spreadsheets measure columns: in whole pixels,
which are less than the digits have. Those of letters are those of Calibri, rounded up to a few
classes; of Microsoft YaHei they hardly differ.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import ceil
from types import MappingProxyType

_CLASSES: Mapping[float, str] = MappingProxyType(
    {
        0.5: "ijlI',.:;`| \u00a0",
        0.67: "!()[]{}-Jfrt·",
        0.85: '"/\\szckvyxL',
        1.08: "bdhnopquBCRX",
        1.3: "ADGHKNOQUV&",
        1.45: "w%",
        1.78: "mMW@",
    }
)
"""Characters by their width, in digits; all other Latin ones are as wide as one."""
_DIGIT = 1.06
"""Width of a digit of Calibri 11, 7.43 pixels, in the 7 of which columns are so many."""
_LATIN = 1.08
"""What is neither ASCII nor as wide as a Chinese character: accented, Greek, Cyrillic letters."""
_QUOTES = "“”‘’…—–"
"""As wide as Chinese characters in fonts for these, and else as others."""
_FIRST_WIDE = 0x2E80
"""From here on characters are as wide as Chinese ones."""
_WIDE: Mapping[str, float] = MappingProxyType({"zh": 1.95, "en": 2.12})
"""Width of a Chinese character by language, in digits: beside Calibri they stand out."""

_CLOSING = "，。；：、！？）】》〉」』”’…%％"
_PIECES = re.compile(f"[\u2e80-\U0003ffff][{_CLOSING}]*|[^\\s\u2e80-\U0003ffff]+[{_CLOSING}]*|\\s+")
"""What stays in one line: a word, or a Chinese character, with the marks that close it; spaces."""


class _Widths(dict[str, float]):
    """Widths of characters in a language, those of others as they are asked for."""

    def __init__(self, language: str) -> None:
        super().__init__({one: _DIGIT * wide for wide, all_ in _CLASSES.items() for one in all_})
        self._wide = _WIDE[language]
        self.update(dict.fromkeys(_QUOTES, self._wide if language == "zh" else _DIGIT))

    def __missing__(self, character: str) -> float:
        point = ord(character)
        latin = _DIGIT * (_LATIN if point >= 0x80 else 1.0)
        self[character] = self._wide if point >= _FIRST_WIDE else latin
        return self[character]


_WIDTHS = {language: _Widths(language) for language in _WIDE}


@lru_cache(maxsize=100_000)
def width(text: str) -> int:
    """Characters that ``text`` takes, its longest line: Chinese ones are as wide as two.

    GB 18030 has two bytes for the characters that are twice as wide, and counts fast.
    """
    if "\n" in text:
        return max(map(width, text.split("\n")))
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


@lru_cache(maxsize=200_000)
def measured(text: str, language: str) -> float:
    """Digits that a line of text takes in the font of that language."""
    return sum(map(_WIDTHS[language].__getitem__, text))


@lru_cache(maxsize=100_000)
def lines(text: str, across: float, language: str) -> int:
    """Lines of ``text`` wrapped to that many digits, as spreadsheets do: between words."""
    if "\n" in text:
        return sum(lines(part, across, language) for part in text.split("\n"))
    if measured(text, language) <= across:
        return 1
    return 1 + sum(_breaks(text, max(across, 2.2), language))


def _breaks(text: str, across: float, language: str) -> Iterator[int]:
    """For each piece, how many new lines it begins; a space at the end of a line hangs over."""
    taken = 0.0
    for piece in _PIECES.findall(text):
        wide = measured(piece, language)
        if piece.isspace() or taken + wide <= across:
            taken += wide
            continue
        # A word longer than a line goes on in the next.
        yield ceil(wide / across) - (0 if taken else 1)
        taken = wide % across or across


def cut(text: str, across: int) -> str:
    """``text`` itself, or as much of it as that many characters have room for, with an ellipsis."""
    if width(text) <= across:
        return text
    kept = text
    while kept and width(kept) > across - 2:
        kept = kept[:-1]
    return kept.rstrip() + "…"
