"""When a study stops, and what that does to its intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic_studies import at_least_as_often_as, layout, outcomes, study

from allocator.simulation.studies.results.outcomes import Item
from allocator.simulation.studies.statistics.precision import precision_record
from allocator.simulation.studies.statistics.running_means import running_means
from allocator.simulation.studies.statistics.stopping import enough, further, likely_needed, stop_at

NAN = np.nan
TWO = layout([("optimal", {}), ("first_come", {})])


def rule(wish, least=2, most=500, look_ahead=3, **keys):
    replications = {"least": least, "most": most, "look_ahead": look_ahead, "half_width": [wish]}
    return study(replications=replications, **keys)


def test_look_ahead_grows_beyond_a_hundred_replications():
    assert further(np.array([20, 100, 101, 120, 250]), 5).tolist() == [5, 5, 5, 6, 12]


def slowly(reached, least, look_ahead):
    """The rule in the words of Hoad et al. (2010), one replication after the other."""
    for n in range(least, len(reached) + 1):
        ahead = look_ahead if n <= 100 else look_ahead * n // 100
        if n + ahead <= len(reached) and all(reached[n - 1 : n + ahead]):
            return n + ahead
    return 0


@given(
    st.lists(st.booleans(), min_size=1, max_size=40),
    st.integers(80, 100),
    st.integers(2, 10),
    st.integers(0, 5),
)
def test_the_rule_word_by_word(reached, before, least, look_ahead):
    for known in (reached, [False] * before + reached):
        expected = slowly(known, least, look_ahead)
        assert int(enough(np.array(known), least, look_ahead)) == expected


def test_by_hand():
    # Half-widths of 0, 2, 0, 2 …: sd² of 2, 3, 4 values 2, 4 ÷ 3, 4 ÷ 3; t 12.71, 4.303, 3.182:
    # half 12.71, 2.87, 1.84; from 4 on it falls. Wanted 2: reached at 4, so 4 + 3.
    values = np.zeros((2, 1, 9, 1))
    values[1, 0, 1::2, 0] = 2
    wish = {"measure": "m", "absolute": 2}
    assert stop_at(rule(wish), TWO, outcomes(values)) == 7
    assert stop_at(rule(wish), TWO, outcomes(values[:, :, :6])) is None
    assert stop_at(rule(wish, least=5), TWO, outcomes(values)) == 8
    assert stop_at(study(), TWO, outcomes(values)) is None


def test_relative_to_the_baseline_or_to_the_mean_itself():
    # Means of 100 and 101; sd 1 where it varies. Half of 5 values 0, 2, 0, 2, 0 is 2.776 ×
    # √1.2 ÷ √5 = 1.360; of 4 it is 1.84: 1.5 per cent of 100 is reached at 5, of 10 never.
    values = np.full((2, 1, 12, 1), 100.0)
    values[1, 0, 1::2, 0] = 102
    wish = {"measure": "m", "relative": 0.015}
    assert stop_at(rule(wish), TWO, outcomes(values)) == 8
    values[0] = 10
    assert stop_at(rule(wish), TWO, outcomes(values)) is None
    assert stop_at(rule(wish | {"of": "mean"}), TWO, outcomes(values)) == 8


def test_every_part_of_a_measure_counts():
    values = np.zeros((2, 1, 12, 2))
    values[1, 0, 1::2, 1] = 50
    items = (Item("utilisation", "P1"), Item("utilisation", "P2"))
    keys = {"measures": ["utilisation", "utilisation[P1]"]}
    for wish, expected in (("utilisation[P1]", 5), ("utilisation", None)):
        given = rule({"measure": wish, "absolute": 1}, **keys)
        assert stop_at(given, TWO, outcomes(values, items)) == expected


def test_settings_that_cannot_be_played_are_not_waited_for():
    values = np.zeros((2, 1, 12, 1))
    values[1] = NAN
    assert stop_at(rule({"measure": "m", "absolute": 1}), TWO, outcomes(values)) == 5


@given(st.integers(0, 10**6), st.integers(1, 59))
def test_more_runs_than_needed_change_nothing(seed, fewer):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(2, 2, 60, 1))
    values[rng.random(values.shape) < 0.05] = NAN
    given = rule({"measure": "m", "absolute": 0.6}, look_ahead=4)
    four = layout([("optimal", {}), ("first_come", {})], [(), ()])
    whole = stop_at(given, four, outcomes(values))
    part = stop_at(given, four, outcomes(values[:, :, :fewer]))
    assert part in (whole, None)
    if whole is not None and fewer >= whole:
        assert part == whole


def test_what_is_likely_needed():
    # Half of 10 values now 2 where 1 is wanted: four times as many, and 3 more.
    values = np.zeros((2, 1, 10, 1))
    values[1, 0, 1::2, 0] = 2 / 2.2622 * 10**0.5 / (10 / 9) ** 0.5 * 2
    given = rule({"measure": "m", "absolute": 1})
    record = precision_record(given, TWO, outcomes(values))
    assert record[0]["widest_half"] == pytest.approx(2, rel=1e-4)
    assert (record[0]["intervals"], record[0]["too_wide"]) == (1, 1)
    assert likely_needed(given, TWO, outcomes(values)) in (43, 44)
    assert (
        likely_needed(rule({"measure": "m", "absolute": 1}, most=30), TWO, outcomes(values)) == 30
    )
    never = rule({"measure": "m", "relative": 0.1})
    assert likely_needed(never, TWO, outcomes(values)) == 500
    steady = rule({"measure": "m", "absolute": 1}, least=20)
    assert likely_needed(steady, TWO, outcomes(np.ones((2, 1, 10, 1)))) == 23


STUDIES = 4000
FLOOR = {"normal": 0.94, "exponential": 0.90}
"""Of the coverage of 95 % intervals, as the docstring of stopping.py states it."""


@pytest.mark.parametrize("kind", FLOOR)
@pytest.mark.parametrize(("wanted", "most"), [(0.5, 120), (0.3, 200), (0.2, 300)])
def test_stopping_leaves_the_coverage_that_is_documented(kind, wanted, most):
    rng = np.random.default_rng(int(10 * wanted))
    sample = {"normal": rng.standard_normal, "exponential": rng.standard_exponential}[kind]
    truth = {"normal": 0, "exponential": 1}[kind]
    means = running_means(sample((STUDIES, most)), 0.95)
    last = enough(~(means.half > wanted), 20, 5)
    assert (last > 0).mean() > 0.99
    at = np.where(last > 0, last, most)[:, None] - 1
    mean, half = (np.take_along_axis(each, at, axis=1) for each in (means.mean, means.half))
    held = np.abs(mean - truth) <= half
    assert held.mean() >= FLOOR[kind]
    # And the measured loss is real: nobody should think that skewed measures keep the 95 %.
    if kind == "normal":
        assert at_least_as_often_as(held, 0.945)
    else:
        assert not at_least_as_often_as(held, 0.95)
