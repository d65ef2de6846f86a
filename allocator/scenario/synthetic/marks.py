"""Evaluation: scores for part of the units, grades for others, neither for the rest."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Whole, texts
from allocator.scenario.synthetic.organisation import Units

SCORED, GRADED = 0.45, 0.35
COLOURS = texts(["", "green", "blue", "yellow"])


def make_marks(
    draws: Draws, units: Units, leaves: Sequence[tuple[str, Sequence[str]]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables ``scores`` and ``grades``.

    Parameters
    ----------
    leaves : sequence of (indicator, sources)
        The last-level indicators, each with the sources that score it.
    """
    order = draws.order(units.count)
    scored = round(SCORED * units.count)
    graded = scored + round(GRADED * units.count)
    return (
        _scores(draws, units, np.sort(order[:scored]), leaves),
        _grades(draws, units, np.sort(order[scored:graded])),
    )


def _scores(
    draws: Draws, units: Units, unit: Whole, leaves: Sequence[tuple[str, Sequence[str]]]
) -> pd.DataFrame:
    """A good unit scores well throughout, give or take ten points."""
    rows = [(indicator, source) for indicator, sources in leaves for source in sources]
    quality = np.repeat(draws.whole(600, 900, len(unit)), len(rows))
    tenths = np.clip(quality + draws.whole(-100, 100, len(quality)), 0, 1000)
    return pd.DataFrame(
        {
            "unit_id": np.repeat(units.ids[unit], len(rows)),
            "indicator": np.tile(texts([row[0] for row in rows]), len(unit)),
            "source": np.tile(texts([row[1] for row in rows]), len(unit)),
            "score": _tenths(tenths),
            "full_score": pd.Series(Decimal(100), index=range(len(tenths)), dtype=object),
        }
    )


def _tenths(numbers: Whole) -> Any:
    return np.array([Decimal(number).scaleb(-1) for number in range(1001)], dtype=object)[numbers]


def _grades(draws: Draws, units: Units, unit: Whole) -> pd.DataFrame:
    tier = draws.places((0.3, 0.45, 0.25), len(unit)) + 1
    named = draws.happens(0.3, len(unit))
    return pd.DataFrame(
        {
            "unit_id": units.ids[unit],
            "tier": tier,
            "colour": COLOURS[np.where(named, tier, 0)],
        }
    )
