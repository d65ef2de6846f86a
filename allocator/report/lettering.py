"""How much room text takes in a table, in characters, before any program has laid it out."""

from functools import lru_cache
from math import ceil

_LOST = 5
"""Characters at the end of a line that stay empty, where the next word finds no room."""
_FILLED = 0.8
"""Share of a short line that is filled at least."""


@lru_cache(maxsize=100_000)
def width(text: str) -> int:
    """Characters that ``text`` takes, its longest line: Chinese ones are as wide as two.

    GB 18030 has two bytes for the characters that are twice as wide, and counts fast.
    """
    if "\n" in text:
        return max(map(width, text.split("\n")))
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


@lru_cache(maxsize=100_000)
def lines(text: str, across: float) -> int:
    """Lines of ``text`` wrapped to that many characters, rather too many than too few."""
    if "\n" in text:
        return sum(lines(part, across) for part in text.split("\n"))
    wide = width(text)
    return 1 if wide <= across else ceil(wide / max(across - _LOST, across * _FILLED))


def cut(text: str, across: int) -> str:
    """``text`` itself, or as much of it as that many characters have room for, with an ellipsis."""
    if width(text) <= across:
        return text
    kept = text
    while kept and width(kept) > across - 2:
        kept = kept[:-1]
    return kept.rstrip() + "…"
