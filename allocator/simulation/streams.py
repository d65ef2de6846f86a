"""Randomness by identity: what a draw is for decides it, not what was drawn before.

Every draw is a function of (seed, replication, process, entity, occurrence). So two policies see
the same people leave in the same months, and one more unit changes nobody else's draws.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from operator import index

import numpy as np
import numpy.typing as npt

from allocator.simulation.philox import LARGEST_WORD, FourWords, Words, philox, philox_array
from allocator.text import _

Uniforms = npt.NDArray[np.float64]
Part = str | int

Randomness = (
    int | np.integer | np.random.Generator | np.random.BitGenerator | np.random.SeedSequence | None
)
"""What a caller may give as the source of a study's randomness."""

_DROPPED_BITS = 12
_SPACING = 2.0**-52


class Process(IntEnum):
    """What a draw is for.

    Never renumber: the numbers are part of every draw, and what was run once must run the same
    again. A new process gets the next number.
    """

    LEAVING = 1
    REFILL = 2
    LAG = 3
    SUCCESS = 4
    RECRUIT = 5
    PERFORMANCE = 6
    DEMAND = 7
    URGENT = 8
    SIZE = 9
    LAPSE = 10
    LATE = 11
    RENEWAL = 12
    EMERGENCY = 13
    LENDER = 14


@lru_cache(maxsize=1 << 17)
def entity_key(*parts: Part) -> int:
    """A whole number of 64 bits that stands for an entity named by its parts.

    The same in every process and on every machine, whatever the hash seed.

    >>> entity_key("U1", 2026) == entity_key("U1", 2026) != entity_key("U12", 26)
    True
    """
    encoded = b"".join(_encoded(part) for part in parts)
    return int.from_bytes(blake2b(encoded, digest_size=8).digest(), "little")


def entity_keys(entities: Iterable[Part | tuple[Part, ...]]) -> Words:
    """The keys of many entities, each named by one part or a tuple of parts, shape (n,)."""
    keys = [entity_key(*one) if isinstance(one, tuple) else entity_key(one) for one in entities]
    return np.array(keys, dtype=np.uint64)


def _encoded(part: Part) -> bytes:
    """A part with its kind and length before it, so that joined parts stay apart."""
    kind, text = ("s", part) if isinstance(part, str) else ("i", str(int(index(part))))
    content = text.encode()
    return f"{kind}{len(content)}:".encode() + content


@dataclass(frozen=True)
class Streams:
    """The draws of one replication.

    Attributes
    ----------
    seed
        Of the whole study, from 0 to 2**64 - 1 (see `seed_of`).
    replication
        Number of the replication within the study, from 0.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Entities are keys (see `entity_key`). Uniforms lie in the open interval from 0 to 1, on
    multiples of 2**-53. Each (process, entity, occurrence) has four of them.
    """

    seed: int
    replication: int

    def __post_init__(self) -> None:
        _refuse_out_of_range("seed", self.seed)
        _refuse_out_of_range("replication", self.replication)

    def uniforms(self, process: Process, entities: Words, occurrence: int | Words = 0) -> Uniforms:
        """Four uniforms for each entity, shape (4, n), the same as by `four`.

        The occurrence is one for all, or an array of shape (n,).
        """
        words = philox_array((0, entities, occurrence, int(process)), self._key())
        return ((words >> _DROPPED_BITS).astype(np.float64) + 0.5) * _SPACING

    def four(
        self, process: Process, entity: int, occurrence: int = 0
    ) -> tuple[float, float, float, float]:
        """The four uniforms of one entity."""
        first, second, third, fourth = self._words(process, entity, occurrence)
        return _uniform(first), _uniform(second), _uniform(third), _uniform(fourth)

    def uniform(self, process: Process, entity: int, occurrence: int = 0, word: int = 0) -> float:
        """One of the four uniforms of an entity; `word` from 0 to 3."""
        return _uniform(self._words(process, entity, occurrence)[word])

    def generator(self, process: Process, entity: int, occurrence: int = 0) -> np.random.Generator:
        """numpy's generator, for as many draws as wanted, independent of the four uniforms."""
        # numpy steps the first word of the counter before it draws, and a stream never reaches
        # the other words: it meets neither block 0 above nor any other stream.
        counter = np.array([0, entity, occurrence, int(process)], dtype=np.uint64)
        key = np.array(self._key(), dtype=np.uint64)
        return np.random.Generator(np.random.Philox(counter=counter, key=key))

    def _words(self, process: Process, entity: int, occurrence: int) -> FourWords:
        # An element of a numpy array would overflow where an int does not.
        return philox((0, int(entity), int(occurrence), int(process)), self._key())

    def _key(self) -> tuple[int, int]:
        return self.seed, self.replication


def seed_of(rng: Randomness = None) -> int:
    """The seed that a source of randomness stands for.

    Parameters
    ----------
    rng
        A whole number from 0 to 2**64 - 1 is the seed itself; None takes a fresh one from the
        operating system; numpy's `Generator` and `BitGenerator` give one and move on; a
        `SeedSequence` always gives the same.

    Raises
    ------
    ValueError
        If a number is out of range.
    TypeError
        If it is something else.
    """
    if isinstance(rng, int | np.integer):
        return _refuse_out_of_range("seed", int(rng))
    if rng is None or isinstance(rng, np.random.SeedSequence):
        sequence = np.random.SeedSequence() if rng is None else rng
        return int(sequence.generate_state(1, np.uint64)[0])
    if isinstance(rng, np.random.BitGenerator | np.random.Generator):
        generator = np.random.default_rng(rng)
        return int(generator.integers(LARGEST_WORD, dtype=np.uint64, endpoint=True))
    message = _(
        "seed: {found!r}: expected a whole number, None, or numpy's Generator, BitGenerator or "
        "SeedSequence"
    )
    raise TypeError(message.format(found=rng))


def _uniform(word: int) -> float:
    return ((word >> _DROPPED_BITS) + 0.5) * _SPACING


def _refuse_out_of_range(name: str, number: int) -> int:
    if not 0 <= number <= LARGEST_WORD:
        message = _("{name} {found}: expected a whole number from 0 to {largest}")
        raise ValueError(message.format(name=name, found=number, largest=LARGEST_WORD))
    return number
