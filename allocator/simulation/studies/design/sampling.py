"""Designs that sample: points of the unit cube, one dimension for each factor.

- ``latin_hypercube``: one point in each of n strata of every factor (McKay, Beckman & Conover 1979,
  Technometrics 21, 239–245).
- ``sobol``: a scrambled Sobol' sequence (Owen 1998, J. Complexity 14, 466–489), balanced where n is
  a power of 2.
- ``saltelli``: for Sobol' indices of first order and of the total effect (Saltelli et al. 2010,
  Comput. Phys. Commun. 181, 259–270), from a Sobol' sequence of twice as many dimensions.

The points of the levers depend on the seed and on the levers' design alone, those of the
uncertainties on theirs; a column of a Latin hypercube depends on its factor's id alone besides.
"""

from collections.abc import Sequence
from decimal import Context, Decimal
from hashlib import sha256
from math import floor
from typing import Literal

import numpy as np
import numpy.typing as npt

from allocator.simulation.studies.declared import Factor, Rows
from allocator.simulation.studies.design.stands import Stand, stand_at, stands_of

Side = Literal["levers", "uncertainties"]
Floats = npt.NDArray[np.float64]

SAMPLING = frozenset({"latin_hypercube", "sobol", "saltelli"})
POWERS_OF_2 = frozenset({"sobol", "saltelli"})

SIX_DIGITS = Context(prec=6)
"""Of a sampled value's distance from the lowest."""


def unit_points(design: Rows, ids: Sequence[str], seed: int, side: Side) -> Floats:
    """Points of the unit cube, each coordinate at least 0 and below 1.

    Parameters
    ----------
    design : Rows
        A design that samples, with n points.
    ids : sequence of str
        Of the d factors.

    Returns
    -------
    array, shape (n, d); of ``saltelli`` (n·(d + 2), d)
        ``saltelli``: the n rows of A, the n rows of B, then for each factor in turn n rows AB_i:
        those of A with this factor as B has it. :func:`scipy.stats.sobol_indices` takes what is
        computed of them as ``f_A``, ``f_B`` and ``f_AB``.
    """
    if design.kind == "latin_hypercube":
        return _latin_hypercube(design.points, ids, seed, side)
    if design.kind == "sobol":
        return _sobol(design.points, len(ids), seed, side)
    both = _sobol(design.points, 2 * len(ids), seed, side)
    a, b = both[:, : len(ids)], both[:, len(ids) :]
    return np.concatenate([a, b, *(_exchanged(a, b, place) for place in range(len(ids)))])


def _exchanged(a: Floats, b: Floats, place: int) -> Floats:
    ab = a.copy()
    ab[:, place] = b[:, place]
    return ab


def _latin_hypercube(count: int, ids: Sequence[str], seed: int, side: Side) -> Floats:
    from scipy.stats.qmc import LatinHypercube  # takes a second, which few commands need

    columns = [LatinHypercube(1, rng=_stream(seed, side, name)).random(count) for name in ids]
    return np.concatenate(columns, axis=1)


def _sobol(count: int, dimensions: int, seed: int, side: Side) -> Floats:
    from scipy.stats.qmc import Sobol

    return Sobol(dimensions, rng=_stream(seed, side)).random(count)


def _stream(seed: int, *identity: str) -> np.random.Generator:
    """Randomness that depends on what it is for, never on what was drawn before."""
    words = sha256("/".join(("design", *identity)).encode()).digest()
    spawned = tuple(np.frombuffer(words, dtype="<u4").tolist())
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=spawned))


def placed(factor: Factor, u: float) -> Stand:
    """Where a factor stands at a coordinate of the unit cube.

    Values and levels have equal shares of it, and so have the whole numbers of a range; else a
    range is gone through evenly, in exact decimals of six significant digits above the lowest.
    """
    if factor.ranges is None:
        stands = stands_of(factor)
        return stands[floor(u * len(stands))]
    low, high = factor.ranges
    if factor.whole:
        return stand_at(factor, int(low) + floor(u * (int(high) - int(low) + 1)))
    above = SIX_DIGITS.multiply(Decimal(u), high - low)
    return stand_at(factor, min(low + above, high))
