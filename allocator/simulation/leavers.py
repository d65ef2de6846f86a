"""Who is expected to leave, and who can be counted on to: from the people in post today."""

import numpy as np
import numpy.typing as npt

from allocator.simulation.play import Play
from allocator.simulation.state import CellKey
from allocator.stock.leaving import LeavingTypes
from allocator.stock.limits import quantiles_of_counts
from allocator.stock.poisson_binomial import lower_quantiles

Counts = npt.NDArray[np.int64]


def expected_leavers(play: Play, cells: list[CellKey]) -> npt.NDArray[np.float64]:
    """Expected leavers by plan year, in people, shape (cells, H)."""
    types, among = _present(play, cells)
    yearly = types.probabilities[types.type_of_person]
    expected = np.zeros((len(cells), play.world.horizon))
    for year in range(play.world.horizon):
        expected[:, year] = np.bincount(among, yearly[:, year], minlength=len(cells))
    places, counts = _counted(play, cells)
    expected[places] = counts
    return expected


def certain_leavers(play: Play, cells: list[CellKey], starts: int) -> Counts:
    """Q[a,b], the most leavers in plan years a … b to count on, shape (cells, H, H).

    Parameters
    ----------
    starts : int
        Years a are the first so many of the plan years.
    """
    types, among = _present(play, cells)
    confidence = float(play.world.policy.lending.confidence)
    quantiles = lower_quantiles(
        types.probabilities, types.type_of_person, among, len(cells), confidence, starts
    )
    places, counts = _counted(play, cells)
    quantiles[places] = quantiles_of_counts(counts)
    return quantiles


def _present(play: Play, cells: list[CellKey]) -> tuple[LeavingTypes, Counts]:
    """How the people of some cells leave, by kind of person, and the cell of each."""
    world, people = play.world, play.state.people
    place = np.full(len(world.cells), -1, dtype=np.int64)
    place[[world.place[cell] for cell in cells]] = np.arange(len(cells))
    among = place[people.cell]
    here = np.flatnonzero(among >= 0)
    kinds = world.kinds.of(play.year)
    place_of = kinds.places(people.birth[here], people.codes[here], people.can_extend[here])
    return LeavingTypes(kinds.probabilities, place_of), among[here]


def _counted(play: Play, cells: list[CellKey]) -> tuple[list[int], Counts]:
    """Places of the cells whose leavers the planner has counted, and their numbers."""
    world, years = play.world, play.world.years_from(play.year)
    places = [place for place, cell in enumerate(cells) if cell in world.counted]
    counts = [[world.counted_in(cells[place], year) for year in years] for place in places]
    return places, np.array(counts, dtype=np.int64).reshape(-1, len(years))
