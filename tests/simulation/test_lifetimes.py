"""One recruit at a time leaves when an array of people would."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.draws import TIME_STEP
from allocator.simulation.leaving_times import leaving_times
from allocator.simulation.lifetimes import Lifetimes
from allocator.stock.leaving import AttritionBand, FlexibleRetirement
from allocator.stock.retirement import RetirementLaw

SHARES = st.floats(1e-9, 1 - 1e-9)
BANDS = st.sampled_from(
    [
        [],
        [AttritionBand(18, 59, 0.1)],
        [AttritionBand(18, 29, 0.3), AttritionBand(35, 39, 0.05)],
        [AttritionBand(24, 24, 1.0)],
        [AttritionBand(18, 25, 0.2), AttritionBand(26, 27, 1.0), AttritionBand(30, 59, 0.4)],
    ]
)
FLEXIBLE = st.sampled_from(
    [FlexibleRetirement(), FlexibleRetirement(early_share=0.4, early_months=36)]
)


@given(
    age=st.integers(18, 60),
    over=st.integers(0, 11),
    code=st.integers(0, 2),
    grid=st.integers(0, 12 * 2**20 - 1),
    uniforms=st.tuples(SHARES, SHARES, SHARES),
    bands=BANDS,
    flexible=FLEXIBLE,
    law=st.sampled_from(list(RetirementLaw)),
)
def test_as_an_array_of_people(
    age: int,
    over: int,
    code: int,
    grid: int,
    uniforms: tuple[float, float, float],
    bands: list[AttritionBand],
    flexible: FlexibleRetirement,
    law: RetirementLaw,
) -> None:
    since = 12 * 2026 + grid * TIME_STEP
    birth = int(since) - 12 * age - over
    alone = Lifetimes(law, flexible, bands).leaving_time(birth, code, since, uniforms)
    (among,) = leaving_times(
        np.array([birth]),
        np.array([code], dtype=np.int8),
        np.array([False]),
        since=since,
        law=law,
        flexible=flexible,
        bands=bands,
        uniforms=np.array(uniforms).reshape(3, 1),
    )
    # Hazards are added up in another order: a rounding may be one step of time, or two.
    assert alone == pytest.approx(among, abs=2 * TIME_STEP, rel=0)
    assert alone >= since
    assert alone % TIME_STEP == 0


def test_by_hand() -> None:
    """A tenth a year from 22 to 59: half of them are left after ln 0.5 ÷ ln 0.9 = 6.5788 years."""
    lifetimes = Lifetimes(
        RetirementLaw("before_2025"), FlexibleRetirement(), [AttritionBand(18, 59, 0.1)]
    )
    since = 12.0 * 2026
    leaves = lifetimes.leaving_time(12 * 2000, 0, since, (0.5, 0.5, 0.5))
    assert leaves - since == pytest.approx(12 * 6.5788, abs=0.001)
    # With the longest of lives, in the middle of the month in which men turn 60.
    last = lifetimes.leaving_time(12 * 2000, 0, since, (0.5, 1 - 1e-9, 0.5))
    assert last == 12 * 2060 + 0.5
