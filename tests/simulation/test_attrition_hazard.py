"""Hazards over age, worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.attrition_hazard import attrition_hazard
from allocator.stock.leaving import AttritionBand

# Hazards a year: ln 2 from 20 to the end of 29, ln 4 from 40 to the end of 44.
BANDS = (AttritionBand(40, 44, 0.75), AttritionBand(20, 29, 0.5))


def test_hazard_cumulates_over_the_bands() -> None:
    found = attrition_hazard(BANDS).up_to(np.array([-1.0, 20.0, 25.5, 30.0, 39.0, 42.0, 99.0]))
    # In units of ln 2: 5.5 years at 1, then 10 years at 1, then 2 and 5 years at 2.
    np.testing.assert_allclose(found / math.log(2), [0, 0, 5.5, 10, 10, 14, 20], rtol=1e-14)


@given(age=st.one_of(st.floats(20, 29.99), st.floats(40, 44.99)))
def test_age_at_undoes_up_to(age: float) -> None:
    hazard = attrition_hazard(BANDS)
    found = hazard.age_at(hazard.up_to(np.array([age])))
    assert found[0] == pytest.approx(age, abs=1e-12)


def test_no_bands_no_hazard() -> None:
    hazard = attrition_hazard(())
    assert hazard.up_to(np.array([0.0, 50.0])).tolist() == [0, 0]
    assert hazard.certain_year(np.array([0.0, 50.0])).tolist() == [math.inf, math.inf]


def test_the_year_that_is_certain() -> None:
    # From 30 to 31 and from 50 on; within such a year it is this one.
    bands = (AttritionBand(50, 60, 1.0), AttritionBand(30, 31, 1.0))
    found = attrition_hazard(bands).certain_year(np.array([20.5, 30.0, 31.9, 32.0, 55.5, 61.0]))
    assert found.tolist() == [30, 30, 31, 50, 55, math.inf]


def test_bands_that_share_an_age_are_refused() -> None:
    with pytest.raises(ValueError, match="18-35 and 35-50 share an age"):
        attrition_hazard((AttritionBand(18, 35, 0.1), AttritionBand(35, 50, 0.1)))
