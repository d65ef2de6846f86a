"""The numbers of a study as its statistics take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.layout import Layout
from allocator.simulation.studies.measures_chosen import entry_name
from allocator.simulation.studies.results.outcomes import Floats, Item, Outcomes
from allocator.simulation.studies.statistics.expectation import expected
from allocator.simulation.studies.statistics.frames import Axis, of_items
from allocator.simulation.studies.statistics.items import label, places_of, signs_of

ALL = "all"
"""Stands for the weighted mean over assumptions where an assumption's id would."""


@dataclass(frozen=True)
class Values:
    """Whole runs, replications last.

    Attributes
    ----------
    values : array, shape (S, A, M, N)
    signs : array, shape (M,)
        1 where more of an item is better, −1 where less is, 0 where neither.
    """

    study: Study
    layout: Layout
    items: tuple[Item, ...]
    values: Floats
    signs: Floats

    @property
    def confidence(self) -> float:
        """Of every interval and statement."""
        return float(self.study.confidence)

    @property
    def weights(self) -> Floats:
        """Probability of each assumption, shape (A,)."""
        return np.array([each.weight for each in self.layout.assumptions])

    @property
    def setting_ids(self) -> list[str]:
        """In the order of the layout."""
        return [each.id for each in self.layout.settings]

    @property
    def assumption_ids(self) -> list[str]:
        """In the order of the layout."""
        return [each.id for each in self.layout.assumptions]

    @property
    def columns(self) -> list[str]:
        """Assumptions, and where there are several also their weighted mean."""
        return [*self.assumption_ids, ALL] if self.several else self.assumption_ids

    @property
    def several(self) -> bool:
        """Whether there is more than one assumption."""
        return len(self.layout.assumptions) > 1

    def widened(self, values: Floats) -> Floats:
        """Values by :attr:`columns`.

        Parameters
        ----------
        values : array, shape (S, A, ..., N)
        """
        if not self.several:
            return values
        return np.concatenate([values, expected(values, self.weights)[:, None]], axis=1)

    @property
    def directed(self) -> npt.NDArray[np.intp]:
        """Places of the items that have a better way."""
        return np.flatnonzero(self.signs)

    def of(self, entry: str) -> tuple[Floats, float]:
        """The one number that an entry of the study stands for, and its sign.

        Returns
        -------
        array, shape (S, A, N)
            NaN where no run has such a number.
        float
        """
        for place in places_of(entry, self.items):
            if label(self.items[place]) == entry_name(entry):
                return self.values[:, :, place], float(self.signs[place])
        return np.full(np.delete(self.values.shape, 2), np.nan), 0.0

    def named(self, places: Sequence[int] | npt.NDArray[np.intp]) -> Axis:
        """The axis of some items."""
        return of_items([self.items[place] for place in places])


def values_of(
    study: Study, layout: Layout, outcomes: Outcomes, directions: Mapping[str, str]
) -> Values:
    """Lay out the whole runs of a study."""
    values = np.ascontiguousarray(np.moveaxis(outcomes.runs, 2, -1))
    return Values(study, layout, outcomes.items, values, signs_of(outcomes.items, directions))
