"""Quantities that hold for a while, and their areas over time."""

from allocator.simulation.tally import Key, Tally


class Levels:
    """Areas, in units × months, of quantities that change at moments.

    Parameters
    ----------
    since : float
        The month from which areas count.
    """

    def __init__(self, since: float) -> None:
        self._since = since
        self._values: dict[Key, float] = {}
        self._areas: dict[Key, tuple[float, float]] = {}  # area, and the month it reaches to

    def move(self, key: Key, change: float, now: float) -> None:
        """A quantity (0 at first) changes."""
        value = self._values.get(key, 0)
        area, until = self._areas.get(key, (0.0, self._since))
        self._areas[key] = (area + value * (now - until), now)
        self._values[key] = value + change

    def close(self, now: float, tally: Tally) -> None:
        """Hand over the areas up to ``now``."""
        for key, value in self._values.items():
            area, until = self._areas[key]
            tally.add(key[0], area + value * (now - until), key[1])
