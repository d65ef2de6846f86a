"""Staffing standards of some units, with little room above the people they have."""

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Whole, texts
from allocator.scenario.synthetic.organisation import Cells, Units

WITH_STANDARD = 0.15

# What a standard counts, and how many hundredths of it make one post.
_DRIVERS = texts(["students", "beds", "inhabitants"])
_PER_POST = np.array([2600, 125, 50_000])


def make_standards(draws: Draws, units: Units, cells: Cells) -> pd.DataFrame:
    """The table ``standards``: one driver or two, together for −1 to 6 posts more than people."""
    unit = np.flatnonzero(draws.happens(WITH_STANDARD, units.count))
    people = np.bincount(cells.unit, cells.filled + cells.reserved, units.count)[unit]
    posts = np.maximum(0, people.astype(np.int64) + draws.whole(-1, 6, len(unit)))
    parted = draws.happens(0.4, len(unit))
    second = np.where(parted, posts // 3, 0)
    driver = draws.places((1, 1, 1), len(unit))
    rows = [
        _rows(draws, units, unit, posts - second, driver),
        _rows(draws, units, unit[parted], second[parted], (driver[parted] + 1) % len(_DRIVERS)),
    ]
    return pd.concat(rows, ignore_index=True)


def _rows(draws: Draws, units: Units, unit: Whole, posts: Whole, driver: Whole) -> pd.DataFrame:
    """Enough of the driver for so many posts, and part of what the next would take."""
    per_post = _PER_POST[driver]
    quantity = posts * per_post + draws.whole(0, per_post - 1, len(unit)) // 2
    return pd.DataFrame(
        {
            "unit_id": units.ids[unit],
            "driver": _DRIVERS[driver],
            "quantity": _hundredths(quantity),
            "per_post": _hundredths(per_post),
        }
    )


def _hundredths(numbers: Whole) -> "pd.Series[Any]":
    return pd.Series([Decimal(int(number)).scaleb(-2) for number in numbers], dtype=object)
