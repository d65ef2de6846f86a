"""Standing warnings: what is out of order whenever a scenario is looked at.

Source: the Sichuan study (Yu, Liu and Peng), automatic alerts of a platform.
"""

from collections.abc import Callable, Iterator

from allocator.allocation.prepare import Stock
from allocator.allocation.standing_warnings.bank import overdue_loan, reserve_broken
from allocator.allocation.standing_warnings.people import person_apart_from_post, retirement_wave
from allocator.allocation.standing_warnings.posts import (
    evaluation_missing,
    idle_vacancy,
    over_standard,
    overstaffed,
    people_over_ceiling,
)
from allocator.allocation.standing_warnings.survey import Survey
from allocator.allocation.standing_warnings.warning import (
    SEVERITIES,
    SEVERITY_OF,
    StandingWarning,
)
from allocator.evaluation.evaluation import Evaluated

__all__ = ["CHECKS", "SEVERITIES", "SEVERITY_OF", "StandingWarning", "standing_warnings"]

CHECKS: tuple[Callable[[Survey], Iterator[StandingWarning]], ...] = (
    people_over_ceiling,
    reserve_broken,
    overdue_loan,
    overstaffed,
    over_standard,
    person_apart_from_post,
    evaluation_missing,
    idle_vacancy,
    retirement_wave,
)
"""Each named by its rule id, the gravest first."""


def standing_warnings(
    evaluated: Evaluated, stock: Stock | None = None
) -> tuple[StandingWarning, ...]:
    """All warnings of a scenario that its policy does not silence, the gravest first.

    Parameters
    ----------
    stock : Stock, optional
        Of the scenario, where it has been taken already.
    """
    survey = Survey(evaluated, stock)
    silent = survey.scenario.policy.standing_warnings.silent
    return tuple(
        warning
        for check in CHECKS
        if check.__name__ not in silent
        for warning in sorted(check(survey), key=lambda found: (found.where, found.message))
    )
