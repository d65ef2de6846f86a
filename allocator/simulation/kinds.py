"""How every kind of person leaves in the plan years of each round: kept for all replications."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allocator.scenario.policy import Policy
from allocator.stock.leavers import attrition_bands, flexible_retirement
from allocator.stock.leaving import Probabilities, leaving_types
from allocator.stock.retirement import CLASSES, RetirementLaw

Whole = npt.NDArray[np.int64]

OLDEST = 100
"""Nobody is as old as this, in years, on the day of a round."""


@dataclass(frozen=True)
class Kinds:
    """Kinds of people by month of birth, class, and whether they may extend.

    Attributes
    ----------
    first : int
        The earliest month of birth.
    probabilities : array, shape (kinds, H)
        Probability of leaving in each plan year.
    """

    first: int
    probabilities: Probabilities

    def places(
        self,
        birth: npt.NDArray[np.int64],
        codes: npt.NDArray[np.int8],
        can_extend: npt.NDArray[np.bool_],
    ) -> npt.NDArray[np.int32]:
        """The kind of each person, a row of ``probabilities``, shape (people,)."""
        # Whoever is older leaves as the oldest do: at once.
        born = np.maximum(birth - self.first, 0)
        return ((born * len(CLASSES) + codes) * 2 + can_extend).astype(np.int32)


class KindsByYear:
    """The kinds of people of each round, worked out when first asked for.

    Parameters
    ----------
    horizon : int
        Plan years of a round.
    """

    def __init__(self, policy: Policy, horizon: int) -> None:
        self._policy, self._horizon = policy, horizon
        self._by_year: dict[int, Kinds] = {}

    def of(self, year: int) -> Kinds:
        """Those of the round of a year."""
        if year not in self._by_year:
            self._by_year[year] = self._kinds(year)
        return self._by_year[year]

    def _kinds(self, year: int) -> Kinds:
        first, policy = 12 * (year - OLDEST), self._policy
        births = np.arange(first, 12 * year, dtype=np.int64)
        birth, code, can_extend = (
            grid.ravel()
            for grid in np.meshgrid(births, np.arange(len(CLASSES)), (0, 1), indexing="ij")
        )
        types = leaving_types(
            birth,
            code.astype(np.int8),
            can_extend.astype(np.bool_),
            base_year=year,
            years=self._horizon,
            law=RetirementLaw(policy.retirement.law),
            flexible=flexible_retirement(policy),
            bands=attrition_bands(policy),
        )
        return Kinds(first, types.probabilities[types.type_of_person])
