"""The table of effects."""

import numpy as np
import pandas as pd

from allocator.simulation.studies.statistics.differences import family
from allocator.simulation.studies.statistics.effects import Effect, effect_values, effects_of
from allocator.simulation.studies.statistics.frames import tidy
from allocator.simulation.studies.statistics.means import Means, means_of
from allocator.simulation.studies.statistics.measured_values import Values


def effects_table(given: Values) -> pd.DataFrame:
    """What each change does, under each assumption.

    Returns
    -------
    DataFrame
        ``assumption, measure, key, kind, setting, change, replications, effect, low, high, p,
        p_holm``, the last over all effects on the measure and key.
    """
    study = given.study
    factorial = study.design.levers.kind == "full_factorial"
    effects = list(effects_of([lever.id for lever in study.levers], given.layout, factorial))
    means = _means(effects, given)
    half = means.half(given.confidence)
    families = [family(_item(means, item), given.confidence) for item in range(len(given.items))]
    columns = {
        "replications": means.counts,
        "effect": means.mean,
        "low": means.mean - half,
        "high": means.mean + half,
        "p": np.stack([each.p for each in families], axis=-1),
        "p_holm": np.stack([each.p_holm for each in families], axis=-1),
    }
    axes = (
        {"assumption": given.assumption_ids},
        given.named(range(len(given.items))),
        {
            "kind": [each.kind for each in effects],
            "setting": [_setting(each, given) for each in effects],
            "change": [each.change for each in effects],
        },
    )
    return tidy(axes, {name: np.moveaxis(each, 0, -1) for name, each in columns.items()})


def _means(effects: list[Effect], given: Values) -> Means:
    """Of each effect, arrays of shape (effects, A, M)."""
    each = [means_of(effect_values(effect, given.values)) for effect in effects]
    shape = (len(effects), *given.values.shape[1:3])
    return Means(
        np.array([one.counts for one in each], dtype=np.intp).reshape(shape),
        np.array([one.mean for one in each], dtype=np.float64).reshape(shape),
        np.array([one.sd for one in each], dtype=np.float64).reshape(shape),
    )


def _item(means: Means, item: int) -> Means:
    """Those of one measure and key."""
    return Means(means.counts[..., item], means.mean[..., item], means.sd[..., item])


def _setting(effect: Effect, given: Values) -> str:
    return "" if effect.setting is None else given.setting_ids[effect.setting]
