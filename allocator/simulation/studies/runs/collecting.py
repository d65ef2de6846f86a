"""The runs of a study → one array."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from allocator.simulation.measures import MEASURES
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.measures_chosen import entries
from allocator.simulation.studies.results.outcomes import Floats, Item, Outcomes
from allocator.simulation.studies.runs.cell import Run
from allocator.simulation.studies.runs.measured import STORED, Measured, places_of
from allocator.simulation.studies.runs.planned import Plan

ABSENT = {measure.id: measure.absent for measure in MEASURES}
"""What a run measures of something that never occurred in it."""


def outcomes_of(
    study: Study,
    plan: Plan,
    have: Sequence[Mapping[int, Run]],
    first_year: int,
    replications: int,
) -> Outcomes:
    """The first replications of every setting under every assumption.

    Parameters
    ----------
    have : sequence of mappings
        Runs by replication, of each planned cell.
    """
    numbers = [{n: run.outcome for n, run in runs.items() if n < replications} for runs in have]
    forms = {one.form for runs in numbers for one in runs.values() if isinstance(one, Measured)}
    items = _items(study, forms)
    years = tuple(range(first_year, first_year + study.years))
    reading = {form: _reading(form, items, years) for form in forms}
    cells = np.full((len(numbers), replications, len(years) + 1, len(items)), np.nan)
    for place, runs in enumerate(numbers):
        for number, one in runs.items():
            if isinstance(one, Measured):
                source, missing = reading[one.form]
                values = np.frombuffer(one.values, STORED)
                cells[place, number] = np.where(source < 0, missing, values[source])
    laid_out = cells[plan.place]
    return Outcomes(items, laid_out[:, :, :, -1], years, laid_out[:, :, :, :-1])


def _items(study: Study, forms: set[str]) -> tuple[Item, ...]:
    """What any run has that the study looks at, in the order of the study."""
    places = {entry: place for place, entry in enumerate(entries(study))}
    found = {
        (places[entry], Item(measure, key))
        for form in forms
        for _year, measure, key in places_of(form)
        for entry in (measure, f"{measure}[{key}]")
        if entry in places
    }
    return tuple(item for _place, item in sorted(found, key=_in_order))


def _in_order(found: tuple[int, Item]) -> tuple[int, int, str]:
    """By the study's order of measures; numbers by size, then names."""
    place, item = found
    return (place, int(item.key) if item.key.isdecimal() else -1, item.key)


def _reading(
    form: str, items: Sequence[Item], years: Sequence[int]
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Where each number of a run stands, shape (Y + 1, M), below 0 where it is absent.

    Then what its absence means, shape (M,).
    """
    where = {place: index for index, place in enumerate(places_of(form))}
    source = [
        [where.get((year, item.measure, item.key), -1) for item in items] for year in (*years, None)
    ]
    absent = np.array([ABSENT[item.measure] for item in items], dtype=np.float64)
    return np.array(source, dtype=np.intp).reshape(-1, len(items)), absent
