"""The table of settings that may be best."""

from typing import Any

import numpy as np
import pandas as pd

from allocator.simulation.studies.statistics.best_set import behind
from allocator.simulation.studies.statistics.frames import tidy
from allocator.simulation.studies.statistics.means import means_of
from allocator.simulation.studies.statistics.measured_values import Values


def best_table(given: Values) -> pd.DataFrame:
    """``assumption, measure, key, setting, mean, may_be_best, behind``.

    Of measures with a better way; under each assumption, and where there are several also for
    their weighted mean.
    """
    places = given.directed
    values = given.values[:, :, places]
    whole = given.widened(values)
    margins = np.empty(whole.shape[:-1])
    for item, sign in enumerate(given.signs[places]):
        margins[:, :, item] = behind(sign * whole[:, :, item], given.confidence)
    columns = {"mean": means_of(whole).mean, "may_be_best": margins == 0, "behind": margins}
    axes = (
        {"assumption": given.columns},
        given.named(places),
        {"setting": given.setting_ids},
    )
    return tidy(axes, {name: np.moveaxis(each, 0, -1) for name, each in columns.items()})


def best_record(best: pd.DataFrame) -> list[dict[str, Any]]:
    """Of each measure, key and assumption, the settings that may be best."""
    groups = best.groupby(["measure", "key", "assumption"], sort=False)
    return [
        {
            "measure": measure,
            "key": key,
            "assumption": assumption,
            "settings": rows.loc[rows["may_be_best"], "setting"].tolist(),
        }
        for (measure, key, assumption), rows in groups
    ]
