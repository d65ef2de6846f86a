"""The first of many names in one sentence."""

from collections.abc import Sequence

from allocator.text import _

MOST_NAMED = 3


def first_of(names: Sequence[str]) -> str:
    """The first of names that may have commas themselves, and how many more there are."""
    told = _("; ").join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return told
    return _("{settings}; and {count} more").format(settings=told, count=len(names) - MOST_NAMED)
