"""Tables that tell what was compared, what each run came to, and which runs failed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.layout import Layout, Point
from allocator.simulation.studies.results.outcomes import Outcomes
from allocator.simulation.studies.runs.cell import Failure, Run
from allocator.simulation.studies.runs.keys import run_key
from allocator.simulation.studies.runs.planned import Plan

FAILURES = ("run", "setting", "assumption", "replication", "error", "traceback")


def settings_table(study: Study, layout: Layout) -> pd.DataFrame:
    """``setting, lender``, the level of each lever, ``baseline``.

    A level is missing where the lever is left as the scenario has it.
    """
    settings = layout.settings
    return pd.DataFrame(
        {
            "setting": _text(each.id for each in settings),
            "lender": _text(each.lender for each in settings),
            **_levels([lever.id for lever in study.levers], [each.point for each in settings]),
            "baseline": [place == layout.baseline for place in range(len(settings))],
        }
    )


def assumptions_table(study: Study, layout: Layout) -> pd.DataFrame:
    """``assumption``, the level of each uncertainty, ``weight``."""
    assumptions = layout.assumptions
    return pd.DataFrame(
        {
            "assumption": _text(each.id for each in assumptions),
            **_levels(
                [one.id for one in study.uncertainties], [each.point for each in assumptions]
            ),
            "weight": np.array([each.weight for each in assumptions], dtype=np.float64),
        }
    )


def _levels(factors: Sequence[str], points: Sequence[Point]) -> dict[str, "pd.Series[Any]"]:
    return {name: _text(point.levels.get(name) for point in points) for name in factors}


def _text(values: Iterator[str | None] | Any) -> "pd.Series[Any]":
    return pd.Series(list(values), dtype="str")


def runs_table(layout: Layout, outcomes: Outcomes) -> pd.DataFrame:
    """``setting, assumption, replication, measure, key, value`` of every whole run."""
    shape = outcomes.runs.shape
    setting, assumption, replication, item = (
        axis.ravel() for axis in np.meshgrid(*map(np.arange, shape), indexing="ij")
    )
    names = [each.id for each in layout.settings], [each.id for each in layout.assumptions]
    return pd.DataFrame(
        {
            "setting": _chosen(names[0], setting),
            "assumption": _chosen(names[1], assumption),
            "replication": replication.astype(np.int64),
            "measure": _chosen([each.measure for each in outcomes.items], item),
            "key": _chosen([each.key for each in outcomes.items], item),
            "value": outcomes.runs.ravel(),
        }
    )


def _chosen(names: Sequence[str], places: Any) -> "pd.Series[Any]":
    return pd.Series(np.array(names, dtype=object)[places], dtype="str")


def failures_table(
    layout: Layout, plan: Plan, have: Sequence[Mapping[int, Run]], replications: int
) -> pd.DataFrame:
    """Runs that failed, with what to run them again by; one for all that fail alike."""
    rows = [
        (run_key(plan.planned[place].key, number), setting.id, assumption.id, number, why)
        for row, setting in zip(plan.place, layout.settings, strict=True)
        for place, assumption in zip(row.tolist(), layout.assumptions, strict=True)
        for number, why in _failed(have[place], replications)
    ]
    return pd.DataFrame(
        {
            "run": _text(row[0] for row in rows),
            "setting": _text(row[1] for row in rows),
            "assumption": _text(row[2] for row in rows),
            "replication": np.array([row[3] for row in rows], dtype=np.int64),
            "error": _text(row[4].error for row in rows),
            "traceback": _text(row[4].traceback for row in rows),
        }
    )


def _failed(have: Mapping[int, Run], replications: int) -> Iterator[tuple[int, Failure]]:
    for number in range(replications):
        run = have.get(number)
        if run is not None and isinstance(run.outcome, Failure):
            yield number, run.outcome
            if run.outcome.always:
                return
