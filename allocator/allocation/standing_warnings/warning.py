"""One standing warning: what is wrong where, with its numbers and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SEVERITIES = ("high", "medium", "low")
"""high: a rule of total control or of the bank is broken now; medium: something is out of
order; low: something to look at in time."""

SEVERITY_OF = {
    "people_over_ceiling": "high",
    "reserve_broken": "high",
    "overdue_loan": "high",
    "overstaffed": "medium",
    "over_standard": "medium",
    "person_apart_from_post": "medium",
    "evaluation_missing": "medium",
    "idle_vacancy": "low",
    "retirement_wave": "low",
}


@dataclass(frozen=True)
class StandingWarning:
    """A warning.

    Attributes
    ----------
    rule : str
        Its id, a key of :data:`SEVERITY_OF`.
    where : str
        Ids of what is meant, as the user knows them.
    numbers : mapping of str to int, float or str
        What the sentence says, by name, for other programs.
    message, suggestion : str
        Sentences in the language in use.
    """

    rule: str
    where: str
    numbers: Mapping[str, Any]
    message: str
    suggestion: str

    @property
    def severity(self) -> str:
        """``high``, ``medium`` or ``low``."""
        return SEVERITY_OF[self.rule]

    def as_dict(self) -> dict[str, Any]:
        """The fields by name, for JSON."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "where": self.where,
            "numbers": dict(self.numbers),
            "message": self.message,
            "suggestion": self.suggestion,
        }
