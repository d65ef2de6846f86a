"""What a font file holds: its families and the characters that each can draw."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

Ranges = npt.NDArray[np.uint32]
"""Shape ``(ranges, 2)``: first and last code point, ascending."""

_TYPOGRAPHIC, _FAMILY = 16, 1
"""Ids of names (OpenType, *name* table); renderers look for the first where there is one."""


@lru_cache(maxsize=256)
def faces(file: Path) -> tuple[tuple[str, Ranges], ...]:
    """Families of a font or a collection, with what each can draw; none where it is no font."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        with file.open("rb") as stream:
            if file.suffix.lower() in (".ttc", ".otc"):
                return tuple(_read(list(TTCollection(stream, lazy=True).fonts)))
            return tuple(_read([TTFont(stream, lazy=True)]))
    except (TTLibError, OSError, struct.error, ValueError, KeyError):
        return ()


def lacking(text: frozenset[str], ranges: Ranges) -> frozenset[str]:
    """Those of the characters that are in none of the ranges."""
    if not len(ranges):
        return text
    points = np.fromiter(map(ord, text), np.uint32, len(text))
    place = np.searchsorted(ranges[:, 0], points, side="right") - 1
    has = (place >= 0) & (points <= ranges[np.maximum(place, 0), 1])
    return frozenset(each for each, there in zip(text, has, strict=True) if not there)


def _read(fonts: "list[TTFont]") -> Iterator[tuple[str, Ranges]]:
    shared: dict[bytes, Ranges] = {}
    for font in fonts:
        table = bytes(font.reader["cmap"])
        if table not in shared:
            shared[table] = _segments(table, font)
        family = font["name"].getDebugName(_TYPOGRAPHIC) or font["name"].getDebugName(_FAMILY)
        if family:
            yield str(family), shared[table]


def _segments(table: bytes, font: "TTFont") -> Ranges:
    """Ranges of the table's subtable of all of Unicode; else of the best that it has.

    Taken from the bytes, since fontTools lists each of 45,000 characters, which takes a second.
    """
    (count,) = struct.unpack_from(">H", table, 2)
    for place in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * place)
        (form,) = struct.unpack_from(">H", table, offset)
        if form == 12:
            (groups,) = struct.unpack_from(">L", table, offset + 12)
            numbers = np.frombuffer(table, ">u4", 3 * groups, offset + 16).reshape(groups, 3)
            return numbers[:, :2].astype(np.uint32)
    points = np.array(sorted(font.getBestCmap() or ()), dtype=np.uint32)
    return np.column_stack([points, points])
