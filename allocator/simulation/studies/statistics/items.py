"""Which numbers of a run an entry of the study stands for."""

from collections.abc import Mapping, Sequence

import numpy as np

from allocator.simulation.studies.measures_chosen import entry_name
from allocator.simulation.studies.results.outcomes import Floats, Item

SIGNS = {"more": 1.0, "less": -1.0, "neither": 0.0}


def label(item: Item) -> str:
    """As a study calls it: ``posts_granted``, or ``utilisation[P1]`` for one part."""
    return f"{item.measure}[{item.key}]" if item.key else item.measure


def places_of(entry: str, items: Sequence[Item]) -> tuple[int, ...]:
    """Places of the items that an entry stands for: one, or all parts of a measure."""
    name = entry_name(entry)
    return tuple(place for place, item in enumerate(items) if name in (label(item), item.measure))


def signs_of(items: Sequence[Item], directions: Mapping[str, str]) -> Floats:
    """1 where more of an item is better, −1 where less is, 0 where neither.

    Parameters
    ----------
    directions : mapping
        Entry of the study → ``more``, ``less`` or ``neither``.

    Returns
    -------
    array, shape (M,)
    """
    ways = [directions.get(label(item), directions.get(item.measure, "neither")) for item in items]
    return np.array([SIGNS[way] for way in ways])
