"""The room that text takes, reckoned without a font.

The machine that lays out a chart may lack the font in which a reader's browser draws it. Widths
are therefore reckoned from above: a Chinese character is as wide as the font is high in every
font, and others are no wider in those that :data:`allocator.report.charts.families.FAMILIES` names.
"""

from unicodedata import combining, east_asian_width

SIZE = 12
"""Height of usual text, in pixels."""

_NARROW = frozenset("iljtfrI.,:;'|!()[]{} -·")
_BROAD = frozenset("mwMW@%—…")


def text_width(text: str, size: float = SIZE) -> float:
    """Pixels that ``text`` takes at most, at ``size`` pixels of height."""
    return size * sum(_ems(character) for character in text)


def _ems(character: str) -> float:
    if combining(character):
        return 0.0
    if east_asian_width(character) in "WF" or character in _BROAD:
        return 1.0
    if character in _NARROW:
        return 0.4
    return 0.75 if character.isupper() else 0.6


def shortened(text: str, pixels: float, size: float = SIZE) -> str:
    """``text`` on one line, cut with an ellipsis where it is wider than ``pixels``."""
    line = " ".join(text.split())
    if text_width(line, size) <= pixels:
        return line
    room = pixels - text_width("…", size)
    kept = 0
    for character in line:
        room -= text_width(character, size)
        if room < 0:
            break
        kept += 1
    return line[:kept].rstrip() + "…"


def wrapped(text: str, pixels: float, size: float = SIZE) -> list[str]:
    """``text`` in lines of at most ``pixels``, broken at spaces or between Chinese characters."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > pixels:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


_NEVER_FIRST = frozenset("，。；：！？、）》」』”’…,.;:!?)")


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in text:
        wide = east_asian_width(character) in "WF"
        starts = wide and character not in _NEVER_FIRST
        after_wide = pieces[-1][-1:] and east_asian_width(pieces[-1][-1]) in "WF"
        ends = pieces[-1][-1:] == " "
        if starts or ends or (after_wide and character not in _NEVER_FIRST):
            pieces.append("")
        pieces[-1] += character
    return pieces
