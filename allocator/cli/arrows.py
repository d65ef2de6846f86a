"""A cell before and after a change."""

from typing import Any

NOTHING = "–"


def arrow(before: Any, after: Any) -> str:
    """``4 → 5``, or one of them where they are the same."""
    texts = [NOTHING if value is None else str(value) for value in (before, after)]
    return texts[0] if texts[0] == texts[1] else " → ".join(texts)
