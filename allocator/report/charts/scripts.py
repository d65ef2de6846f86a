"""What kind of font has a character."""

from collections.abc import Iterable
from typing import Literal
from unicodedata import category, east_asian_width, name

Kind = Literal["Chinese", "emoji", "private", "other"]
"""Chinese fonts have Japanese and Korean characters too, or their makers offer the like."""

_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC")
_PICTURES = range(0x1F000, 0x20000)
"""Unicode blocks from Mahjong Tiles to Symbols for Legacy Computing: emoji and other pictures."""


def by_kind(characters: Iterable[str]) -> dict[Kind, str]:
    """The characters by the kind of font that has them, in a fixed order."""
    kinds: dict[Kind, str] = {"Chinese": "", "emoji": "", "private": "", "other": ""}
    for character in characters:
        kinds[kind_of(character)] += character
    return {kind: own for kind, own in kinds.items() if own}


def kind_of(character: str) -> Kind:
    """The kind of font that has a character."""
    if category(character) == "Co":
        return "private"
    if ord(character) in _PICTURES:
        return "emoji"
    if name(character, "").startswith(_EAST_ASIAN):
        return "Chinese"
    # Symbols that are as wide as Chinese characters are those that are shown as emoji (UAX 11).
    wide_symbol = category(character) == "So" and east_asian_width(character) == "W"
    return "emoji" if wide_symbol else "other"
