"""What is wrong with a change, told where the change was given."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from allocator.scenario.problems import Problems
from allocator.text import _


@dataclass(frozen=True)
class Refusals:
    """Notes what is wrong with one change; ``place`` is where it was given, as ``--set``."""

    place: str
    written: str
    problems: Problems

    def add(self, *, found: str, expected: str, mend: str) -> None:
        """Note a problem of the change."""
        self.problems.add(self.place, 0, self.written, found=found, expected=expected, mend=mend)


def nearest(name: str, names: Iterable[str]) -> str:
    """“Did you mean …?” for the name that comes closest; empty where none does."""
    close = difflib.get_close_matches(name, list(names), 1)
    return _("Did you mean “{name}”?").format(name=close[0]) if close else ""
