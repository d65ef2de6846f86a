"""What people call standing warnings and how grave they are."""

from allocator.text import _


def severity_name(severity: str) -> str:
    """A severity in the language in use."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}[severity]


def warning_name(rule: str) -> str:
    """A standing warning in the language in use."""
    return {
        "people_over_ceiling": _("people over the ceiling"),
        "reserve_broken": _("reserve lent out"),
        "overdue_loan": _("overdue loan"),
        "overstaffed": _("overstaffed"),
        "over_standard": _("above the staffing standard"),
        "person_apart_from_post": _("person apart from post"),
        "evaluation_missing": _("evaluation missing"),
        "idle_vacancy": _("idle vacancy"),
        "retirement_wave": _("retirement wave"),
    }[rule]
