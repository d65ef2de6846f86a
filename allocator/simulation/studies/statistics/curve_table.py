"""The table of a curve, and where it is as wanted."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from allocator.simulation.studies.declared import Curve
from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.curve import curve_of, reached
from allocator.simulation.studies.statistics.frames import tidy
from allocator.simulation.studies.statistics.measured_values import Values


@dataclass(frozen=True)
class Line:
    """Settings that differ in the lever of the curve alone, by its value.

    Attributes
    ----------
    other : str
        Where the other levers stand.
    places : tuple of int
        Settings, by value of the lever.
    at : array
        The values, rising.
    """

    lender: str
    other: str
    places: tuple[int, ...]
    at: Floats


def curve_table(given: Values, curve: Curve) -> tuple[pd.DataFrame | None, list[dict[str, Any]]]:
    """Each curve, by lender, other levers and assumption.

    Returns
    -------
    DataFrame or None
        ``lender, other, assumption, setting, value, replications, mean, low, high``; None where
        no setting says where the lever stands.
    list of dict
        ``lender, other, assumption, reaches, estimated, surely_from, possibly_from``.
    """
    drawn = [
        _drawn(given, curve, line, place)
        for line in _lines(given, curve.lever)
        for place in range(len(given.layout.assumptions))
    ]
    frames = [frame for frame, _record in drawn]
    records = [record for _frame, record in drawn]
    return (pd.concat(frames, ignore_index=True) if frames else None), records


def _lines(given: Values, lever: str) -> Iterator[Line]:
    lines: dict[tuple[str, str], dict[float, int]] = {}
    for place, setting in enumerate(given.layout.settings):
        levels = setting.point.levels
        # Where the lever is left as the scenario has it, its value is not known here.
        if lever in levels:
            other = "; ".join(f"{name}={level}" for name, level in levels.items() if name != lever)
            line = lines.setdefault((setting.lender, other), {})
            line.setdefault(float(levels[lever]), place)
    for (lender, other), line in lines.items():
        at = sorted(line)
        yield Line(lender, other, tuple(line[value] for value in at), np.array(at))


def _drawn(
    given: Values, curve: Curve, line: Line, place: int
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """One curve under one assumption: its rows, and where it is as wanted."""
    values, sign = given.of(curve.measure)
    values = values[line.places, place]
    drawn = curve_of(values, given.confidence)
    found = reached(line.at, drawn, float(curve.reaches), sign)
    names = {
        "lender": line.lender,
        "other": line.other,
        "assumption": given.assumption_ids[place],
    }
    frame = tidy(
        (
            {name: [text] for name, text in names.items()},
            {"setting": [given.setting_ids[place] for place in line.places]},
        ),
        {
            "value": line.at[None],
            "replications": (~np.isnan(values)).sum(axis=-1)[None],
            "mean": drawn.estimate[None],
            "low": drawn.low[None],
            "high": drawn.high[None],
        },
    )
    return frame, {**names, "reaches": float(curve.reaches), **asdict(found)}
