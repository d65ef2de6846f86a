"""What a reason is: the rule that stopped the next post, and its numbers."""

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


NOTHING_MISSING = Reason("", "")
