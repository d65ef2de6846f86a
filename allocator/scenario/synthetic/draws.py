"""Randomness that comes out the same on every machine."""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Option = TypeVar("Option")
Whole = npt.NDArray[np.int64]
Uniform = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


class Draws:
    """Draws made of the generator's uniform numbers, additions and products alone.

    Those are exact or rounded alike everywhere, which logarithms and exponentials, and
    whatever numpy makes of them, are not.
    """

    def __init__(self, seed: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(seed))

    def uniform(self, count: int) -> Uniform:
        """Numbers from 0 up to but not including 1."""
        return self._generator.random(count)

    def between(self, least: float, most: float, count: int) -> Uniform:
        """Numbers from ``least`` up to but not including ``most``."""
        return least + (most - least) * self.uniform(count)

    def whole(self, least: Any, most: Any, count: int) -> Whole:
        """Whole numbers from ``least`` to ``most``, both included; bounds may be arrays."""
        width = np.asarray(most) - least + 1
        found: Whole = np.floor(least + width * self.uniform(count)).astype(np.int64)
        return found

    def rounded(self, numbers: Uniform) -> Whole:
        """Each number rounded up with the chance of its fraction, else down."""
        return np.floor(numbers + self.uniform(len(numbers))).astype(np.int64)

    def happens(self, chance: Any, count: int) -> Flags:
        """Whether each of ``count`` things happens, of the given chance."""
        found: Flags = self.uniform(count) < chance
        return found

    def places(self, weights: Sequence[float], count: int) -> Whole:
        """Positions in ``weights``, each as likely as its weight."""
        bounds = np.cumsum(np.asarray(weights, dtype=np.float64))
        found = np.searchsorted(bounds, self.uniform(count) * bounds[-1], side="right")
        last: Whole = np.minimum(found, len(weights) - 1).astype(np.int64)
        return last

    def order(self, count: int) -> Whole:
        """The numbers 0 … ``count`` − 1, shuffled."""
        return np.argsort(self.uniform(count), kind="stable").astype(np.int64)

    def one(self, options: Sequence[Option], weights: Sequence[float] | None = None) -> Option:
        """One of ``options``."""
        return options[int(self.places(weights or [1.0] * len(options), 1)[0])]

    def some(self, options: Sequence[Option], least: int = 0) -> list[Option]:
        """A random part of ``options``, ``least`` or more, in random order."""
        count = int(self.whole(least, len(options), 1)[0])
        return [options[place] for place in self.order(len(options))[:count]]

    def yes(self, chance: float) -> bool:
        """Whether one thing of that chance happens."""
        return bool(self.happens(chance, 1)[0])


def texts(options: Sequence[str]) -> Texts:
    """``options`` as an array to pick from by position."""
    return np.array(options, dtype=object)


def codes(prefix: str, count: int, digits: int) -> Texts:
    """``count`` codes from 1 on, of one length, so that they sort in order."""
    digits = max(digits, len(str(count)))
    return texts([f"{prefix}{number:0{digits}d}" for number in range(1, count + 1)])
