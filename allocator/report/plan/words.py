"""Words that several parts of a plan's report have in common."""

from collections.abc import Sequence

from allocator.report.values import shown
from allocator.scenario.scenario import Scenario
from allocator.text import _


def status_words(status: str, gap: float | None) -> str:
    """How far the search came, in a sentence."""
    if status == "optimal":
        return _("The plan is proven best: no other that keeps the rules serves the goals better.")
    if status == "gap" and gap is not None:
        return _("No plan can be better by more than {gap}, which was tolerated.").format(
            gap=shown(gap, "share", decimals=4)
        )
    if status == "interrupted":
        return _("The search was interrupted: a better plan may exist.")
    return _("The search ran out of time: a better plan may exist.")


def goal_words(gap: float | None) -> str:
    """How sure the value of a goal is."""
    if gap is None:
        return _("no bound known")
    if gap == 0:
        return _("proven best")
    if gap >= 1:
        return _("how far from the best is not known")
    return _("at most {gap} from the best").format(gap=shown(gap, "share", decimals=4))


def count(posts: int) -> str:
    """A whole number of posts, people or requests."""
    return shown(posts, "count")


def listed(parts: Sequence[str]) -> str:
    """Parts as an enumeration."""
    return _(", ").join(parts)


def plan_years(scenario: Scenario) -> str:
    """The plan years, as 2026–2031."""
    first, last = scenario.years[0], scenario.years[-1]
    return str(first) if first == last else f"{first}–{last}"
