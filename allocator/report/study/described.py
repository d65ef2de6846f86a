"""Descriptions of charts, for those who cannot see them."""

from collections.abc import Iterable

from allocator.text import _
from allocator.text.sentences import joined

MOST = 6


def described(sentences: Iterable[str]) -> str:
    """The first sentences, and how many rows more the table has."""
    every = list(sentences)
    if len(every) <= MOST:
        return joined(every)
    more = _("{count} more are in the table.").format(count=len(every) - MOST)
    return joined([*every[:MOST], more])
