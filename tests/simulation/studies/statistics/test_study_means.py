"""Means, Student's t and Holm's adjustment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from allocator.simulation.studies.statistics.holm import holm
from allocator.simulation.studies.statistics.means import means_of, p_values
from allocator.simulation.studies.statistics.running_means import running_means

NAN = np.nan


def test_by_hand_with_a_value_missing():
    # 2, 4, 9: mean 5, squares of distances 9 + 1 + 16 = 26, sd √(26 ÷ 2); t = 4.303 (2 degrees).
    means = means_of(np.array([2.0, NAN, 4.0, 9.0]))
    assert (means.counts, means.mean, means.sd) == (3, 5.0, pytest.approx(13**0.5))
    assert means.half(0.95) == pytest.approx(4.3027 * (13 / 3) ** 0.5, rel=1e-4)


def test_of_no_value_and_of_one():
    means = means_of(np.array([[NAN, NAN], [NAN, 3.0]]))
    assert means.counts.tolist() == [0, 1]
    np.testing.assert_array_equal(means.mean, [NAN, 3.0])
    np.testing.assert_array_equal(means.sd, [NAN, NAN])
    np.testing.assert_array_equal(means.half(0.95), [NAN, NAN])
    np.testing.assert_array_equal(p_values(means), [NAN, NAN])


def test_what_never_varies_has_no_width_whatever_its_digits():
    # 0.1 three times adds up to 0.30000000000000004, of which a third is not 0.1.
    means = means_of(np.full(3, 0.1))
    assert (means.mean, means.sd, means.half(0.95)) == (0.1, 0.0, 0.0)


def test_p_of_what_never_varies():
    assert p_values(means_of(np.array([[0.0, 0.0], [0.1, 0.1]]))).tolist() == [1.0, 0.0]


def test_intervals_and_p_are_those_of_scipy():
    sample = np.random.default_rng(3).gamma(2.0, size=(5, 12)) - 1.5
    means = means_of(sample)
    found = stats.ttest_1samp(sample, 0, axis=1)
    interval = found.confidence_interval(0.9)
    np.testing.assert_allclose(p_values(means), found.pvalue)
    np.testing.assert_allclose(means.mean - means.half(0.9), interval.low)
    np.testing.assert_allclose(means.mean + means.half(0.9), interval.high)


def test_spread_far_from_zero_is_not_lost():
    # 10⁹, 10⁹ + 1, 10⁹ + 2: variance 1.
    sample = np.array([1e9, 1e9 + 1, 1e9 + 2])
    assert means_of(sample).sd == 1.0
    # t = 4.3027 for 2 degrees of freedom, ÷ √3.
    assert running_means(sample, 0.95).half[-1] == pytest.approx(4.3027 / 3**0.5, rel=1e-4)


numbers = arrays(
    np.float64,
    st.integers(1, 30),
    elements=st.one_of(st.just(NAN), st.floats(-1e3, 1e3, width=32)),
)


@given(numbers)
def test_running_means_are_the_means_of_each_beginning(values):
    running = running_means(values, 0.95)
    for n in range(1, len(values) + 1):
        means = means_of(values[:n])
        assert running.counts[n - 1] == means.counts
        np.testing.assert_allclose(running.mean[n - 1], means.mean, atol=1e-9)
        # The variance may lose half of the sixteen digits of 10³ ÷ 10⁻⁵.
        np.testing.assert_allclose(running.half[n - 1], means.half(0.95), rtol=1e-6, atol=1e-3)


@given(numbers, st.integers(1, 30))
def test_running_means_do_not_depend_on_what_comes_later(values, count):
    whole, part = running_means(values, 0.95), running_means(values[:count], 0.95)
    for name in ("counts", "mean", "half"):
        np.testing.assert_array_equal(getattr(whole, name)[:count], getattr(part, name))


def test_holm_by_hand():
    # Sorted 0.01 × 4, 0.02 × 3 = 0.06, 0.022 × 2 = 0.044 → 0.06 (never below the one before),
    # 0.9 × 1. The second test of the five is none.
    p = np.array([[0.02, NAN, 0.9], [0.01, 0.022, NAN]])
    expected = [[0.06, NAN, 0.9], [0.04, 0.06, NAN]]
    np.testing.assert_allclose(holm(p), expected)


def test_holm_is_one_at_most_and_takes_no_test_at_all():
    assert holm(np.array([0.6, 0.7])).tolist() == [1.0, 1.0]
    assert holm(np.array([])).tolist() == []
    np.testing.assert_array_equal(holm(np.array([NAN])), [NAN])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_refuses_what_the_steps_down_refuse(p):
    # Holm's own wording: refuse the smallest while it is at most α ÷ (those that are left).
    level, refused = 0.05, set()
    for step, place in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        if p[place] * (len(p) - step) > level:
            break
        refused.add(place)
    assert set(np.flatnonzero(holm(np.array(p)) <= level)) == refused
