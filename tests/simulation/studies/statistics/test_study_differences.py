"""Paired differences from the baseline."""

import numpy as np
import pytest
from scipy import stats

from allocator.simulation.studies.statistics.differences import differences, family
from allocator.simulation.studies.statistics.means import Means, p_values

NAN = np.nan


def test_by_hand():
    # Setting 5, 7, 9 and baseline 1, 2, 6: differences 4, 5, 3: mean 4, variance 1. Variances
    # 4 and (4 + 1 + 9) ÷ 2 = 7; so 11 ÷ 1. Covariance (11 − 1) ÷ 2 = 5; 5 ÷ √28.
    found = differences(np.array([5.0, 7.0, 9.0]), np.array([1.0, 2.0, 6.0]))
    assert (found.difference.mean, found.difference.sd, found.baseline) == (4, 1, 3)
    assert found.variance_reduction == pytest.approx(11)
    assert found.correlation == pytest.approx(5 / 28**0.5)


def test_pairs_are_the_replications_that_both_have():
    found = differences(np.array([5.0, NAN, 7.0, 9.0]), np.array([1.0, 100.0, NAN, 6.0]))
    assert (found.difference.counts, found.difference.mean, found.baseline) == (2, 3.5, 3.5)
    # Variances of 5, 9 and 1, 6 are 8 and 12.5, of 4, 3 it is 0.5.
    assert found.variance_reduction == pytest.approx(20.5 / 0.5)


def test_agrees_with_the_paired_test_of_scipy():
    rng = np.random.default_rng(5)
    baseline = rng.normal(size=(4, 15))
    values = baseline + rng.normal(0.3, 1, size=(3, 4, 15))
    found = differences(values, baseline)
    for place in np.ndindex(3, 4):
        oracle = stats.ttest_rel(values[place], baseline[place[1]])
        assert p_values(found.difference)[place] == pytest.approx(oracle.pvalue)
        assert found.correlation[place] == pytest.approx(
            stats.pearsonr(values[place], baseline[place[1]]).statistic
        )


def test_what_never_varies():
    same, steady = np.array([1.0, 2.0, 4.0]), np.full(3, 0.3)
    shifted = differences(same + 1, same)
    assert (shifted.variance_reduction, shifted.correlation) == (np.inf, pytest.approx(1))
    nothing = differences(steady, steady)
    assert np.isnan([nothing.variance_reduction, nothing.correlation]).all()
    half = differences(same, steady)
    assert half.variance_reduction == pytest.approx(1)
    assert np.isnan(half.correlation)


def test_a_family_shares_the_error_among_those_that_have_an_interval():
    # Two of three means have an interval, so each is at 97.5 per cent; t = 4.1765 for 3 degrees
    # of freedom at 98.75 per cent. p of t = 2 ÷ (1 ÷ √4) = 4 is 0.028009; Holm doubles it.
    means = Means(np.array([4, 1, 4]), np.array([2.0, 7.0, 0.0]), np.array([1.0, NAN, 1.0]))
    found = family(means, 0.95)
    np.testing.assert_allclose(found.half, [4.1765 / 2, NAN, 4.1765 / 2], rtol=1e-4)
    np.testing.assert_allclose(found.p, [0.028009, NAN, 1.0], rtol=1e-4)
    np.testing.assert_allclose(found.p_holm, [0.056018, NAN, 1.0], rtol=1e-4)
