"""When a person retires, read straight from the law's tables by month of birth.

Source: decision on the gradual raising of the statutory retirement age (2024): men 60 → 63,
a month later for every four months of birth from 1965-01; women 55 → 58, likewise from
1970-01; women 50 → 55, a month for every two months of birth from 1975-01. Months count
``12 * year + month - 1``.
"""

from dataclasses import dataclass

from allocator.scenario.policy.people import Flexible


@dataclass(frozen=True)
class _Group:
    old_age: int
    first_birth: int
    births_per_month: int
    most: int


_GROUPS = {
    "men60": _Group(60 * 12, 1965 * 12, 4, 36),
    "women55": _Group(55 * 12, 1970 * 12, 4, 36),
    "women50": _Group(50 * 12, 1975 * 12, 2, 60),
}
_WINDOW = 36


@dataclass(frozen=True)
class LastMonths:
    """Statutory last month in post, and the last months of early and late leavers."""

    statutory: int
    early: int
    late: int


def last_months(birth: int, group: str, law: str, flexible: Flexible) -> LastMonths:
    """Last months of a person of a retirement class under ``law``.

    Flexible retirement is for those whom the decision of 2024 concerns: at most 36 months
    early but not before the old age, at most 36 months late.
    """
    rules = _GROUPS[group]
    old = birth + rules.old_age
    if law == "before_2025" or birth < rules.first_birth:
        return LastMonths(old, old, old)
    delay = min(rules.most, (birth - rules.first_birth) // rules.births_per_month + 1)
    statutory = old + delay
    return LastMonths(
        statutory,
        max(statutory - flexible.early_months, statutory - _WINDOW, old),
        min(statutory + flexible.late_months, statutory + _WINDOW),
    )
