"""Tables of regret: under each assumption, and over all of them."""

import numpy as np
import pandas as pd

from allocator.simulation.studies.statistics.expectation import shares_of
from allocator.simulation.studies.statistics.frames import tidy
from allocator.simulation.studies.statistics.measured_values import Values
from allocator.simulation.studies.statistics.regret import Bounded, regrets, weighted, worst


def regrets_of(given: Values) -> Bounded:
    """Regret in the measures that have a better way, arrays of shape (S, A, directed items)."""
    places = given.directed
    parts = ("estimate", "low", "high")
    arrays = {name: np.empty((*given.values.shape[:2], len(places))) for name in parts}
    for item, place in enumerate(places):
        found = regrets(given.signs[place] * given.values[:, :, place], given.confidence)
        for name in parts:
            arrays[name][:, :, item] = getattr(found, name)
    return Bounded(**arrays)


def regret_table(given: Values, regret: Bounded) -> pd.DataFrame:
    """``assumption, measure, key, setting, regret, low, high``."""
    columns = {"regret": regret.estimate, "low": regret.low, "high": regret.high}
    axes = (
        {"assumption": given.assumption_ids},
        given.named(given.directed),
        {"setting": given.setting_ids},
    )
    return tidy(axes, {name: np.moveaxis(each, 0, -1) for name, each in columns.items()})


def robustness_table(given: Values, regret: Bounded) -> pd.DataFrame:
    """The worst and the expected regret of each setting, with bounds.

    Returns
    -------
    DataFrame
        ``measure, key, setting, max_regret, max_low, max_high, worst_assumption`` (empty where
        the setting is the best under all), ``expected_regret, expected_low, expected_high``.
    """
    most, place = worst(regret)
    mean = weighted(regret, shares_of(given.values[:, :, given.directed], given.weights))
    columns = {
        "max_regret": most.estimate,
        "max_low": most.low,
        "max_high": most.high,
        "worst_assumption": np.array([*given.assumption_ids, ""], dtype=object)[place],
        "expected_regret": mean.estimate,
        "expected_low": mean.low,
        "expected_high": mean.high,
    }
    axes = (given.named(given.directed), {"setting": given.setting_ids})
    return tidy(axes, {name: each.T for name, each in columns.items()})
