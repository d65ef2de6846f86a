"""Several names in one sentence."""

from collections.abc import Iterable

from allocator.text import _


def listed(names: Iterable[str]) -> str:
    """Names one after the other, as the language in use separates them: “a, b” or “a、b”."""
    told = ""
    for name in names:
        told = _("{some}, {another}").format(some=told, another=name) if told else name
    return told
