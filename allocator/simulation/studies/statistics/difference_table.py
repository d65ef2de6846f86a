"""The table of paired differences from the baseline."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.differences import Differences, differences, family
from allocator.simulation.studies.statistics.frames import tidy
from allocator.simulation.studies.statistics.measured_values import Values


def differences_table(given: Values) -> pd.DataFrame:
    """Every setting but the baseline, less the baseline, replication by replication.

    Returns
    -------
    DataFrame
        ``setting, assumption, measure, key, replications, baseline`` (its mean over the
        replications that both have), ``difference, low, high`` (of this one), ``low_all, high_all``
        (together with all of the measure and key, over settings and assumptions and their weighted
        mean), ``p, p_holm`` (over the same), ``correlation, variance_reduction``.
    """
    baseline, values = given.layout.baseline, given.widened(given.values)
    others = np.delete(np.arange(len(given.values)), baseline)
    each = [
        _columns(differences(values[others, :, item], values[baseline, :, item]), given)
        for item in range(len(given.items))
    ]
    shape = (len(others), len(given.columns), len(each))
    columns = {name: _stacked([one[name] for one in each], shape) for name in each[0]}
    axes = (
        {"setting": [given.setting_ids[place] for place in others]},
        {"assumption": given.columns},
        given.named(range(len(given.items))),
    )
    return tidy(axes, columns)


def _stacked(arrays: list[Floats], shape: tuple[int, ...]) -> npt.NDArray[np.generic]:
    return np.stack(arrays, axis=-1).reshape(shape)


def _columns(found: Differences, given: Values) -> dict[str, Floats]:
    """Columns of one measure and key, each of shape (S − 1, A or A + 1)."""
    means, together = found.difference, family(found.difference, given.confidence)
    half = means.half(given.confidence)
    return {
        "replications": means.counts,  # type: ignore[dict-item]
        "baseline": found.baseline,
        "difference": means.mean,
        "low": means.mean - half,
        "high": means.mean + half,
        "low_all": means.mean - together.half,
        "high_all": means.mean + together.half,
        "p": together.p,
        "p_holm": together.p_holm,
        "correlation": found.correlation,
        "variance_reduction": found.variance_reduction,
    }
