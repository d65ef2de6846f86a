"""Pixels of a PNG as vl-convert writes it: 8 bits of red, green, blue and opacity."""

import struct
import zlib

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


def pixels(png: bytes) -> Pixels:
    """Shape ``(height, width, 4)`` (PNG, third edition, 9.2 for the filters)."""
    width, height, depth, colour = struct.unpack_from(">IIBB", png, 16)
    assert (depth, colour) == (8, 6)
    raw, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        if png[place + 4 : place + 8] == b"IDAT":
            raw += png[place + 8 : place + 8 + length]
        place += 12 + length
    lines = np.frombuffer(zlib.decompress(raw), np.uint8).reshape(height, 1 + 4 * width)
    above = np.zeros((width, 4), np.int64)
    image = np.empty((height, width, 4), np.uint8)
    for row, line in enumerate(lines):
        above = _unfiltered(int(line[0]), line[1:].reshape(width, 4).astype(np.int64), above)
        image[row] = above
    return image


def _unfiltered(kind: int, line: npt.NDArray[np.int64], above: npt.NDArray[np.int64]):
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line, axis=0) % 256
    if kind == 2:
        return (line + above) % 256
    done = np.zeros_like(line)
    left, corner = np.zeros(4, np.int64), np.zeros(4, np.int64)
    for place in range(len(line)):
        guess = (left + above[place]) // 2 if kind == 3 else _paeth(left, above[place], corner)
        left = done[place] = (line[place] + guess) % 256
        corner = above[place]
    return done


def _paeth(left, above, corner):
    guess = left + above - corner
    far = np.stack([abs(guess - left), abs(guess - above), abs(guess - corner)])
    return np.choose(np.argmin(far, axis=0), np.stack([left, above, corner]))


def dark(image: Pixels, level: int = 128) -> int:
    """Pixels whose green is below ``level``."""
    return int((image[..., 1] < level).sum())
