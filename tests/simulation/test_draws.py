"""Inverse transforms against scipy's quantiles and by hand."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from allocator.simulation.draws import (
    DURATIONS,
    categorical,
    duration,
    exponential,
    normal,
    on_time_grid,
    poisson,
    uniform_between,
)

LEAST, MOST = 2.0**-53, 1 - 2.0**-53
"""The ends of what a stream draws."""

UNIFORMS = st.floats(LEAST, MOST)


def test_exponential() -> None:
    # P(X <= x) = 1 - exp(-x / mean): half of all lie below mean * ln 2.
    assert exponential(0.5, 12.0) == pytest.approx(12 * math.log(2), rel=1e-15)
    assert 0 < exponential(LEAST, 12.0) < exponential(MOST, 12.0) < math.inf


@given(u=UNIFORMS)
def test_exponential_is_scipys(u: float) -> None:
    assert exponential(u, 3.0) == pytest.approx(stats.expon.ppf(u, scale=3.0), rel=1e-12)


def test_uniform_between() -> None:
    # A quarter of the way from 22 to 30.
    assert uniform_between(0.25, 22.0, 30.0) == 24.0


@given(u=UNIFORMS)
def test_normal_is_scipys(u: float) -> None:
    assert normal(u) == pytest.approx(stats.norm.ppf(u), rel=1e-12, abs=1e-15)


def test_normal_of_an_array_is_normal_of_each() -> None:
    u = np.array([[LEAST, 0.3, 0.5], [0.9, 0.975, MOST]])
    found = normal(u)
    assert found.tolist() == [[normal(one) for one in row] for row in u.tolist()]
    assert found[1, 1] == pytest.approx(1.959964, abs=1e-6)  # any table of the normal


@given(u=UNIFORMS, mean=st.floats(0, 5000))
def test_poisson_is_the_least_count_that_reaches_the_uniform(u: float, mean: float) -> None:
    found = poisson(u, mean)
    assert isinstance(found, int)
    # scipy's and our sums differ by some 1e-13 for the largest means.
    assert stats.poisson.cdf(found, mean) >= u - 1e-12
    assert found == 0 or stats.poisson.cdf(found - 1, mean) < u + 1e-12


@pytest.mark.parametrize("mean", [0.01, 1.0, 2.5, 40.0, 3000.0])
@pytest.mark.parametrize("u", [1e-9, 0.02, 0.25, 0.5, 0.75, 0.98, 1 - 1e-9])
def test_poisson_is_scipys(u: float, mean: float) -> None:
    assert poisson(u, mean) == stats.poisson.ppf(u, mean)


def test_poisson_in_the_lower_tail_keeps_its_digits() -> None:
    # P(X <= 0) = exp(-30) = 9.36e-14, P(X <= 1) = 31 exp(-30) = 2.90e-12.
    assert [poisson(u, 30.0) for u in (9.3e-14, 9.4e-14, 2.8e-12, 3e-12)] == [0, 1, 1, 2]


@given(u=UNIFORMS, mean=st.floats(0, 200), more=st.floats(0, 50))
def test_poisson_rises_with_its_mean(u: float, mean: float, more: float) -> None:
    assert poisson(u, mean) <= poisson(u, mean + more)


@pytest.mark.parametrize("u", [LEAST, 0.5, MOST])
def test_poisson_of_mean_0_is_0(u: float) -> None:
    assert poisson(u, 0.0) == 0


@pytest.mark.parametrize("mean", [-1.0, math.nan, math.inf])
def test_poisson_mean_out_of_range_is_refused(mean: float) -> None:
    with pytest.raises(ValueError, match=f"Poisson mean {mean}: expected a number from 0"):
        poisson(0.5, mean)


def test_categorical() -> None:
    # Shares 1/4, 0, 1/2, 1/4: up to 0.25 the first, up to 0.75 the third; a boundary, which has
    # no weight, goes to the later.
    uniforms = [LEAST, 0.24, 0.25, 0.74, 0.75, MOST]
    assert [categorical(u, [1, 0, 2, 1]) for u in uniforms] == [0, 0, 2, 2, 3, 3]


@given(
    u=st.one_of(st.sampled_from([LEAST, MOST]), UNIFORMS),
    weights=st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 1e6)), min_size=1).filter(any),
)
def test_what_weighs_nothing_is_never_drawn(u: float, weights: list[float]) -> None:
    assert weights[categorical(u, weights)] > 0


@pytest.mark.parametrize("weights", [[], [0.0, 0.0], [1.0, -0.5], [1.0, math.nan], [1.0, math.inf]])
def test_weights_out_of_range_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match=r"weights .*: expected numbers from 0"):
        categorical(0.5, weights)


def test_durations() -> None:
    # Half of 0 to 12 is 6; ln 2 = 0.693147 of the mean 6, on the grid.
    assert duration(0.5, "fixed", 6.0) == 6.0
    assert duration(0.5, "uniform", 6.0) == 6.0
    assert duration(0.25, "uniform", 6.0) == 3.0
    assert duration(0.5, "exponential", 6.0) == round(6 * 0.69314718056 * 2**20) / 2**20


@pytest.mark.parametrize("distribution", DURATIONS)
def test_durations_have_their_mean(distribution: str) -> None:
    # The middle of 10,000 equal cells; the exponential's last cell, cut at its middle, is short
    # of mean / 10,000 * (1 - ln 2) = 0.0002, the other cells of less.
    uniforms = (np.arange(10_000) + 0.5) / 10_000
    found = [duration(u, distribution, 6.0) for u in uniforms.tolist()]
    assert np.mean(found) == pytest.approx(6.0, abs=0.0004)


def test_unknown_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="'gamma': expected one of fixed, exponential, uniform"):
        duration(0.5, "gamma", 6.0)


@given(time=st.floats(0, 1e6))
def test_times_are_on_the_grid(time: float) -> None:
    found = on_time_grid(time)
    assert (found * 2**20).is_integer()
    assert abs(found - time) <= 2.0**-21
    assert on_time_grid(found) == found
    assert on_time_grid(np.array([time, found])).tolist() == [found, found]


@pytest.mark.parametrize(
    "draw", [exponential, poisson, lambda u, mean: uniform_between(u, 0, mean)]
)
@given(u=UNIFORMS, other=UNIFORMS)
def test_draws_rise_with_their_uniform(
    draw: Callable[[float, float], float], u: float, other: float
) -> None:
    low, high = sorted([u, other])
    assert draw(low, 7.5) <= draw(high, 7.5)
