"""Grades of the base year for units without marks, and of the rounds before for some of all."""

from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Whole, texts
from allocator.scenario.synthetic.organisation import Units

EARLIER = {1: 0.2, 2: 0.15}
"""Share of the units with a grade of so many years before the base year."""

_COLOURS = texts(["", "green", "blue", "yellow"])


def make_grades(
    draws: Draws, units: Units, graded: Whole, base_year: int, evaluation: dict[str, Any]
) -> pd.DataFrame:
    """The table ``grades``.

    In a third of the rows of the base year its cell is left empty. Where the policy names
    grades, most rows have one, and half of these leave the tier to it.
    """
    earlier = [np.flatnonzero(draws.happens(share, units.count)) for share in EARLIER.values()]
    unit = np.concatenate([graded, *earlier])
    ages = np.repeat([0, *EARLIER], [len(graded), *map(len, earlier)])
    unsaid = draws.happens(1 / 3, len(unit)) & (ages == 0)
    tier = draws.places((0.3, 0.45, 0.25), len(unit)) + 1
    coloured = draws.happens(0.3, len(unit))
    best = _best_by_tier(evaluation)
    named = draws.happens(0.8, len(unit)) if best else np.zeros(len(unit), dtype=bool)
    names, own = (["", *(best.get(one, ("", ""))[part] for one in (1, 2, 3))] for part in (0, 1))
    colours = np.where(named, texts(own)[tier], _COLOURS[tier])
    # Without its name, only the colour tells which grade a tier is.
    coloured |= ~named & bool(best)
    return pd.DataFrame(
        {
            "unit_id": units.ids[unit],
            "year": pd.Series(base_year - ages, dtype="Int64").mask(unsaid),
            "tier": pd.Series(tier, dtype="Int64").mask(named & draws.happens(0.5, len(unit))),
            "colour": np.where(coloured, colours, ""),
            "grade": np.where(named, texts(names)[tier], ""),
        }
    )


def _best_by_tier(evaluation: dict[str, Any]) -> dict[int, tuple[str, str]]:
    """Id and colour of the best named grade of each tier, where the policy has any."""
    grades = reversed(evaluation.get("grades", []))
    return {int(grade["tier"]): (str(grade["id"]), str(grade["colour"])) for grade in grades}
