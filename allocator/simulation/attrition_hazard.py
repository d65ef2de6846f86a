"""The yearly rates of age bands as hazards over a person's age."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from allocator.stock.leaving import AttritionBand, refuse_shared_ages

Ages = npt.NDArray[np.float64]


@dataclass(frozen=True)
class AttritionHazard:
    """Hazards by age in years, counted from the January on which full years are 0.

    That age goes up by one each January, as the rule "leavers" has it, so that one table serves
    everybody whatever the month of birth. A yearly rate `p` below 1 is the constant hazard
    ``-ln(1 - p)``; a year of rate 1 has none and is kept apart.

    Attributes
    ----------
    edges
        Ages at which the hazard changes, ascending, shape (edges,).
    cumulated
        Hazard cumulated up to each edge, shape (edges,).
    hazard
        Hazard a year from each edge to the next, 0 from the last on, shape (edges,).
    certain_from, certain_until
        First age and age after the last of the bands of rate 1, ascending, shape (bands + 1,);
        the last, from infinity, is nobody's.
    """

    edges: Ages
    cumulated: Ages
    hazard: Ages
    certain_from: Ages
    certain_until: Ages

    def up_to(self, age: Ages) -> Ages:
        """The hazard cumulated up to each age."""
        return np.interp(age, self.edges, self.cumulated)

    def age_at(self, cumulated: Ages) -> Ages:
        """The age at which the hazard cumulates to each number; any age if it never does."""
        edge = np.searchsorted(self.cumulated, cumulated, side="right") - 1
        beyond, hazard = cumulated - self.cumulated[edge], self.hazard[edge]
        years = np.divide(beyond, hazard, out=np.zeros_like(beyond), where=hazard > 0)
        ages: Ages = self.edges[edge] + years
        return ages

    def certain_year(self, age: Ages) -> Ages:
        """The first full age, this year's included, in which the rate is 1; else infinity."""
        full = np.floor(age)
        band = np.searchsorted(self.certain_until, full, side="right")
        return np.maximum(full, self.certain_from[band])


@lru_cache(maxsize=64)
def attrition_hazard(bands: tuple[AttritionBand, ...]) -> AttritionHazard:
    """The hazards of a policy's age bands.

    Raises
    ------
    ValueError
        If two bands share an age.
    """
    refuse_shared_ages(bands)
    edges = sorted({age for band in bands for age in (band.from_age, band.to_age + 1)}) or [0]
    hazard_from = {band.from_age: -np.log1p(-band.rate) for band in bands if band.rate < 1}
    hazard = np.array([hazard_from.get(edge, 0.0) for edge in edges])
    certain = sorted((band.from_age, band.to_age + 1) for band in bands if band.rate == 1)
    certain_from, certain_until = _columns([*certain, (np.inf, np.inf)])
    return AttritionHazard(
        edges=np.array(edges, dtype=np.float64),
        cumulated=np.concatenate([[0.0], np.cumsum(hazard[:-1] * np.diff(edges))]),
        hazard=hazard,
        certain_from=certain_from,
        certain_until=certain_until,
    )


def _columns(rows: Sequence[tuple[float, float]]) -> Ages:
    return np.array(rows, dtype=np.float64).T
