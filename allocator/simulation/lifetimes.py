"""When one recruit leaves: as :mod:`allocator.simulation.leaving_times`, one at a time."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import floor, log1p

import numpy as np

from allocator.simulation.draws import TIME_STEP
from allocator.stock.leaving import AttritionBand, FlexibleRetirement
from allocator.stock.retirement import RetirementLaw, retirement_months

OLDEST = 121
"""Ages are full years below this."""


class Lifetimes:
    """Leaving times of people who may not extend.

    Parameters
    ----------
    bands : sequence of AttritionBand
        Yearly rates of leaving other than by retirement.

    Notes
    -----
    An array of one person takes a thousand times as long as one person: recruits come one by
    one, and there are many.
    """

    def __init__(
        self, law: RetirementLaw, flexible: FlexibleRetirement, bands: Sequence[AttritionBand]
    ) -> None:
        self._law, self._flexible = law, flexible
        self._hazards = [0.0] * OLDEST
        certain: set[int] = set()
        for band in bands:
            for age in range(band.from_age, min(band.to_age + 1, OLDEST)):
                if band.rate < 1:
                    self._hazards[age] = -log1p(-band.rate)
                else:
                    certain.add(age)
        self._cumulated = list(accumulate(self._hazards, initial=0.0))
        # From every age on, the first in which leaving is certain.
        self._certain = [
            min((age for age in certain if age >= since), default=OLDEST) for since in range(OLDEST)
        ]
        self._last_month = lru_cache(maxsize=None)(self._last_months)

    def leaving_time(
        self, birth: int, code: int, since: float, uniforms: tuple[float, ...]
    ) -> float:
        """The month in which a person leaves who comes at ``since``, on the time grid.

        Parameters
        ----------
        birth, code : int
            Month of birth, retirement class.
        uniforms : tuple of float
            The person's draws, used as those of an array.
        """
        early, statutory = self._last_month(birth, code)
        last = early if uniforms[0] < self._flexible.early_share else statutory
        # Full years of age on 1 January rise by one each year: a clock that all share.
        born = -(-birth // 12)
        age = since / 12 - born
        reached = self._until(age) - log1p(-uniforms[1])
        at = bisect_right(self._cumulated, reached) - 1
        retires, certain = last // 12 - born, self._certain[floor(age)]
        if at >= min(retires, certain):
            start, end = float(last), last + 1.0
            if certain < retires:
                start, end = 12.0 * (born + certain), 12.0 * (born + certain + 1)
            return _within(uniforms[2], max(start, since), end)
        start = 12.0 * (born + at)
        share = (reached - self._cumulated[at]) / self._hazards[at]
        return max(since, _within(share, start, start + 12))

    def _until(self, age: float) -> float:
        """Hazard cumulated from birth."""
        years = floor(age)
        return self._cumulated[years] + (age - years) * self._hazards[years]

    def _last_months(self, birth: int, code: int) -> tuple[int, int]:
        months = retirement_months(np.array([birth]), np.array([code]), self._law)
        statutory = int(months.statutory[0])
        early = max(statutory - self._flexible.early_months, int(months.earliest[0]))
        return early, statutory


def _within(share: float, start: float, end: float) -> float:
    """A moment from ``start`` to before ``end``; ``start`` where that is over already."""
    moment = floor((start + share * (end - start)) / TIME_STEP) * TIME_STEP
    return max(start, min(moment, end - TIME_STEP))
