"""Tables of means: of whole runs, and of years."""

import numpy as np
import pandas as pd

from allocator.simulation.studies.results.outcomes import Floats, Outcomes
from allocator.simulation.studies.statistics.frames import Axis, tidy
from allocator.simulation.studies.statistics.means import means_of
from allocator.simulation.studies.statistics.measured_values import Values


def summary_table(given: Values) -> pd.DataFrame:
    """``setting, assumption, measure, key, replications, mean, sd, low, high`` of whole runs."""
    return _table(given, (given.named(range(len(given.items))),), given.values)


def years_table(given: Values, outcomes: Outcomes) -> pd.DataFrame:
    """The same of each ``year``, after ``assumption``."""
    yearly = np.ascontiguousarray(np.moveaxis(outcomes.yearly, 2, -1))
    axes: tuple[Axis, ...] = ({"year": outcomes.years}, given.named(range(len(given.items))))
    return _table(given, axes, yearly)


def _table(given: Values, axes: tuple[Axis, ...], values: Floats) -> pd.DataFrame:
    means = means_of(given.widened(values))
    half = means.half(given.confidence)
    columns = {
        "replications": means.counts,
        "mean": means.mean,
        "sd": means.sd,
        "low": means.mean - half,
        "high": means.mean + half,
    }
    cells: tuple[Axis, ...] = ({"setting": given.setting_ids}, {"assumption": given.columns})
    return tidy((*cells, *axes), columns)
