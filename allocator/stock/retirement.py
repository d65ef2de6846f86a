"""Statutory and flexible retirement months under the law a policy names.

Source: Decision of the Standing Committee of the National People's Congress on
raising the statutory retirement age step by step (13 September 2024, in force
from 1 January 2025), with its comparison tables by month of birth.

Months are integers ``year * 12 + month - 1``, so that ages and delays are
plain differences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from allocator.text import _

Months = npt.NDArray[np.int64]
ClassCodes = npt.NDArray[np.integer]


class RetirementClass(StrEnum):
    """The three groups of the law, named after their retirement age of old."""

    MEN60 = "men60"
    WOMEN55 = "women55"
    WOMEN50 = "women50"


class RetirementLaw(StrEnum):
    """The law that sets the statutory retirement month."""

    DECISION_2024 = "decision_2024"
    BEFORE_2025 = "before_2025"


CLASSES = tuple(RetirementClass)
"""A person's class code is the position of the class in this tuple."""

FLEXIBLE_MONTHS = 36
"""How far flexible retirement reaches to either side of the statutory month."""

IN_FORCE = 2025 * 12
"""January 2025, the first month of the decision of 2024."""

# One entry per class code: the old age, the birth months that share one month
# of delay, and the delay at which the new age is reached; all in months.
_OLD_AGE = np.array([60 * 12, 55 * 12, 50 * 12], dtype=np.int64)
_STEP = np.array([4, 4, 2], dtype=np.int64)
_LONGEST_DELAY = np.array([3 * 12, 3 * 12, 5 * 12], dtype=np.int64)


@dataclass(frozen=True)
class Retirement:
    """When one person retires.

    Attributes
    ----------
    month
        Statutory month of retirement.
    age_years, age_months
        Statutory age in that month.
    delay_months
        Months later than under the law before 2025.
    earliest, latest
        Window of flexible retirement; both equal `month` where there is none.
    """

    month: int
    age_years: int
    age_months: int
    delay_months: int
    earliest: int
    latest: int


@dataclass(frozen=True)
class RetirementMonths:
    """When many people retire: arrays of shape (people,), as in `Retirement`."""

    statutory: Months
    delay: Months
    earliest: Months
    latest: Months


def month_index(year: int, month: int) -> int:
    """The integer of a calendar month (``month`` 1 to 12).

    >>> month_index(2025, 1)
    24300
    """
    if not 1 <= month <= 12:
        raise ValueError(_("month {month}: expected 1 to 12").format(month=month))
    return year * 12 + month - 1


def year_and_month(index: int) -> tuple[int, int]:
    """The calendar year and month (1 to 12) of a month's integer.

    >>> year_and_month(24300)
    (2025, 1)
    """
    year, month = divmod(index, 12)
    return year, month + 1


def class_code(name: str) -> int:
    """The code of a retirement class named ``men60``, ``women55`` or ``women50``.

    Raises
    ------
    ValueError
        If there is no class of that name.
    """
    try:
        return CLASSES.index(RetirementClass(name))
    except ValueError:
        message = _("retirement class {found!r}: expected one of {expected}")
        raise ValueError(message.format(found=name, expected=", ".join(CLASSES))) from None


def class_codes(names: Sequence[str]) -> npt.NDArray[np.int8]:
    """The codes of many class names, shape (people,); errors as `class_code`."""
    codes = {name: class_code(name) for name in set(names)}
    return np.fromiter((codes[name] for name in names), dtype=np.int8, count=len(names))


def delay_months(birth: Months, codes: ClassCodes, law: RetirementLaw) -> Months:
    """Months by which the law puts off retirement, shape (people,).

    Under the decision of 2024 the first birth month concerned is the one that
    reaches the old age in January 2025; from there the delay grows by one month
    for every four birth months begun (two for `women50`) up to the new age.

    Raises
    ------
    ValueError
        If a code is not the position of a class in `CLASSES`.
    """
    refuse_unknown_codes(codes)
    if law is RetirementLaw.BEFORE_2025:
        return np.zeros_like(birth)
    begun = (birth - (IN_FORCE - _OLD_AGE[codes])) // _STEP[codes] + 1
    delay: Months = np.clip(begun, 0, _LONGEST_DELAY[codes])
    return delay


def retirement_months(birth: Months, codes: ClassCodes, law: RetirementLaw) -> RetirementMonths:
    """Statutory month, delay and flexible window of many people.

    Parameters
    ----------
    birth
        Birth months, shape (people,).
    codes
        Class codes (see `class_codes`), shape (people,).
    law
        The law in force.

    Raises
    ------
    ValueError
        If a code is not the position of a class in `CLASSES`.

    Notes
    -----
    Flexible retirement came with the decision: at most 36 months early but not
    before the old age, at most 36 months late by agreement. Whoever reached the
    old age before 2025, and everyone under the law before, has no such window.
    """
    delay = delay_months(birth, codes, law)
    old = birth + _OLD_AGE[codes]
    statutory = old + delay
    # Everyone whom the decision concerns is delayed by a month at least.
    reach = np.where(delay > 0, FLEXIBLE_MONTHS, 0)
    return RetirementMonths(statutory, delay, np.maximum(statutory - reach, old), statutory + reach)


def retirement(birth: int, name: str, law: RetirementLaw) -> Retirement:
    """When a person born in month `birth`, of the class `name`, retires.

    Raises
    ------
    ValueError
        If there is no class of that name.
    """
    codes = np.array([class_code(name)])
    found = retirement_months(np.array([birth], dtype=np.int64), codes, law)
    month = int(found.statutory[0])
    age_years, age_months = divmod(month - birth, 12)
    delay, earliest, latest = int(found.delay[0]), int(found.earliest[0]), int(found.latest[0])
    return Retirement(month, age_years, age_months, delay, earliest, latest)


def refuse_unknown_codes(codes: ClassCodes) -> None:
    """Raise `ValueError` if a code is not the position of a class in `CLASSES`."""
    unknown = codes[(codes < 0) | (codes >= len(CLASSES))]
    if unknown.size:
        message = _("retirement class code {found}: expected 0 to {last}")
        raise ValueError(message.format(found=int(unknown[0]), last=len(CLASSES) - 1))
