"""What a measure is, and the rows that measures make of tallies."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Literal

from allocator.simulation.tally import Tally, together

Better = Literal["more", "less", "neither"]


@dataclass(frozen=True)
class Measure:
    """A measure, worked out from a tally: of a year, or of all years together.

    Attributes
    ----------
    id : str
    title : callable
        Its title in the language in use.
    unit : str
        ``posts``, ``people``, ``share`` (1 = 100 %), ``months``, ``post-months``, ``value`` (in
        weighted posts) or ``index``.
    by : str
        What it is given by: ``purpose``, ``tier``, ``pool``, ``years_ahead``; empty for one
        number.
    of : callable
        The tally, and the months it covers → values by key (the empty text for one number).
        NaN where there is nothing to measure.
    better : str
        Which way a planner would have it: ``more``, ``less`` or ``neither``.
    absent : float
        What a key that never occurred in a run stands for: 0 of what is counted, else NaN.
    """

    id: str
    title: Callable[[], str]
    unit: str
    by: str
    of: Callable[[Tally, float], Mapping[str, float]]
    better: Better = "neither"
    absent: float = nan


@dataclass(frozen=True, slots=True)
class Row:
    """One number: of a year, or of the whole run (``year`` is ``None``)."""

    year: int | None
    measure: str
    key: str
    value: float


def rows_of(
    measures: Iterable[Measure], first_year: int, tallies: Sequence[Tally], warm_up: int = 0
) -> tuple[Row, ...]:
    """Every measure of every year, then of the whole run but for its first ``warm_up`` years."""
    chosen = tuple(measures)
    rows: list[Row] = []
    for year, tally in enumerate(tallies, start=first_year):
        rows += _rows(chosen, year, tally, 12.0)
    counted = tallies[warm_up:]
    rows += _rows(chosen, None, together(counted), 12.0 * len(counted))
    return tuple(rows)


def _rows(
    measures: Sequence[Measure], year: int | None, tally: Tally, months: float
) -> Iterable[Row]:
    for measure in measures:
        for key, value in measure.of(tally, months).items():
            yield Row(year, measure.id, key, float(value))
