"""Checks of relations that are made again only where what they look at has changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problem, Problems
from allocator.scenario.relations.data import Data
from allocator.scenario.remembered import Remembered
from allocator.scenario.settings import Settings

MOST_REMEMBERED = 1024
WATCHED = frozenset({"settings", "policy", "policy_file"})


@dataclass(frozen=True)
class Sight:
    """What checks look at, each part with a text that stands for its content.

    Attributes
    ----------
    contents : mapping
        By ``settings``, ``policy``, ``policy_file`` and name of each table.
    """

    frames: Mapping[str, pd.DataFrame]
    files: Mapping[str, str]
    settings: Settings
    policy: Policy
    policy_file: str
    contents: Mapping[str, str]


class WatchedCheck:
    """A check, and what it found for each content of the parts that it looked at.

    A check is a function of those parts alone: where they are as they were, it would look at
    the same again, and find the same.
    """

    def __init__(self, check: Callable[[Data], Any]) -> None:
        self._check = check
        self._looked_at: set[tuple[str, ...]] = set()
        self._found = Remembered[tuple[Problem, ...] | None](MOST_REMEMBERED)

    def warnings(self, sight: Sight) -> tuple[Problem, ...] | None:
        """Its warnings; ``None`` where it has a problem to tell."""
        for parts in self._looked_at:
            key = _key(parts, sight)
            if key in self._found:
                return self._found[key]
        return self._looking(sight)

    def _looking(self, sight: Sight) -> tuple[Problem, ...] | None:
        problems, seen = Problems(), set[str]()
        self._check(_Watched.of(sight, problems, seen))
        parts = tuple(sorted(seen))
        self._looked_at.add(parts)
        found = None if problems.problems else tuple(problems.warnings)
        return self._found.get(_key(parts, sight), lambda: found)


def _key(parts: tuple[str, ...], sight: Sight) -> tuple[tuple[str, str], ...]:
    return tuple((part, sight.contents[part]) for part in parts)


@dataclass(frozen=True)
class _Frames(Mapping[str, pd.DataFrame]):
    frames: Mapping[str, pd.DataFrame]
    seen: set[str]

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.seen.add(name)
        return self.frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.frames)

    def __len__(self) -> int:
        return len(self.frames)


@dataclass(frozen=True)
class _Watched(Data):
    """Data that notes which of its parts are looked at."""

    seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, sight: Sight, problems: Problems, seen: set[str]) -> "_Watched":
        """What a check is given."""
        frames = _Frames(sight.frames, seen)
        told = (sight.settings, sight.policy, problems, sight.policy_file)
        return cls(frames, sight.files, *told, seen=seen)

    def __getattribute__(self, name: str) -> Any:
        if name in WATCHED:
            object.__getattribute__(self, "seen").add(name)
        return object.__getattribute__(self, name)
