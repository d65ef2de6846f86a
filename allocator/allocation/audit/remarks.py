"""What differs from ``plan.json`` without breaking a rule.

A planner may change a plan by hand; then its goals, or its scenario, are no longer those
that the software reported.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from allocator.allocation.audit.case import Case
from allocator.allocation.audit.findings import Check
from allocator.allocation.audit.goals import GOALS
from allocator.allocation.audit.rounding import written
from allocator.text import _


def comparisons(case: Case, report: Mapping[str, Any]) -> Iterator[Check]:
    """Fingerprint and goals, reported and recomputed."""
    found = report.get("fingerprint")
    if found is not None:
        yield Check(
            found == case.scenario.fingerprint,
            "fingerprint",
            found,
            case.scenario.fingerprint,
            _("the plan was made from other input: its hash is {found}, the scenario's {allowed}"),
        )
    for goal in report.get("goals", []):
        if goal["id"] in GOALS:
            value = GOALS[goal["id"]](case)
            yield Check(
                Fraction(str(goal["value"])) == value,
                str(goal["id"]),
                goal["value"],
                written(value),
                _("goal {where}: plan.json says {found}; the files give {allowed}"),
            )
