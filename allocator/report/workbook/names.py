"""Names of sheets that Excel accepts."""

import re

_LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_RESERVED = "history"
"""Excel keeps this name, in whatever case, for its own sheet of tracked changes."""


class SheetNames:
    """Gives each sheet its name: its title where Excel accepts it.

    Characters that it refuses become a dash, a name too long is cut, and names that are the same
    but for case are numbered.
    """

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def of(self, title: str) -> str:
        """The name of the next sheet."""
        name = _unlike(self._taken, _accepted(title))
        self._taken.add(name.casefold())
        return name


def _accepted(title: str) -> str:
    return _REFUSED.sub("-", title)[:_LONGEST].strip("' ") or "-"


def _unlike(taken: set[str], name: str) -> str:
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        ending = f" ({number})"
        candidate = name[: _LONGEST - len(ending)].rstrip() + ending
    return candidate
