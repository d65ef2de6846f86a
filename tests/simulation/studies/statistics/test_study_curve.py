"""A curve over one lever, and the value from which it is as wanted."""

import numpy as np
import pytest
from synthetic_studies import at_least_as_often_as, correlated

from allocator.simulation.studies.statistics.curve import Reached, curve_of, reached
from allocator.simulation.studies.statistics.regret import Bounded

AT = np.array([10.0, 20.0, 30.0, 40.0])
RISING = Bounded(
    np.array([1.0, 3.0, 7.0, 8.0]), np.array([0.0, 2.0, 6.0, 7.5]), np.array([2.0, 5.5, 8.0, 8.5])
)


def test_intervals_hold_together_by_hand():
    # 2, 4, 9: mean 5, sd √13. Two points: each at 97.5 per cent, t = 6.2053 for 2 degrees of
    # freedom at 98.75 per cent.
    found = curve_of(np.array([[2.0, 4.0, 9.0], [1.0, 1.0, 1.0]]), 0.95)
    np.testing.assert_allclose(found.high, [5 + 6.2053 * (13 / 3) ** 0.5, 1], rtol=1e-4)
    np.testing.assert_allclose(found.low, [5 - 6.2053 * (13 / 3) ** 0.5, 1], rtol=1e-4)


def test_where_a_rising_curve_reaches_what_is_wanted():
    # Half-way between 3 at 20 and 7 at 30; the interval at 20 has 5 in it, that at 30 is above.
    assert reached(AT, RISING, 5.0, 1.0) == Reached(25.0, 30.0, 20.0)
    assert reached(AT, RISING, 0.0, 1.0) == Reached(10.0, 10.0, 10.0)
    assert reached(AT, RISING, 8.2, 1.0) == Reached(None, None, 40.0)


def test_at_most_is_wanted_where_less_is_better():
    falling = Bounded(-RISING.estimate, -RISING.high, -RISING.low)
    assert reached(AT, falling, -5.0, -1.0) == Reached(25.0, 30.0, 20.0)


def test_points_without_runs_are_passed_over():
    holed = Bounded(*(np.array(each) for each in ([1, np.nan, 7.0], [0, np.nan, 6.0],
                                                   [2, np.nan, 8.0])))  # fmt: skip
    assert reached(AT[:3], holed, 5.0, 1.0) == Reached(pytest.approx(10 + 20 * 4 / 6), 30.0, 30.0)


def test_sure_and_possible_hold_together_as_often_as_stated():
    truth, studies = np.array([0.2, 0.4, 0.6, 0.8]), 1000
    values = correlated(np.random.default_rng(7), truth, np.full(4, 0.3), 0.3, (studies, 12))
    found = [reached(AT, curve_of(values[:, each], 0.95), 0.6, 1.0) for each in range(studies)]
    # It is 0.6 from 30 on.
    held = [(one.surely_from or 99) >= 30 and (one.possibly_from or 99) <= 30 for one in found]
    assert at_least_as_often_as(np.array(held), 0.95)
