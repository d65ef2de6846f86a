"""Regret, by hand and in studies with known truth; and the weighted mean over assumptions."""

import numpy as np
import pytest
from synthetic_studies import at_least_as_often_as, correlated

from allocator.simulation.studies.statistics.expectation import expected, shares_of
from allocator.simulation.studies.statistics.regret import Bounded, regrets, weighted, worst

NAN = np.nan
STUDIES = 1000


def test_by_hand():
    # One assumption, two settings, differences 3, 1, 2: mean 2, sd 1; t = 4.303 two-sided at 95
    # per cent for 2 degrees of freedom: 2 ± 2.484, and not below 0.
    found = regrets(np.array([[[4.0, 3.0, 5.0]], [[1.0, 2.0, 3.0]]]), 0.95)
    np.testing.assert_allclose(found.estimate, [[0], [2]])
    np.testing.assert_allclose(found.low, [[0], [0]])
    np.testing.assert_allclose(found.high, [[0.484], [4.484]], atol=1e-3)


def test_more_rivals_and_assumptions_widen_the_bounds():
    # Three settings under two assumptions: each interval at 1 − 0.05 ÷ 4, t = 8.860 for 2 degrees
    # of freedom at 99.375 per cent.
    one = np.array([[4.0, 3.0, 5.0], [1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    found = regrets(np.stack([one, one], axis=1), 0.95)
    np.testing.assert_allclose(found.high[1], 2 + 8.860 / 3**0.5, rtol=1e-4)


def test_a_setting_without_runs_is_nobodys_rival():
    values = np.array([[[9.0, 9.0]], [[NAN, NAN]], [[7.0, 7.0]]])
    found = regrets(values, 0.95)
    for each in (found.estimate, found.low, found.high):
        np.testing.assert_array_equal(each, [[0], [NAN], [2]])


def test_bounds_are_unknown_where_a_rival_shares_one_replication():
    found = regrets(np.array([[[9.0, 8.0, NAN]], [[1.0, NAN, 1.5]]]), 0.95)
    np.testing.assert_array_equal(found.estimate, [[0], [8]])
    assert np.isnan([found.low, found.high]).all()


def test_worst_and_expected_by_hand():
    # Under the third assumption nothing has a meaning: weights 0.25 and 0.5 become 1 ÷ 3, 2 ÷ 3.
    values = np.array([[[1.0, 1], [5, 5], [NAN, NAN]], [[4.0, 4], [3, 3], [NAN, NAN]]])
    shares = shares_of(values, np.array([0.25, 0.5, 0.25]))
    np.testing.assert_allclose(shares, [1 / 3, 2 / 3, 0])
    regret = regrets(values, 0.95)
    largest, place = worst(regret)
    np.testing.assert_array_equal(largest.estimate, [3, 2])
    assert place.tolist() == [0, 1]
    np.testing.assert_allclose(weighted(regret, shares).high, [1, 4 / 3])
    np.testing.assert_allclose(
        expected(values, np.array([0.25, 0.5, 0.25])), [[11 / 3] * 2, [10 / 3] * 2]
    )


def test_who_never_regrets_has_no_worst_assumption():
    largest, place = worst(regrets(np.array([[[4.0, 4.0]], [[3.0, 3.0]]]), 0.95))
    assert (largest.estimate.tolist(), place.tolist()) == ([0, 1], [-1, 0])


def test_where_nothing_has_a_value():
    values = np.full((2, 2, 3), NAN)
    regret, weights = regrets(values, 0.95), np.array([0.5, 0.5])
    assert np.isnan(regret.estimate).all()
    largest, place = worst(regret)
    assert np.isnan(largest.high).all()
    assert place.tolist() == [-1, -1]
    assert np.isnan(weighted(regret, shares_of(values, weights)).estimate).all()
    assert np.isnan(expected(values, weights)).all()


def test_a_missing_run_leaves_its_replication_out_of_the_expected_one():
    values = np.array([[[1.0, 2.0], [3.0, NAN]]])
    np.testing.assert_array_equal(expected(values, np.array([0.5, 0.5])), [[2, NAN]])


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.95])
@pytest.mark.parametrize("replications", [4, 20])
def test_bounds_hold_as_often_as_stated(correlation, replications):
    truth = np.array([[0.0, 1.0, 0.2], [0.0, 0.0, 0.3], [0.0, 0.5, 0.0], [0.0, 0.9, 0.1]])
    sds, weights = np.array([1.0, 0.5, 2.0, 1.0]), np.array([0.5, 0.3, 0.2])
    rng = np.random.default_rng([replications, int(100 * correlation)])
    standard = correlated(rng, np.zeros(4), sds, correlation, (3, STUDIES, replications))
    found = regrets(truth[:, :, None, None] + standard, 0.95)
    loss = truth.max(axis=0) - truth
    held = (found.low <= loss[..., None]) & (loss[..., None] <= found.high)
    shares = np.repeat(weights[:, None], STUDIES, axis=1)
    most, mean = worst(found)[0], weighted(found, shares)
    for setting in range(4):
        assert at_least_as_often_as(held[setting].all(axis=0), 0.95)
        for bounds, true in ((most, loss[setting].max()), (mean, loss[setting] @ weights)):
            inside = (bounds.low[setting] <= true) & (true <= bounds.high[setting])
            assert at_least_as_often_as(inside, 0.95)


def test_bounds_contain_the_estimate():
    rng = np.random.default_rng(2)
    values = rng.normal(size=(5, 3, 40, 6))
    values[rng.random(values.shape) < 0.1] = NAN
    found = regrets(values, 0.95)
    known = ~np.isnan(found.low)
    assert isinstance(found, Bounded)
    assert (found.low <= found.estimate)[known].all()
    assert (found.estimate <= found.high)[known].all()
    assert (found.low[known] >= 0).all()
