"""What was made is remembered, up to so many things, the latest used longest."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Things by what they were made from."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Made] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._made

    def __getitem__(self, key: Hashable) -> Made:
        self._made.move_to_end(key)
        return self._made[key]

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made from ``key``, or else is made now."""
        if key not in self._made:
            self._made[key] = make()
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        return self[key]
