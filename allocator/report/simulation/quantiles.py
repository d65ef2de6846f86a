"""How a measure spreads over the replications: quantiles, beside the mean and its interval."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from allocator.simulation.results import Simulation
from allocator.simulation.summaries import NOTHING_IF_ABSENT

QUANTILES = {"least": 0.0, "p5": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95,
             "most": 1.0}  # fmt: skip
"""Columns that are added to a summary: half of the replications lie from ``p25`` to ``p75``, nine
in ten from ``p5`` to ``p95``."""


def by_year(simulation: Simulation) -> pd.DataFrame:
    """The summary of each year, with :data:`QUANTILES` over the replications."""
    summary = simulation.summary
    yearly = summary[summary["year"].notna()].astype({"year": "int64"})
    return _with_quantiles(yearly, simulation.years, ["year", "measure", "key"], simulation)


def of_whole_runs(simulation: Simulation) -> pd.DataFrame:
    """The summary of the whole run, with :data:`QUANTILES` over the replications."""
    summary = simulation.summary
    whole = summary[summary["year"].isna()].drop(columns="year")
    return _with_quantiles(whole, simulation.runs, ["measure", "key"], simulation)


def _with_quantiles(
    summary: pd.DataFrame, rows: pd.DataFrame, by: list[str], simulation: Simulation
) -> pd.DataFrame:
    played = simulation.runs["replication"].nunique()
    spread = pd.DataFrame(
        [
            (*of, *_quantiles(values.to_numpy(np.float64), str(of[by.index("measure")]), played))
            for of, values in rows.groupby(by, sort=False)["value"]
        ],
        columns=[*by, *QUANTILES],
    )
    return summary.merge(spread, on=by, how="left", validate="one_to_one")


def _quantiles(values: "np.ndarray[tuple[int], np.dtype[np.float64]]", measure: str, played: int
               ) -> Sequence[float]:  # fmt: skip
    """Of the values that have a meaning; a replication without a row may have had nothing.

    Between values they are linear (definition 7 of Hyndman & Fan 1996, *The American
    Statistician* 50 (4), 361–365).
    """
    lacking = played - len(values) if measure in NOTHING_IF_ABSENT else 0
    known = np.concatenate([values[np.isfinite(values)], np.zeros(lacking)])
    if not len(known):
        return [np.nan] * len(QUANTILES)
    found: list[float] = np.quantile(known, list(QUANTILES.values())).tolist()
    return found
