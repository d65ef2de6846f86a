"""What a reason is: the rule that stopped the next post, and its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.text import _


@dataclass(frozen=True)
class Reason:
    """The id of the rule (or goal) that stopped the next post, and a sentence with numbers."""

    rule: str
    detail: str


def attribute_name(attribute: str) -> str:
    """An attribute of a pool in the language in use."""
    names = {
        "region": _("region"),
        "level": _("level"),
        "department": _("department"),
        "type": _("quota type"),
    }
    return names[attribute]


SHOWN = 4
"""Most ids that a sentence lists."""


def listed(names: Sequence[str]) -> str:
    """Names as an enumeration in the language in use, the first few of many."""
    shown = list(names[:SHOWN]) + ([_("and others")] if len(names) > SHOWN else [])
    return _(", ").join(shown)


def span(first: int, last: int) -> str:
    """Years from ``first`` to ``last``, both included."""
    return str(first) if first == last else f"{first}–{last}"


def together(reasons: Sequence[Reason]) -> Reason:
    """Reasons that all stand in the way: the rule of the first, the sentences of all."""
    if len(reasons) == 1:
        return reasons[0]
    return Reason(reasons[0].rule, _("; and: ").join(reason.detail for reason in reasons))


NOTHING_MISSING = Reason("", "")
