"""The Pareto front and its hypervolume, against counting unit cells."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.studies.statistics.hypervolume import hypervolume, not_beaten
from allocator.simulation.studies.statistics.pareto import front_of

NAN = np.nan


@st.composite
def points(draw):
    """Points with whole coordinates from −1 to 4 in two to four dimensions."""
    d = draw(st.integers(2, 4))
    rows = draw(st.lists(st.tuples(*[st.integers(-1, 4)] * d), min_size=1, max_size=7))
    return np.array(rows, dtype=float)


def cells(boxes):
    """The unit cells below any of the points."""
    return {cell for box in boxes for cell in product(*(range(max(0, int(each))) for each in box))}


@given(points())
def test_hypervolume_counts_the_cells_below_the_points(boxes):
    assert hypervolume(boxes) == pytest.approx(len(cells(boxes)))


@given(points())
def test_contributions_count_the_cells_that_one_point_alone_covers(boxes):
    found = front_of(boxes, np.ones(boxes.shape[1]), np.zeros(boxes.shape[1]))
    for place in range(len(boxes)):
        others = np.delete(boxes, place, axis=0)
        assert found.contribution[place] == pytest.approx(len(cells(boxes)) - len(cells(others)))


@given(points())
def test_the_front_is_what_no_other_beats(boxes):
    beaten = [any((other >= one).all() and (other > one).any() for other in boxes) for one in boxes]
    assert not_beaten(boxes).tolist() == [not each for each in beaten]


def test_by_hand_with_less_being_better_of_one():
    # Reference (worst): 1 and 8. Better by (0, 7), (2, 4), (4, 2), (1, 0) and again (2, 4):
    # 2 × 4 and 4 × 2 less 2 × 2 in common: 12. The third alone: 8 − 4; the pair has nothing alone.
    measured = np.array([[1.0, 1.0], [3.0, 4.0], [5.0, 6.0], [2.0, 8.0], [3.0, 4.0]])
    found = front_of(measured, np.array([1.0, -1.0]), None)
    assert found.reference.tolist() == [1, 8]
    assert found.on_front.tolist() == [True, True, True, False, True]
    assert found.hypervolume == 12
    assert found.contribution.tolist() == [0, 0, 4, 0, 0]


def test_a_setting_without_a_value_is_not_on_the_front():
    measured = np.array([[1.0, 2.0], [NAN, 9.0]])
    found = front_of(measured, np.ones(2), np.array([0.0, 1.0]))
    assert (found.on_front.tolist(), found.contribution.tolist()) == ([True, False], [1, 0])
    nothing = front_of(np.full((2, 2), NAN), np.ones(2), None)
    assert (nothing.on_front.any(), nothing.hypervolume) == (False, 0)


def test_known_volume_of_a_front_in_three_dimensions():
    # Corners (3, 1, 1), (1, 3, 1), (1, 1, 3): the unit cube in common, and 2 more of each.
    assert hypervolume(np.array([[3.0, 1, 1], [1, 3, 1], [1, 1, 3]])) == 7
