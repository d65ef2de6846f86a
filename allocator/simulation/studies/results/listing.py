"""Several names in one sentence."""

from collections.abc import Iterable, Sequence

from allocator.text import _

MOST_NAMED = 3


def listed(names: Iterable[str]) -> str:
    """Names one after the other, as the language in use separates them: “a, b” or “a、b”."""
    told = ""
    for name in names:
        told = _("{some}, {another}").format(some=told, another=name) if told else name
    return told


def first_of(names: Sequence[str]) -> str:
    """The first of names that may have commas themselves, and how many more there are."""
    told = _("; ").join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return told
    return _("{settings}; and {count} more").format(settings=told, count=len(names) - MOST_NAMED)
