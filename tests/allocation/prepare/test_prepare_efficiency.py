"""δ, ε, efficiency caps and value steps, with the numbers of the Sichuan study and by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.efficiency import (
    Item,
    efficiency,
    efficiency_cap,
    even_steps,
    merged,
    on_grid,
    rounded_half_up,
    value_per_post,
    value_steps,
)
from allocator.allocation.prepare.numbers import Step


def test_sichuan_example():
    delta = value_per_post(30, 2)
    assert delta == Decimal("3.33")
    points = Fraction("7.17")
    rates = [round(float(100 * efficiency(points, posts, delta)), 2) for posts in (1, 2, 3)]
    assert rates == [215.32, 107.66, 71.77]
    assert efficiency_cap(points, delta, Decimal(1)) == 2


@pytest.mark.parametrize(
    ("approved", "decimals", "delta"),
    [
        (30, 2, "3.33"),
        (7, 2, "14.29"),
        (3, 0, "33"),
        (1, 2, "100.00"),
        # 100/16 = 6.25, 100/32 = 3.125, 100/160 = 0.625: halves go away from zero.
        (16, 1, "6.3"),
        (32, 2, "3.13"),
        (160, 2, "0.63"),
        # The most posts that two decimals still give a value: 100/20000 = 0.005.
        (20_000, 2, "0.01"),
    ],
)
def test_value_per_post_rounds_halves_away_from_zero(approved, decimals, delta):
    assert str(value_per_post(approved, decimals)) == delta


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.5", 1), ("-0.5", -1), ("1.5", 2), ("2.5", 3), ("2.4999", 2), ("-2.5", -3), ("0", 0)],
)
def test_rounded_half_up(value, rounded):
    assert rounded_half_up(Fraction(value)) == rounded


@pytest.mark.parametrize(
    ("points", "delta", "threshold", "cap"),
    [
        # 0.3 ÷ 0.1 and 0.29 ÷ 0.01 fall short of 3 and 29 in binary.
        ("0.3", "0.1", "1", 3),
        ("0.29", "0.01", "1", 29),
        ("4.35", "0.01", "1", 435),
        # 1.1 × 3.3 = 3.63 exactly; 10.89 is three times that.
        ("10.89", "3.3", "1.1", 3),
        ("10.88", "3.3", "1.1", 2),
        ("3.32", "3.33", "1", 0),
        ("3.33", "3.33", "1", 1),
        ("2", "3.33", "0.5", 1),
    ],
)
def test_efficiency_cap_is_exact(points, delta, threshold, cap):
    assert efficiency_cap(Fraction(points), Decimal(delta), Decimal(threshold)) == cap


@given(
    st.decimals("0.01", "500", places=2),
    st.decimals("0.01", "100", places=2),
    st.decimals("0.1", "5", places=2),
)
def test_efficiency_cap_is_the_last_count_at_the_threshold(points, delta, threshold):
    cap = efficiency_cap(Fraction(points), delta, threshold)
    assert cap == 0 or efficiency(Fraction(points), cap, delta) >= Fraction(threshold)
    assert efficiency(Fraction(points), cap + 1, delta) < Fraction(threshold)


def steps(*items, asked, cap="3", weight="1", delta="10"):
    made = [Item(Fraction(gain), posts) for gain, posts in items]
    found = value_steps(made, Decimal(delta), Decimal(cap), Decimal(weight), asked)
    return [(step.value, step.posts) for step in found]


def test_value_steps_serve_the_best_items_first():
    # Gains per post 6, 25, 9 over δ = 10, weight 1.2: 2.5 × 1.2, 0.9 × 1.2, 0.6 × 1.2.
    found = steps((12, 2), (25, 1), (9, 1), asked=6, weight="1.2")
    assert found == [(30_000, 1), (10_800, 1), (7_200, 2), (0, 2)]


def test_value_steps_end_with_what_is_asked():
    assert steps((12, 2), (25, 1), asked=2) == [(25_000, 1), (6_000, 1)]
    assert steps((100, 10), asked=3) == [(10_000, 3)]


def test_value_steps_are_capped_before_they_are_weighted():
    assert steps((100, 1), asked=1, cap="3", weight="1.5") == [(45_000, 1)]


def test_value_steps_of_one_value_are_one_step():
    assert steps((5, 1), (10, 2), (5, 1), asked=5) == [(5_000, 4), (0, 1)]
    assert merged([Step(3, 1), Step(3, 2), Step(2, 0), Step(1, 1)]) == (Step(3, 3), Step(1, 1))


def test_values_are_rounded_to_four_decimals_halves_up():
    # 1 ÷ 3 = 0.33333…; 0.00125 ÷ 10 = 0.000125 → 0.0001; 0.0005 ÷ 10 = 0.00005 → 0.0001.
    assert steps((1, 1), asked=1, delta="3") == [(3_333, 1)]
    assert steps(("0.00125", 1), asked=1) == [(1, 1)]
    assert steps(("0.0005", 1), asked=1) == [(1, 1)]
    assert on_grid(Fraction("0.00005")) == 1


def test_even_steps():
    assert even_steps(Decimal("1.32"), 4) == (Step(13_200, 4),)


@given(
    st.lists(st.tuples(st.integers(1, 300), st.integers(1, 4)), min_size=1, max_size=5),
    st.integers(1, 12),
)
def test_value_steps_fall_and_add_up(items, asked):
    found = steps(*items, asked=asked)
    assert sum(posts for _, posts in found) == asked
    values = [value for value, _ in found]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


@pytest.fixture
def judged(world):
    """R1 of a unit with 30 approved posts, gains 7.17 in all, value judged by ε."""
    world.unit("U1", approved=30, filled=30).pool("B1", 9)
    world.request("R1", "U1", 3, gains=(("7.17", 3),))
    return world.policy(efficiency={"apply": True})


def request_of(world):
    return prepare(world.scenario()).requests["R1"]


def test_a_request_has_its_cap_and_its_steps(judged):
    request = request_of(judged)
    # 7.17 ÷ 3 ÷ 3.33 = 0.7177… per post.
    assert request.efficiency_cap == 2
    assert request.steps == (Step(7_177, 3),)
    assert [request.value_of(posts) for posts in (0, 1, 3, 9)] == [0, 7_177, 21_531, 21_531]


def test_previous_points_are_taken_off(judged):
    # From −2 (a deduction) to 5.17: 7.17.
    judged.put("benefits.R1/0.previous", -2).put("benefits.R1/0.current", "5.17")
    assert request_of(judged).efficiency_cap == 2


@pytest.mark.parametrize(
    ("place", "value", "cap"),
    [
        ("policy.efficiency.apply", False, None),
        ("policy.efficiency.exempt_purposes", ["routine"], None),
        ("policy.efficiency.exempt_purposes", ["talent"], 2),
        ("requests.R1.duties_grew", "true", None),
        ("policy.efficiency.threshold", 0.7, 3),
        # δ = 3.333: 7.17 ÷ 3.333 = 2.15….
        ("policy.efficiency.value_decimals", 3, 2),
        # Quota types count together: 100 ÷ 60 = 1.67, 7.17 ÷ 1.67 = 4.29….
        ("posts.U1.approved", 60, 4),
    ],
)
def test_exemptions_and_settings(judged, place, value, cap):
    assert request_of(judged.put(place, value)).efficiency_cap == cap


def test_requests_without_benefits(world):
    world.unit("U1", tier=1).pool("B1", 9).request("R1", "U1", 3)
    world.policy(priority={"tiers": {"1": 1.2}})
    request = request_of(world)
    assert (request.efficiency_cap, request.steps) == (None, (Step(12_000, 3),))
    request = request_of(world.put("policy.efficiency.apply", True))
    assert (request.efficiency_cap, request.steps) == (0, (Step(0, 3),))
