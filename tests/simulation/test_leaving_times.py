"""Leaving times by hand, and what holds for all of them."""

from collections.abc import Sequence
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.leaving_times import leaving_times
from allocator.stock.leaving import AttritionBand, FlexibleRetirement
from allocator.stock.retirement import CLASSES, RetirementLaw, class_codes, month_index

NEW, OLD = RetirementLaw.DECISION_2024, RetirementLaw.BEFORE_2025
NOT_FLEXIBLE = FlexibleRetirement()
STEP = 2.0**-20
LEAST, MOST = 2.0**-53, 1 - 2.0**-53

Person = tuple[int, int, str, bool]
Floats = npt.NDArray[np.float64]


def leaving(
    *people: Person,
    uniforms: Floats | Sequence[Sequence[float]],
    since: float | Floats = 12.0 * 2025,
    law: RetirementLaw = OLD,
    flexible: FlexibleRetirement = NOT_FLEXIBLE,
    bands: Sequence[AttritionBand] = (),
) -> Floats:
    """Times for people given as (birth year, month, class, can_extend)."""
    return leaving_times(
        np.array([month_index(year, month) for year, month, _, _ in people], dtype=np.int64),
        class_codes([name for _, _, name, _ in people]),
        np.array([extend for _, _, _, extend in people], dtype=bool),
        since=since,
        law=law,
        flexible=flexible,
        bands=bands,
        uniforms=np.asarray(uniforms, dtype=np.float64),
    )


def one(
    person: Person,
    way: float = 0.5,
    lifetime: float = 0.5,
    moment: float = 0.5,
    since: float = 12.0 * 2025,
    law: RetirementLaw = OLD,
    flexible: FlexibleRetirement = NOT_FLEXIBLE,
    bands: Sequence[AttritionBand] = (),
) -> float:
    """The time of one person, in months after January 2025 began."""
    found = leaving(
        person,
        uniforms=[[way], [lifetime], [moment]],
        since=since,
        law=law,
        flexible=flexible,
        bands=bands,
    )
    return float(found[0]) - 12 * 2025


def test_retires_within_the_month_of_retirement() -> None:
    # 60 in December 2026, the 24th month from January 2025 on: 23 full months before it.
    person = (1966, 12, "men60", False)
    assert one(person, moment=0.5) == 23.5
    assert one(person, moment=LEAST) == 23.0
    assert one(person, moment=MOST) == 24 - STEP


def test_past_the_month_of_retirement_leaves_at_once() -> None:
    # 60 in March 2020; 60 in March 2025, looked at from April on.
    bands = [AttritionBand(18, 70, 0.5)]
    assert one((1960, 3, "men60", False), lifetime=LEAST, bands=bands) == 0.0
    late = one((1965, 3, "men60", False), since=12 * 2025 + 3.25, lifetime=LEAST, bands=bands)
    assert late == 3.25


def test_what_is_left_of_the_month_of_retirement() -> None:
    # March 2025 is months 2 to 3; from 2.5 on, half of what is left ends at 2.75.
    assert one((1965, 3, "men60", False), since=12 * 2025 + 2.5) == 2.75


@pytest.mark.parametrize(
    ("way", "can_extend", "months"),
    # Born 1966-12, statutory June 2027 (delay of 6 months under the decision of 2024), the 30th
    # month. Early by 12 months: June 2026, but not before 60 in December 2026, the 24th month.
    # Late by 6: December 2027, the 36th. Shares 0.25 early and 0.125 late.
    [(0.249, True, 24), (0.251, True, 30), (0.874, True, 30), (0.876, True, 36), (0.9, False, 30)],
)
def test_ways_of_retiring(way: float, can_extend: bool, months: int) -> None:
    flexible = FlexibleRetirement(0.25, 12, 0.125, 6)
    found = one((1966, 12, "men60", can_extend), way=way, law=NEW, flexible=flexible)
    assert found == months - 0.5


@pytest.mark.parametrize("way", [LEAST, MOST])
def test_ways_without_a_share_are_never_taken(way: float) -> None:
    flexible = FlexibleRetirement(0.0, 12, 0.0, 12)
    assert one((1966, 12, "men60", True), way=way, law=NEW, flexible=flexible) == 29.5


def test_attrition_by_cumulated_hazard() -> None:
    # Born 1990-07, so 34 full years on 1 January 2025, 35 on that of 2026. Rate 1/2 until 34 and
    # 3/4 from 35 on: of all, 1/2 are there after 2025, 1/8 after 2026. A lifetime of 0.75
    # leaves when 1/4 are left: half of 1/2, and (1/4)**x = 1/2 at half of 2026, month 18.
    bands = [AttritionBand(35, 60, 0.75), AttritionBand(18, 34, 0.5)]
    person = (1990, 7, "men60", False)
    assert one(person, lifetime=0.75, bands=bands) == pytest.approx(18.0, abs=2 * STEP)
    # After a quarter of 2025, (1/2)**0.25 are left.
    quarter = one(person, lifetime=1 - 0.5**0.25, bands=bands)
    assert quarter == pytest.approx(3.0, abs=2 * STEP)


def test_age_goes_by_full_years_on_1_january() -> None:
    # Born in January 1990 and February 1990: 35 and 34 full years on 1 January 2025.
    bands = [AttritionBand(35, 35, 0.5)]
    january = one((1990, 1, "men60", False), lifetime=0.5 - 1e-9, bands=bands)
    february = one((1990, 2, "men60", False), lifetime=0.5 - 1e-9, bands=bands)
    assert (int(january // 12), int(february // 12)) == (0, 1)


def test_rounding_moves_nobody_into_the_year_of_retirement() -> None:
    # 60 in December 2026, 58 on 1 January 2025. Half leave in 2025, this one last of all: some
    # 1e-14 months before its end, where floats of this size are 3.6e-12 apart.
    bands = [AttritionBand(58, 59, 0.5)]
    assert one((1966, 12, "men60", False), lifetime=0.5 - 2.0**-50, bands=bands) == 12 - STEP


def test_the_smallest_rates_are_no_rates() -> None:
    # 1e-311 is too small for its inverse to be a float.
    bands = [AttritionBand(18, 60, 1e-311)]
    assert one((1966, 12, "men60", False), lifetime=MOST, bands=bands) == 23.5


def test_a_part_of_a_year_has_its_part_of_the_hazard() -> None:
    # From October 2025 on, a quarter of the year is left: half of those who would have left over
    # a year of rate 15/16 = 1 - (1/2)**4 leave in it.
    bands = [AttritionBand(18, 60, 15 / 16)]
    person, since = (1990, 7, "men60", False), 12 * 2025 + 9.0
    assert one(person, lifetime=0.499, since=since, bands=bands) < 12
    assert one(person, lifetime=0.501, since=since, bands=bands) > 12


def test_no_attrition_in_the_year_of_retirement() -> None:
    # 60 in December 2025. However short the lifetime, in December.
    bands = [AttritionBand(18, 70, 0.99)]
    assert one((1965, 12, "men60", False), lifetime=LEAST, bands=bands) == 11.5


def test_rate_of_1_spreads_leaving_over_the_year() -> None:
    # 35 full years from 1 January 2026 on; nobody leaves before.
    bands = [AttritionBand(35, 40, 1.0)]
    person = (1990, 7, "men60", False)
    assert one(person, lifetime=MOST, moment=0.25, bands=bands) == 15.0
    assert one(person, lifetime=LEAST, moment=MOST, bands=bands) == 24 - STEP
    # In the midst of the band: from July 2027 on, a quarter of the six months left.
    midst = one(person, lifetime=MOST, moment=0.25, since=12 * 2025 + 30.0, bands=bands)
    assert midst == 31.5


def test_a_rate_of_1_is_over_after_its_ages() -> None:
    # 36 full years on 1 January 2025; 60 in July 2048, the 283rd month.
    bands = [AttritionBand(35, 35, 1.0)]
    assert one((1988, 7, "men60", False), bands=bands) == 282.5


def test_ages_outside_all_bands_have_no_attrition() -> None:
    # 36 full years on 1 January 2025, 40 on that of 2029; a hazard of 17 ln 10 = 39 lies behind,
    # in which the shortest lifetime is lost by rounding.
    bands = [AttritionBand(18, 34, 0.9), AttritionBand(40, 50, 0.5)]
    assert one((1988, 7, "men60", False), lifetime=LEAST, bands=bands) == 48.0


def test_attrition_before_a_rate_of_1() -> None:
    # Half leave in 2025, at 34; at 35 all the others do, and nobody lives to see the last band.
    bands = [AttritionBand(34, 34, 0.5), AttritionBand(35, 35, 1.0), AttritionBand(36, 60, 0.5)]
    person = (1990, 7, "men60", False)
    assert one(person, lifetime=0.499, bands=bands) < 12
    assert one(person, lifetime=0.501, moment=0.5, bands=bands) == 18.0


PEOPLE = st.tuples(
    st.integers(1950, 2005),
    st.integers(1, 12),
    st.sampled_from([str(name) for name in CLASSES]),
    st.booleans(),
)
UNIFORM = st.floats(LEAST, MOST)
SINCE = st.one_of(
    st.integers(0, 40).map(lambda years: 12.0 * (2025 + years)),
    st.integers(0, 480 * 2**20).map(lambda steps: 12 * 2025 + steps * STEP),
)


@given(
    people=st.lists(
        st.tuples(PEOPLE, SINCE, st.tuples(UNIFORM, UNIFORM, UNIFORM)), min_size=1, max_size=20
    ),
    order=st.randoms(use_true_random=False),
    rate=st.one_of(st.just(1.0), st.floats(0, 1)),
    law=st.sampled_from(RetirementLaw),
    months=st.integers(0, 48),
)
def test_times_are_sound_and_people_do_not_matter_to_each_other(
    people: list[tuple[Person, float, tuple[float, float, float]]],
    order: Random,
    rate: float,
    law: RetirementLaw,
    months: int,
) -> None:
    bands = [AttritionBand(18, 34, rate / 4), AttritionBand(40, 52, rate)]
    flexible = FlexibleRetirement(0.25, months, 0.5, months)

    def times(some: list[tuple[Person, float, tuple[float, float, float]]]) -> list[float]:
        found = leaving(
            *[person for person, _, _ in some],
            uniforms=np.array([uniforms for *_, uniforms in some]).T,
            since=np.array([since for _, since, _ in some]),
            law=law,
            flexible=flexible,
            bands=bands,
        )
        return found.tolist()

    together = times(people)
    assert together == [times([alone])[0] for alone in people]
    shuffled = list(range(len(people)))
    order.shuffle(shuffled)
    assert times([people[place] for place in shuffled]) == [together[p] for p in shuffled]
    for (person, since, _), time in zip(people, together, strict=True):
        # Nobody stays beyond 63 years and 36 months of age, and the month in which they end.
        latest = month_index(person[0], person[1]) + 66 * 12 + 1
        assert since <= time < max(latest, since + STEP)
        assert (time / STEP).is_integer()


@given(person=PEOPLE, since=SINCE, way=UNIFORM, lifetime=UNIFORM, moment=UNIFORM)
def test_one_since_for_all_is_each_ones_since(
    person: Person, since: float, way: float, lifetime: float, moment: float
) -> None:
    uniforms = [[way] * 2, [lifetime] * 2, [moment] * 2]
    bands = [AttritionBand(18, 60, 0.1)]
    together = leaving(person, person, uniforms=uniforms, since=since, bands=bands)
    each = leaving(person, person, uniforms=uniforms, since=np.array([since, since]), bands=bands)
    assert together.tolist() == each.tolist()


def test_nobody() -> None:
    assert leaving(uniforms=np.zeros((4, 0))).shape == (0,)


@pytest.mark.parametrize("shape", [(2, 1), (4, 2), (3,), (1, 3)])
def test_uniforms_that_do_not_fit_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="expected at least 3 for each of 1 people"):
        leaving((1990, 7, "men60", False), uniforms=np.full(shape, 0.5))


def test_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="class code 7: expected 0 to 2"):
        leaving_times(
            np.array([23760]),
            np.array([7]),
            np.array([False]),
            since=12.0 * 2025,
            law=NEW,
            flexible=NOT_FLEXIBLE,
            bands=[],
            uniforms=np.full((3, 1), 0.5),
        )
