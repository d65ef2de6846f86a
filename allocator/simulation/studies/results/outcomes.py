"""What the runs of a study measured, as one array."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, order=True)
class Item:
    """One number of a run: a measure, and what it is given by (empty for one number)."""

    measure: str
    key: str = ""


@dataclass(frozen=True)
class Outcomes:
    """Every number of every run that counts.

    Attributes
    ----------
    items : tuple of Item
        What the last axis holds, M of them.
    runs : array, shape (S, A, N, M)
        The whole run of each setting, assumption and replication. NaN where the run failed or the
        measure has no meaning. Replications of one number had the same chances in all settings.
    years : tuple of int
        The Y years that were played.
    yearly : array, shape (S, A, N, Y, M)
        The same in each year.
    """

    items: tuple[Item, ...]
    runs: Floats
    years: tuple[int, ...]
    yearly: Floats

    @property
    def replications(self) -> int:
        """N."""
        return int(self.runs.shape[2])
