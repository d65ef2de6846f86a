"""The table of the Pareto front."""

from typing import Any

import numpy as np
import pandas as pd

from allocator.simulation.studies.declared import Pareto
from allocator.simulation.studies.measures_chosen import entry_name
from allocator.simulation.studies.statistics.expectation import expected
from allocator.simulation.studies.statistics.frames import tidy
from allocator.simulation.studies.statistics.means import means_of
from allocator.simulation.studies.statistics.measured_values import Values
from allocator.simulation.studies.statistics.pareto import front_of


def pareto_table(given: Values, pareto: Pareto) -> tuple[pd.DataFrame, dict[str, Any]]:
    """``setting, on_front, contribution`` and the weighted mean of each measure.

    Returns
    -------
    DataFrame
    dict
        ``measures``, ``reference`` (of each), ``hypervolume``.
    """
    found = [given.of(entry) for entry in pareto.measures]
    values = np.stack([each for each, _sign in found], axis=2)
    points = means_of(expected(values, given.weights)).mean
    reference = np.array(pareto.reference, dtype=np.float64) if pareto.reference else None
    front = front_of(points, np.array([sign for _values, sign in found]), reference)
    names = [entry_name(entry) for entry in pareto.measures]
    columns = {"on_front": front.on_front, "contribution": front.contribution}
    measures = {name: points[:, place] for place, name in enumerate(names)}
    record = {
        "measures": names,
        "reference": [None if np.isnan(each) else float(each) for each in front.reference],
        "hypervolume": front.hypervolume,
    }
    return tidy(({"setting": given.setting_ids},), columns | measures), record
