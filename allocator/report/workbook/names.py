"""Names of sheets that Excel accepts."""

import re
from collections.abc import Iterable

_LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_RESERVED = "history"
"""Excel keeps this name, in whatever case, for its own sheet of tracked changes."""


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    """A name for each title: the title itself where Excel accepts it.

    Characters that it refuses become a dash, a name too long is cut, and names that are the same
    but for case are numbered.
    """
    names: list[str] = []
    taken = {_RESERVED}
    for title in titles:
        name = _unlike(taken, _accepted(title))
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _accepted(title: str) -> str:
    return _REFUSED.sub("-", title)[:_LONGEST].strip("' ") or "-"


def _unlike(taken: set[str], name: str) -> str:
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        ending = f" ({number})"
        candidate = name[: _LONGEST - len(ending)].rstrip() + ending
    return candidate
