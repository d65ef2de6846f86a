"""Philox4x64-10: four random words as a function of a counter and a key.

Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
Nothing is carried from one call to the next, so that a draw can be asked for by what it is for.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from allocator.text import _

Words = npt.NDArray[np.uint64]
FourWords = tuple[int, int, int, int]
Key = tuple[int, int]

LARGEST_WORD = 2**64 - 1

_ROUNDS = 10
_MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_KEY_STEPS = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)

_HALF = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFFFFFF)
_COLUMN = np.array([_MULTIPLIERS], dtype=np.uint64).T
_COLUMN_HIGH, _COLUMN_LOW = _COLUMN >> _HALF, _COLUMN & _LOW_HALF

_BLOCK = 1 << 14
"""Counters taken through the rounds together; small enough to stay in the cache."""

_FEW = 32
"""Up to so many counters are quicker one by one."""


def philox(counter: FourWords, key: Key) -> FourWords:
    """The four words of one counter.

    Parameters
    ----------
    counter, key
        Whole numbers from 0 to 2**64 - 1.

    Raises
    ------
    OverflowError
        If a word of the counter or the key is out of range.
    """
    c0, c1, c2, c3 = counter
    if (c0 | c1 | c2 | c3) >> 64:
        raise _out_of_range(counter)
    m0, m1 = _MULTIPLIERS
    for k0, k1 in _round_keys(key):
        first, second = m0 * c0, m1 * c2
        c0, c1 = (second >> 64) ^ c1 ^ k0, second & LARGEST_WORD
        c2, c3 = (first >> 64) ^ c3 ^ k1, first & LARGEST_WORD
    return c0, c1, c2, c3


def philox_array(counter: Sequence[int | Words], key: Key) -> Words:
    """The four words of many counters, each the same as by `philox`.

    Parameters
    ----------
    counter
        Four words, each a number or an array of shape (n,), at least one an array.
    key
        Two numbers.

    Returns
    -------
    Array of shape (4, n).

    Raises
    ------
    OverflowError
        If a number of the counter or the key is out of range.
    """
    columns = np.broadcast_arrays(*(np.asarray(word, dtype=np.uint64) for word in counter))
    counters = np.stack(columns)
    if counters.shape[1] <= _FEW:
        few = [philox((c0, c1, c2, c3), key) for c0, c1, c2, c3 in counters.T.tolist()]
        return np.array(few, dtype=np.uint64).reshape(-1, 4).T
    words = np.empty_like(counters)
    for start in range(0, counters.shape[1], _BLOCK):
        block = slice(start, start + _BLOCK)
        words[:, block] = _rounds(counters[:, block], key)
    return words


def _rounds(counters: Words, key: Key) -> Words:
    """The words of `counters`, both of shape (4, n)."""
    even, odd = counters[::2], counters[1::2]
    for round_key in _round_key_columns(key):
        high, low = _product(even)
        even, odd = high[::-1] ^ odd ^ round_key, low[::-1]
    return np.stack([even[0], odd[0], even[1], odd[1]])


def _product(even: Words) -> tuple[Words, Words]:
    """High and low words of the multipliers times `even`, shape (2, n) each."""
    high, low = even >> _HALF, even & _LOW_HALF
    middle = _COLUMN_HIGH * low
    # At most (2**32 - 1)**2 + 2 (2**32 - 1) = 2**64 - 1: nothing is carried out.
    carried = (_COLUMN_LOW * low >> _HALF) + (middle & _LOW_HALF) + _COLUMN_LOW * high
    return _COLUMN_HIGH * high + (middle >> _HALF) + (carried >> _HALF), _COLUMN * even


@lru_cache(maxsize=256)
def _round_keys(key: Key) -> tuple[Key, ...]:
    if not all(0 <= word <= LARGEST_WORD for word in key):
        raise _out_of_range(key)
    (k0, k1), (w0, w1) = key, _KEY_STEPS
    return tuple(
        ((k0 + turn * w0) & LARGEST_WORD, (k1 + turn * w1) & LARGEST_WORD)
        for turn in range(_ROUNDS)
    )


@lru_cache(maxsize=256)
def _round_key_columns(key: Key) -> Words:
    """The round keys, shape (rounds, 2, 1)."""
    return np.array(_round_keys(key), dtype=np.uint64)[:, :, None]


def _out_of_range(words: Sequence[int]) -> OverflowError:
    wrong = next(word for word in words if not 0 <= word <= LARGEST_WORD)
    message = _("random stream: {found}: expected whole numbers from 0 to {largest}")
    return OverflowError(message.format(found=wrong, largest=LARGEST_WORD))
