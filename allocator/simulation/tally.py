"""What a year adds up to: the plain numbers that measures are worked out from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Key = tuple[str, str]
"""Name of a number, and what it is by (a purpose, a tier, a pool …); empty for the whole."""


@dataclass
class Tally:
    """Numbers of a year, or of several.

    Attributes
    ----------
    sums : mapping
        Counts, and areas over time (in post-months, say).
    lows : mapping
        Smallest values.
    lasts : mapping
        Values as they stand at the end.
    """

    sums: dict[Key, float] = field(default_factory=dict)
    lows: dict[Key, float] = field(default_factory=dict)
    lasts: dict[Key, float] = field(default_factory=dict)

    def add(self, name: str, amount: float, by: str = "") -> None:
        """Add to a sum."""
        key = (name, by)
        self.sums[key] = self.sums.get(key, 0) + amount

    def low(self, name: str, value: float, by: str = "") -> None:
        """Note a value of which the smallest counts."""
        key = (name, by)
        if value < self.lows.get(key, float("inf")):
            self.lows[key] = value

    def last(self, name: str, value: float, by: str = "") -> None:
        """Note a value of which the last counts."""
        self.lasts[name, by] = value

    def sum(self, name: str, by: str = "") -> float:
        """A sum; 0 where nothing was added."""
        return self.sums.get((name, by), 0)

    def keys(self, name: str) -> list[str]:
        """What a sum is by, sorted."""
        return sorted(by for each, by in self.sums if each == name and by)


def together(tallies: Iterable[Tally]) -> Tally:
    """Several years, in order, as one."""
    whole = Tally()
    for tally in tallies:
        for (name, by), amount in tally.sums.items():
            whole.add(name, amount, by)
        for (name, by), value in tally.lows.items():
            whole.low(name, value, by)
        whole.lasts.update(tally.lasts)
    return whole
