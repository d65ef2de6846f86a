"""The moment in which each person leaves, drawn beforehand.

Rule "leavers": over calendar years these times have the distribution of
`allocator.stock.leaving`, which limits and plans count on.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allocator.simulation.attrition_hazard import attrition_hazard
from allocator.simulation.draws import TIME_STEP
from allocator.stock.leaving import AttritionBand, FlexibleRetirement, LastMonths, last_months
from allocator.stock.retirement import ClassCodes, Months, RetirementLaw
from allocator.text import _

Times = npt.NDArray[np.float64]
Uniforms = npt.NDArray[np.float64]


def leaving_times(
    birth: Months,
    codes: ClassCodes,
    can_extend: npt.NDArray[np.bool_],
    *,
    since: float | Times,
    law: RetirementLaw,
    flexible: FlexibleRetirement,
    bands: Sequence[AttritionBand],
    uniforms: Uniforms,
) -> Times:
    """The time in which each person leaves.

    Parameters
    ----------
    birth
        Birth months (``year * 12 + month - 1``), shape (people,).
    codes
        Retirement class codes, shape (people,).
    can_extend
        Whether the person may stay beyond the statutory month, shape (people,).
    since
        Time from which each person is there, in months on the time grid: one for
        all, or shape (people,).
    law, flexible, bands
        The policy's retirement law, flexible retirement and attrition.
    uniforms
        Shape (3 or more, people): each person's way of retiring, lifetime under
        attrition, and moment within the last month or year.

    Returns
    -------
    Array of shape (people,): times in months on the time grid, none before `since`.

    Raises
    ------
    ValueError
        If a class code is unknown, two bands share an age, or the uniforms do not
        fit the people.

    Notes
    -----
    The yearly rate `p` of an age band is spread over the year by the constant hazard
    ``-ln(1 - p)``; a part of a year has its part of it. A rate of 1 makes all moments
    of the year equally likely, or of what is left of it. In the year of retirement
    there is no attrition: whoever is still there leaves in the month of retirement,
    or at once if it is past.
    """
    _refuse_misfit(uniforms, birth.size)
    way, lifetime, moment = uniforms[:3]
    months = last_months(birth, codes, can_extend, law, flexible)
    month = _retirement_month(way, months, flexible.early_share)
    hazard = attrition_hazard(tuple(bands))
    born = 12.0 * -(-birth // 12)  # the January from which full years count
    age = (since - born) / 12
    certain = hazard.certain_year(age)
    last = _last_span(month, born + 12 * certain)
    reached = hazard.up_to(age) - np.log1p(-lifetime)
    attrition = born + 12 * hazard.age_at(reached)
    start = np.maximum(last.start, since)
    return np.where(
        reached < hazard.up_to((last.january - born) / 12),
        _within(attrition, since, last.january),
        _within(start + moment * (last.end - start), start, last.end),
    )


class _Span(NamedTuple):
    """From when to when each person leaves at the latest, and the January before."""

    january: Times
    start: Times
    end: Times


def _retirement_month(way: Uniforms, last: LastMonths, early_share: float) -> Months:
    """The month in which each person retires: the low uniforms early, the high ones late."""
    late = np.where(way >= 1 - last.late_share, last.late, last.statutory)
    month: Months = np.where(way < early_share, last.early, late)
    return month


def _last_span(month: Months, certain: Times) -> _Span:
    """The month of retirement, or an earlier year in which leaving is certain.

    Parameters
    ----------
    month
        Months of retirement, shape (people,).
    certain
        January of the first year of rate 1, shape (people,); infinity where there is none.
    """
    january = 12.0 * (month // 12)
    sooner = certain < january
    start = np.where(sooner, certain, month)
    end = np.where(sooner, certain + 12, month + 1)
    return _Span(np.where(sooner, certain, january), start, end)


def _within(times: Times, start: float | Times, end: Times) -> Times:
    """Times put on the grid from `start` to before `end`; `start` where nothing is between.

    Rounded down: a moment of one month or year must not slip into the next.
    """
    on_grid = np.floor(times / TIME_STEP) * TIME_STEP
    return np.maximum(start, np.minimum(on_grid, end - TIME_STEP))


def _refuse_misfit(uniforms: Uniforms, people: int) -> None:
    if uniforms.ndim != 2 or uniforms.shape[0] < 3 or uniforms.shape[1] != people:
        message = _("uniforms of shape {found}: expected at least 3 for each of {people} people")
        raise ValueError(message.format(found=uniforms.shape, people=people))
