"""Mean and interval of every measure over the replications of a simulation."""

from math import sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from allocator.simulation.measures import MEASURES

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

COLUMNS = ("year", "measure", "key", "replications", "mean", "sd", "low", "high")
"""Columns of a summary."""

NOTHING_IF_ABSENT = frozenset(measure.id for measure in MEASURES if measure.absent == 0)
"""Measures of which a replication without a row has nothing."""

NO_YEAR = np.iinfo(np.int64).max
"""Stands for the whole run while rows are sorted: after every year."""


def summarised(years: pd.DataFrame, runs: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Summarise what replications measured, year by year and for the whole run.

    Parameters
    ----------
    years, runs : DataFrame
        Columns ``replication``, ``measure``, ``key``, ``value``, and in ``years`` also ``year``;
        one row for each replication, measure and key.
    confidence : float
        Of the interval, between 0 and 1.

    Returns
    -------
    DataFrame
        Columns of :data:`COLUMNS`, by year (missing for the whole run, at the end), then in
        the order in which measures and their keys first occur. ``replications`` counts values
        that have a meaning; others are left out. Of what did not occur in a replication there is
        no row; where the measure says what that means (none granted, say) it counts. ``sd`` is
        the sample standard deviation, ``low`` and ``high`` bound Student's t interval of the mean;
        all three are missing where there is one value.
    """
    rows = pd.concat([years, runs.assign(year=NO_YEAR)], ignore_index=True)
    first, group = _groups(rows)
    values = rows["value"].groupby(group)
    counts = np.asarray(values.count(), dtype=np.intp)
    means, deviations = (np.asarray(each, dtype=float) for each in (values.mean(), values.std()))
    named = rows.loc[first, ["year", "measure", "key"]].reset_index(drop=True)
    absent = np.where(named["measure"].isin(NOTHING_IF_ABSENT), rows["replication"].nunique(), 0)
    means, deviations, counts = _with_nothing(means, deviations, counts, absent)
    half = half_widths(deviations, counts, confidence)
    year = named["year"].astype("Int64")
    return named.assign(
        year=year.mask(year == NO_YEAR),
        replications=counts,
        mean=means,
        sd=deviations,
        low=means - half,
        high=means + half,
    )


def _groups(rows: pd.DataFrame) -> tuple[Places, Places]:
    """The first row of each group, groups in the order of a summary, and each row's group."""
    _years, code = np.unique(rows["year"].to_numpy(np.int64), return_inverse=True)
    for name in ("measure", "key"):
        place, different = pd.factorize(rows[name])
        code = code * len(different) + place
    _codes, first, group = np.unique(code, return_index=True, return_inverse=True)
    return first, group


def _with_nothing(
    means: Floats, deviations: Floats, counts: Places, whole: Places
) -> tuple[Floats, Floats, Places]:
    """Means, standard deviations and counts as if as many values were 0 as lack to the whole."""
    together = np.maximum(counts, whole)
    squares = np.where(counts > 1, deviations**2, 0) * (counts - 1) + counts * means**2
    wider = counts * means / together
    variance = (squares - together * wider**2) / np.maximum(together - 1, 1)
    completed = together > counts
    deviations = np.where(completed, np.sqrt(np.maximum(variance, 0)), deviations)
    return np.where(completed, wider, means), deviations, together


def half_widths(deviations: Floats, counts: Places, confidence: float) -> Floats:
    """Half the width of Student's t interval of each mean.

    Parameters
    ----------
    deviations : array
        Sample standard deviations.
    counts : array
        Numbers of values; where there are fewer than two the width is not a number.
    confidence : float
        Between 0 and 1.

    References
    ----------
    Student (1908), The probable error of a mean, *Biometrika* 6 (1), 1–25.
    """
    level = 0.5 + confidence / 2
    # Half-widths are asked for a few different counts, thousands of times each.
    different, place = np.unique(counts, return_inverse=True)
    factors = [stdtrit(n - 1, level) / sqrt(n) if n > 1 else np.nan for n in different]
    return np.array(factors, dtype=np.float64)[place] * deviations
