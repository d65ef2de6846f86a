"""All statistics of a study, in one place."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.layout import Layout
from allocator.simulation.studies.results.outcomes import Outcomes
from allocator.simulation.studies.statistics.best_table import best_record, best_table
from allocator.simulation.studies.statistics.curve_table import curve_table
from allocator.simulation.studies.statistics.difference_table import differences_table
from allocator.simulation.studies.statistics.effects_table import effects_table
from allocator.simulation.studies.statistics.mean_tables import summary_table, years_table
from allocator.simulation.studies.statistics.measured_values import values_of
from allocator.simulation.studies.statistics.pareto_table import pareto_table
from allocator.simulation.studies.statistics.precision import precision_record
from allocator.simulation.studies.statistics.regret_tables import (
    regret_table,
    regrets_of,
    robustness_table,
)
from allocator.simulation.studies.statistics.sensitivity_table import sensitivity_table

Tables = dict[str, pd.DataFrame]


def statistics_of(
    study: Study, layout: Layout, outcomes: Outcomes, directions: Mapping[str, str]
) -> tuple[Tables, dict[str, Any]]:
    """Work out what the runs of a study say.

    Parameters
    ----------
    outcomes : Outcomes
        Of one item and one replication at least.
    directions : mapping
        Measure as the study calls it → ``more``, ``less`` or ``neither``.

    Returns
    -------
    dict
        Tables by name, in the order in which they are read: ``summary``, ``years``,
        ``differences``, ``best``, ``regret``, ``robustness``, ``pareto``, ``effects``,
        ``sensitivity``, ``curve``; those for which the study has no use are left out.
    dict
        Parts of the study's record, as plain data: ``best``, ``precision``, ``pareto``, ``curve``.
    """
    given = values_of(study, layout, outcomes, directions)
    best, regret = best_table(given), regrets_of(given)
    tables = {
        "summary": summary_table(given),
        "years": years_table(given, outcomes),
        "differences": differences_table(given),
        "best": best,
        "regret": regret_table(given, regret),
        "robustness": robustness_table(given, regret),
    }
    record: dict[str, Any] = {
        "best": best_record(best),
        "precision": precision_record(study, layout, outcomes),
    }
    if study.pareto is not None:
        tables["pareto"], record["pareto"] = pareto_table(given, study.pareto)
    tables["effects"] = effects_table(given)
    sensitivity = sensitivity_table(given)
    if sensitivity is not None:
        tables["sensitivity"] = sensitivity
    if study.curve is not None:
        curve, record["curve"] = curve_table(given, study.curve)
        if curve is not None:
            tables["curve"] = curve
    return tables, record
