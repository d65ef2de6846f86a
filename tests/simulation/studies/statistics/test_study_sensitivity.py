"""Sobol' indices against those of Ishigami's function, which are known."""

import numpy as np
import pytest
from numpy.random import SeedSequence, default_rng
from scipy.stats import sobol_indices, uniform
from scipy.stats.qmc import Sobol

from allocator.simulation.studies.statistics.sensitivity import sobol_indices_of

POINTS = 1024


def ishigami(x):
    """Ishigami & Homma (1990): sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁, inputs along the last axis."""
    return np.sin(x[..., 0]) + 7 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])


def responses(function, factors, seed=0):
    """At A, B, and A with column i from B, as a design of kind saltelli has them."""
    sample = Sobol(2 * factors, rng=default_rng(seed)).random(POINTS) * 2 * np.pi - np.pi
    first, second = sample[:, :factors], sample[:, factors:]
    exchanged = [np.where(np.arange(factors) == i, second, first) for i in range(factors)]
    return function(np.concatenate([first, second, *exchanged]))


def test_indices_of_ishigami():
    found = sobol_indices_of(responses(ishigami, 3), 3, 0.95, SeedSequence(1))
    # Saltelli et al. (2008), Global sensitivity analysis, § 4.6: V₁ = ½ (1 + 0.1 π⁴ ÷ 5)²,
    # V₂ = 49 ÷ 8, V₁₃ = 0.01 π⁸ (1 ÷ 18 − 1 ÷ 50) of V, their sum.
    v1, v2, v13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = v1 + v2 + v13
    first, total = np.array([v1, v2, 0]) / whole, np.array([v1 + v13, v2, v13]) / whole
    np.testing.assert_allclose(found.first.estimate, first, atol=0.02)
    np.testing.assert_allclose(found.total.estimate, total, atol=0.02)
    for bounds, true in ((found.first, first), (found.total, total)):
        assert ((bounds.low <= true) & (true <= bounds.high)).all()
        assert ((bounds.high - bounds.low) < 0.25).all()


def test_indices_are_those_that_scipy_finds_itself():
    asked = []

    def function(x):
        asked.append(x.T)
        return ishigami(x.T)

    dists = [uniform(-np.pi, 2 * np.pi)] * 3
    oracle = sobol_indices(func=function, n=POINTS, dists=dists, rng=default_rng(4))
    first, second = asked[:2]
    exchanged = [np.where(np.arange(3) == i, second, first) for i in range(3)]
    given = ishigami(np.concatenate([first, second, *exchanged]))
    found = sobol_indices_of(given, 3, 0.95, SeedSequence(1))
    np.testing.assert_allclose(found.first.estimate, oracle.first_order, rtol=1e-9)
    np.testing.assert_allclose(found.total.estimate, oracle.total_order, rtol=1e-9)


def test_one_factor_has_all_of_the_variance():
    found = sobol_indices_of(responses(lambda x: x[..., 0], 1), 1, 0.95, SeedSequence(1))
    assert found.first.estimate == pytest.approx(1, abs=0.01)
    assert found.total.estimate == pytest.approx(1, abs=0.01)


def test_the_same_seed_gives_the_same_bounds():
    given = responses(ishigami, 3)
    one, again, other = (
        sobol_indices_of(given, 3, 0.95, SeedSequence(seed)).first.low for seed in (1, 1, 2)
    )
    assert one.tolist() == again.tolist() != other.tolist()


def test_what_never_varies_has_no_indices():
    found = sobol_indices_of(np.full(8 * 5, 0.1), 3, 0.95, SeedSequence(1))
    assert found.first.estimate.tolist() == found.total.high.tolist() == [0, 0, 0]


def test_a_missing_response_leaves_all_unknown():
    given = np.arange(8 * 4, dtype=float)
    given[5] = np.nan
    found = sobol_indices_of(given, 2, 0.95, SeedSequence(1))
    assert np.isnan([found.first.estimate, found.total.high]).all()
