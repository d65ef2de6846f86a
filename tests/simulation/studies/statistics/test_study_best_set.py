"""The set that may be best has the best in it as often as stated, and is no larger than need be."""

import numpy as np
import pytest
from synthetic_studies import as_often_as, at_least_as_often_as, correlated

from allocator.simulation.studies.statistics.best_set import behind

STUDIES = 2000
NAN = np.nan


def margins(means, sds, correlation, replications):
    """How far each setting is behind in each study, shape (k, studies)."""
    rng = np.random.default_rng([len(means), replications, int(100 * correlation)])
    return behind(correlated(rng, means, sds, correlation, (STUDIES, replications)), 0.95)


def test_by_hand():
    # Differences 3, 1, 2: mean 2, sd 1. With two settings t is at 95 per cent one-sided: 2.920 for
    # 2 degrees of freedom; 2 − 2.920 ÷ √3 = 0.314.
    values = np.array([[4.0, 3.0, 5.0], [1.0, 2.0, 3.0]])
    np.testing.assert_allclose(behind(values, 0.95), [0, 0.314], atol=1e-3)
    # With a third that is far behind, at 97.5 per cent: 4.303, so that both may be best.
    three = np.vstack([values, [-90.0, -91.0, -92.5]])
    assert (behind(three, 0.95) == 0).tolist() == [True, True, False]


def test_settings_that_never_differ_may_both_be_best():
    values = np.array([[0.1, 0.7, 0.2], [0.1, 0.7, 0.2], [0.0, 0.6, 0.1]])
    assert behind(values, 0.95) == pytest.approx(np.array([0, 0, 0.1]))
    assert behind(values, 0.95)[:2].tolist() == [0, 0]


def test_missing_runs():
    # The second has no run; the third shares one replication with the first: nothing to go by.
    values = np.array([[9.0, 8.0, NAN], [NAN, NAN, NAN], [1.0, NAN, 1.5]])
    np.testing.assert_array_equal(behind(values, 0.95), [0, NAN, 0])


def test_one_setting_alone_may_be_best():
    assert behind(np.array([[1.0, 2.0]]), 0.95).tolist() == [0]


def test_low_confidence_never_leaves_nobody():
    rng = np.random.default_rng(1)
    kept = behind(rng.normal(size=(2, 500, 5)), 0.2) == 0
    assert kept.any(axis=0).all()


TRUTHS = [
    # The hardest case: all alike, so that any of them must be kept as the best.
    *([0.0] * k for k in (2, 3, 10)),
    # Slippage: one is better than all others, which are alike.
    [0.3, 0.0, 0.0, 0.0, 0.0],
    [0.01, *([0.0] * 9)],
]


@pytest.mark.parametrize("means", TRUTHS, ids=str)
@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.95])
@pytest.mark.parametrize("replications", [5, 20])
@pytest.mark.parametrize("spread", [False, True])
def test_the_best_is_kept_as_often_as_stated(means, correlation, replications, spread):
    sds = np.linspace(0.2, 3, len(means)) if spread else np.ones(len(means))
    kept = margins(means, sds, correlation, replications) == 0
    for best in np.flatnonzero(np.array(means) == max(means)):
        assert at_least_as_often_as(kept[best], 0.95)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.95])
def test_of_two_that_are_alike_each_is_lost_exactly_as_often_as_allowed(correlation):
    # One comparison: the bound of the guarantee is met with equality.
    kept = margins([0.0, 0.0], [1.0, 2.0], correlation, 8) == 0
    for setting in kept:
        assert as_often_as(setting, 0.95)


def test_those_far_behind_are_told_apart():
    # By 3 standard deviations of a difference on common random numbers: √(2 × 0.05) = 0.316.
    kept = margins([1.0, 0.0, 0.0], np.ones(3), 0.95, 10) == 0
    assert kept[0].all()
    assert not kept[1:].any(axis=0).mean() > 0.01
