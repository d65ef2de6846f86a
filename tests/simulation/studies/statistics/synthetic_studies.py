"""Synthetic studies with known truth, and how often a procedure that keeps its word may fail."""

import numpy as np
from scipy.stats import binom

from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.layout import Assumption, Layout, Point, Setting
from allocator.simulation.studies.results.outcomes import Item, Outcomes

SURE = 0.9999
"""Of a bound that correct procedures keep to: some hundred statements are held to one."""


def correlated(rng, means, sds, correlation, shape):
    """Normal values, shape (len(means), *shape), correlated over the first axis."""
    shared, own = rng.standard_normal((1, *shape)), rng.standard_normal((len(means), *shape))
    standard = np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own
    spread = [np.reshape(each, (-1, *(1 for _ in shape))) for each in (means, sds)]
    return spread[0] + spread[1] * standard


def as_often_as(held, chance):
    """Whether a statement holds as often as stated, within binomial error on both sides."""
    low, high = binom.interval(SURE, held.size, chance)
    return low <= held.sum() <= high


def at_least_as_often_as(held, chance):
    """Whether a statement holds at least as often as stated, within binomial error."""
    return held.sum() >= binom.ppf(1 - SURE, held.size, chance)


def study(**keys):
    """A study of one measure, unless the keys say otherwise."""
    return Study.model_validate({"schema": 1, "name": "test", "measures": ["m"]} | keys)


def layout(settings, assumptions=((),), weights=None, baseline=0):
    """A layout of settings (lender, levels) and assumptions (levels)."""
    weights = weights or [1 / len(assumptions)] * len(assumptions)
    return Layout(
        tuple(
            Setting(f"S{number}", lender, Point(dict(levels), ()))
            for number, (lender, levels) in enumerate(settings, start=1)
        ),
        tuple(
            Assumption(f"A{number}", Point(dict(levels), ()), weight)
            for number, (levels, weight) in enumerate(
                zip(assumptions, weights, strict=True), start=1
            )
        ),
        baseline,
        {},
    )


ONE = (Item("m"),)


def outcomes(values, items=ONE):
    """Outcomes of one year, which is the whole run; values of shape (S, A, N, M)."""
    values = np.asarray(values, dtype=float)
    return Outcomes(tuple(items), values, (2026,), values[:, :, :, None])
