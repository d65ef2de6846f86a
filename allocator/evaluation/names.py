"""What people call colours and grades."""

from allocator.scenario.policy import Policy
from allocator.text import _, language


def colour_name(colour: str) -> str:
    """A colour in the language in use."""
    return {"green": _("green"), "blue": _("blue"), "yellow": _("yellow")}[colour]


def grade_name(policy: Policy, grade: str) -> str:
    """A named grade in the language in use; a tier is its own name."""
    titles = {entry.id: getattr(entry.title, language()) for entry in policy.evaluation.grades}
    return titles.get(grade) or grade
