"""Several sentences one after the other."""

from collections.abc import Iterable

from allocator.text import language


def joined(sentences: Iterable[str]) -> str:
    """Sentences as one text, without those that are empty; Chinese ones have no space between."""
    return ("" if language() == "zh" else " ").join(filter(None, sentences))
