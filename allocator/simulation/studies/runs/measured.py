"""What one run measured, small enough to be sent and stored by the thousand."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from allocator.simulation.measures import Row
from allocator.simulation.replication import Finished

Place = tuple[int | None, str, str]
"""Year (none for the whole run), measure and key of a number."""

STORED = np.dtype("<f8")
"""As numbers are stored on every machine."""


@dataclass(frozen=True)
class Measured:
    """Every measure of every year and of the whole run.

    Attributes
    ----------
    form : str
        What the numbers are of, see :func:`places_of`: the same text for most runs of a study.
    values : bytes
        The numbers, of type :data:`STORED`.
    gap : float
        Largest relative gap accepted in any round.
    contradicted : tuple of int
        Years whose rules contradicted each other, so that nothing was lent.
    seconds, solver_seconds : float
        In all, with what the first run of a cell makes for the others, and inside the solver; all
        else is the same wherever the run is played.
    """

    form: str
    values: bytes
    gap: float
    contradicted: tuple[int, ...]
    seconds: float
    solver_seconds: float

    @property
    def rows(self) -> tuple[Row, ...]:
        """As rows of measures, in the order in which the run made them."""
        values = np.frombuffer(self.values, STORED).tolist()
        pairs = zip(places_of(self.form), values, strict=True)
        return tuple(Row(*place, value) for place, value in pairs)


def measured_in(finished: Finished, seconds: float) -> Measured:
    """The numbers of a finished replication, which took so many seconds in all."""
    return Measured(
        form_of(tuple((row.year, row.measure, row.key) for row in finished.rows)),
        np.array([row.value for row in finished.rows], dtype=STORED).tobytes(),
        finished.gap,
        finished.contradicted,
        seconds,
        finished.solver_seconds,
    )


@lru_cache(maxsize=64)
def form_of(places: Sequence[Place]) -> str:
    """A text that stands for what the numbers of a run are of."""
    return json.dumps(places, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def places_of(form: str) -> tuple[Place, ...]:
    """What the numbers of a run are of."""
    return tuple((year, measure, key) for year, measure, key in json.loads(form))
