"""Sobol' indices: how much of the variance over a design each factor accounts for."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.results.outcomes import Floats
from allocator.simulation.studies.statistics.regret import Bounded

RESAMPLES = 999
"""Bootstrap samples of the points; assumed, as SciPy has it."""

AT_ONCE = 2_000_000
"""Numbers in memory at a time."""


@dataclass(frozen=True)
class Indices:
    """Sobol' indices of each of d factors, with bootstrap intervals; arrays of shape (d,).

    Attributes
    ----------
    first : Bounded
        Share of the variance that the factor accounts for by itself.
    total : Bounded
        Share that it accounts for by itself and in interactions.
    """

    first: Bounded
    total: Bounded


def sobol_indices_of(
    responses: Floats, factors: int, confidence: float, seeded: np.random.SeedSequence
) -> Indices:
    """Sobol' indices of the responses over a design of kind ``saltelli``.

    Intervals are percentiles of bootstrap samples of the n base points (Archer, Saltelli & Sobol'
    1997): they tell how well the points show the indices of these responses. Responses that are
    means over replications are taken as they are.

    Parameters
    ----------
    responses : array, shape (n · (d + 2),)
        At A, at B, and at A with column i from B for each factor i. A NaN makes all NaN.
    factors : int
        d.
    seeded : SeedSequence
        The same seed gives the same intervals.

    Returns
    -------
    Indices
        0 where the responses never vary. Estimates are unbiased and may lie outside 0 and 1.

    References
    ----------
    Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola (2010), Variance based sensitivity
    analysis of model output, *Computer Physics Communications* 181 (2), 259–270.

    Archer, Saltelli & Sobol' (1997), Sensitivity measures, ANOVA-like techniques and the use of
    bootstrap, *Journal of Statistical Computation and Simulation* 58 (2), 99–120.
    """
    if np.isnan(responses).any():
        nothing = np.full(factors, np.nan)
        return Indices(*(Bounded(nothing, nothing, nothing) for _ in range(2)))
    blocks = responses.reshape(factors + 2, -1)
    points = blocks.shape[1]
    chosen = np.random.default_rng(seeded).integers(0, points, (RESAMPLES, points))
    samples = np.vstack([np.arange(points), chosen])
    # Two at least: SciPy fails on the index of one factor of one sample.
    parts = np.array_split(samples, -(-len(samples) // max(2, AT_ONCE // blocks.size)))
    indices = np.concatenate([_indices(blocks, part) for part in parts], axis=1)
    edges = (0.5 - confidence / 2, 0.5 + confidence / 2)
    first, total = (Bounded(each[0], *np.quantile(each[1:], edges, axis=0)) for each in indices)
    return Indices(first, total)


def _indices(blocks: Floats, samples: npt.NDArray[np.intp]) -> Floats:
    """First and total indices of samples of the points, shape (2, samples, d)."""
    from scipy.stats import sobol_indices  # here, since loading it takes a second

    taken = blocks[:, samples]
    found = sobol_indices(
        func={"f_A": taken[0], "f_B": taken[1], "f_AB": taken[2:]}, n=blocks.shape[1]
    )
    shape = (len(samples), len(blocks) - 2)
    return np.stack([np.reshape(each, shape) for each in (found.first_order, found.total_order)])
