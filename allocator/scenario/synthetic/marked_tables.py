"""Marks as tables: scores, answers to questionnaires, measured values."""

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Flags, Whole, texts
from allocator.scenario.synthetic.evaluating import measured_leaves
from allocator.scenario.synthetic.marks import ROWS, Marked
from allocator.scenario.synthetic.organisation import Units

_OUT_OF_TEN = "self"
"""The source that scores out of 10; the others score out of 100."""


def marked_tables(
    draws: Draws, units: Units, marks: Marked, evaluation: dict[str, Any]
) -> dict[str, pd.DataFrame]:
    """The tables ``scores``, ``questionnaires`` and ``measures``."""
    scaled = measured_leaves(evaluation)
    asked = np.array([leaf.asked == source for leaf, source in ROWS])[marks.row]
    measured = np.array([leaf.id in scaled and source == "data" for leaf, source in ROWS])
    measured = measured[marks.row]
    return {
        "scores": _scores(units, _some(marks, ~asked & ~measured)),
        "questionnaires": _questionnaires(draws, units, _some(marks, asked)),
        "measures": _measures(units, _some(marks, measured)),
    }


def _some(marks: Marked, wanted: Flags) -> Marked:
    return Marked(*(column[wanted] for column in marks))


def _place(units: Units, marks: Marked, *, with_source: bool) -> dict[str, Any]:
    columns = {
        "unit_id": units.ids[marks.unit],
        "indicator": texts([leaf.id for leaf, _source in ROWS])[marks.row],
    }
    sources = texts([source for _leaf, source in ROWS])[marks.row]
    return columns | ({"source": sources} if with_source else {})


def _scores(units: Units, marks: Marked) -> pd.DataFrame:
    of_ten = np.array([source == _OUT_OF_TEN for _leaf, source in ROWS], dtype=bool)[marks.row]
    scores = np.where(of_ten, _decimals(2)[marks.tenths], _decimals(1)[marks.tenths])
    full = np.array([Decimal(100), Decimal(10)], dtype=object)[of_ten.astype(np.int64)]
    place = _place(units, marks, with_source=True)
    return pd.DataFrame(place | {"score": scores, "full_score": full})


def _decimals(places: int) -> Any:
    return np.array([Decimal(number).scaleb(-places) for number in range(1001)], dtype=object)


def _questionnaires(draws: Draws, units: Units, marks: Marked) -> pd.DataFrame:
    """Twenty to sixty answers each, the better the mark the more of them content."""
    left = draws.whole(20, 60, len(marks.row))
    counts = {}
    for name, part in (("very_satisfied", 500), ("satisfied", 700), ("fairly_satisfied", 900)):
        counts[name] = left * marks.tenths * part // 1_000_000
        left = left - counts[name]
    counts["dissatisfied"] = (left + 1) // 2
    counts["very_dissatisfied"] = left // 2
    return pd.DataFrame(_place(units, marks, with_source=True) | counts)


def _measures(units: Units, marks: Marked) -> pd.DataFrame:
    """Values that span the scale, and now and then go beyond it at either end."""
    scales = np.array([leaf.scale or (0, 0) for leaf, _source in ROWS])[marks.row]
    worst, best = scales[:, 0], scales[:, 1]
    hundredths: Whole = worst + (best - worst) * (marks.tenths - 550) // 400
    values = pd.Series([Decimal(int(one)).scaleb(-2) for one in hundredths], dtype=object)
    return pd.DataFrame(_place(units, marks, with_source=False) | {"value": values})
