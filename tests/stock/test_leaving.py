"""Yearly probabilities of leaving, with hand-worked cases."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.stock.leaving import (
    AttritionBand,
    FlexibleRetirement,
    attrition_rates,
    leaving_probabilities,
    leaving_types,
)
from allocator.stock.retirement import RetirementLaw, class_codes, month_index

NEW, OLD = RetirementLaw.DECISION_2024, RetirementLaw.BEFORE_2025
NOT_FLEXIBLE = FlexibleRetirement()


def leaving(
    *people: tuple[int, int, str, bool],
    base_year: int = 2025,
    years: int = 4,
    law: RetirementLaw = OLD,
    flexible: FlexibleRetirement = NOT_FLEXIBLE,
    bands: Sequence[AttritionBand] = (),
) -> npt.NDArray[np.float64]:
    """Probabilities for people given as (birth year, month, class, can_extend)."""
    return leaving_probabilities(
        np.array([month_index(year, month) for year, month, _, _ in people], dtype=np.int64),
        class_codes([name for _, _, name, _ in people]),
        np.array([extend for _, _, _, extend in people], dtype=bool),
        base_year=base_year,
        years=years,
        law=law,
        flexible=flexible,
        bands=bands,
    )


def test_leaves_for_certain_in_the_year_of_the_statutory_month() -> None:
    found = leaving(
        (1966, 12, "men60", False),  # 60 in December 2026
        (1967, 1, "men60", False),  # 60 in January 2027
        (1971, 5, "women55", False),  # 55 in May 2026
        (1990, 1, "women50", False),  # 50 in 2040, after the plan
    )
    assert found.tolist() == [[0, 1, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]


def test_law_moves_the_year() -> None:
    # Born 1966-12: 24 birth months begun (1965-01 to 1966-12), so 6 months later:
    # June 2027 instead of December 2026.
    found = leaving((1966, 12, "men60", False), law=NEW)
    assert found.tolist() == [[0, 0, 1, 0]]


def test_past_the_last_month_leaves_in_the_first_year() -> None:
    bands = [AttritionBand(18, 70, 0.5)]
    found = leaving((1960, 3, "men60", False), bands=bands)
    assert found.tolist() == [[1, 0, 0, 0]]


def test_attrition_until_the_last_year() -> None:
    # Born 1967-03, 60 in 2027: 10 % of all in 2025, 10 % of the remaining 90 % in
    # 2026, and the remaining 81 % for certain in 2027.
    found = leaving((1967, 3, "men60", False), bands=[AttritionBand(50, 60, 0.1)])
    np.testing.assert_allclose(found, [[0.1, 0.09, 0.81, 0]], rtol=1e-15)


def test_band_goes_by_full_years_on_1_january() -> None:
    # On 1 January 2025 the one born in January 1990 has 35 full years, the one born
    # in February 34; both bands' ends are included.
    birth = np.array([month_index(1990, 1), month_index(1990, 2)])
    bands = [AttritionBand(18, 34, 0.01), AttritionBand(35, 35, 0.02)]
    rates = attrition_rates(birth, 2025, 2, bands)
    assert rates.tolist() == [[0.02, 0.0], [0.01, 0.02]]


def test_flexible_shares() -> None:
    # Born 1966-12, statutory June 2027 (see above). Early by 12 months: June 2026,
    # but not before 60 in December 2026: still 2026. Late by 12: June 2028.
    flexible = FlexibleRetirement(0.25, 12, 0.125, 12)
    found = leaving(
        (1966, 12, "men60", True), (1966, 12, "men60", False), law=NEW, flexible=flexible
    )
    assert found.tolist() == [[0, 0.25, 0.625, 0.125], [0, 0.25, 0.75, 0]]


def test_early_is_never_before_the_law_allows() -> None:
    # Statutory June 2027, 18 months early would be December 2025; 60 is December 2026.
    flexible = FlexibleRetirement(early_share=1.0, early_months=18)
    found = leaving((1966, 12, "men60", False), law=NEW, flexible=flexible)
    assert found.tolist() == [[0, 1, 0, 0]]


def test_late_is_never_after_the_law_allows() -> None:
    # Born 1965-01: statutory February 2025, at most until February 2028.
    flexible = FlexibleRetirement(late_share=1.0, late_months=60)
    found = leaving((1965, 1, "men60", True), law=NEW, flexible=flexible)
    assert found.tolist() == [[0, 0, 0, 1]]


def test_no_flexible_window_before_2025() -> None:
    flexible = FlexibleRetirement(0.5, 12, 0.5, 12)
    found = leaving((1966, 12, "men60", True), law=OLD, flexible=flexible)
    assert found.tolist() == [[0, 1, 0, 0]]


def test_attrition_and_flexible_retirement_together() -> None:
    # Half leave in 2026 at the latest, half in 2027: in 2025 10 % of all; in 2026 all
    # the remaining early half (0.45) and 10 % of the other 0.45; in 2027 the rest.
    flexible = FlexibleRetirement(early_share=0.5, early_months=6)
    bands = [AttritionBand(18, 70, 0.1)]
    found = leaving((1966, 12, "men60", False), law=NEW, flexible=flexible, bands=bands)
    np.testing.assert_allclose(found, [[0.1, 0.45 + 0.045, 0.405, 0]], rtol=1e-14)


def test_types_are_shared_by_people_who_leave_alike() -> None:
    birth = np.array([23760, 23700, 23760, 23760])
    types = leaving_types(
        birth,
        np.array([0, 0, 0, 1]),
        np.array([False, False, False, False]),
        base_year=2025,
        years=6,
        law=NEW,
        flexible=NOT_FLEXIBLE,
        bands=[],
    )
    assert types.probabilities.shape == (3, 6)
    first, _, third, _ = types.type_of_person
    assert first == third


@given(
    people=st.lists(
        st.tuples(
            st.integers(1950, 2005),
            st.integers(1, 12),
            st.sampled_from(["men60", "women55", "women50"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    ),
    early=st.floats(0, 0.5),
    late=st.floats(0, 0.5),
    months=st.integers(0, 48),
    rate=st.floats(0, 1),
    law=st.sampled_from(RetirementLaw),
)
def test_rows_are_probabilities_and_people_do_not_matter_to_each_other(
    people: list[tuple[int, int, str, bool]],
    early: float,
    late: float,
    months: int,
    rate: float,
    law: RetirementLaw,
) -> None:
    flexible = FlexibleRetirement(early, months, late, months)
    bands = [AttritionBand(18, 80, rate)]
    found = leaving(*people, law=law, flexible=flexible, bands=bands)
    assert (found >= 0).all()
    assert (found.sum(axis=1) <= 1 + 1e-12).all()
    for person, row in zip(people, found, strict=True):
        alone = leaving(person, law=law, flexible=flexible, bands=bands)
        assert alone[0].tolist() == row.tolist()


def test_nobody() -> None:
    assert leaving().shape == (0, 4)


def test_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="class code 7: expected 0 to 2"):
        leaving_types(
            np.array([23760]),
            np.array([7]),
            np.array([False]),
            base_year=2025,
            years=1,
            law=NEW,
            flexible=NOT_FLEXIBLE,
            bands=[],
        )


def test_bands_that_share_an_age_are_refused() -> None:
    bands = [AttritionBand(35, 50, 0.1), AttritionBand(18, 35, 0.2)]
    with pytest.raises(ValueError, match="18-35 and 35-50 share an age"):
        leaving((1980, 1, "men60", False), bands=bands)


@pytest.mark.parametrize("rate", [-0.1, 1.1, float("nan")])
def test_rate_out_of_range_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="attrition band 18-34: rate"):
        AttritionBand(18, 34, rate)


def test_ages_in_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="from_age at most to_age"):
        AttritionBand(35, 34, 0.1)


@pytest.mark.parametrize(("early", "late"), [(-0.1, 0), (0, -0.1), (0.6, 0.6)])
def test_shares_out_of_range_are_refused(early: float, late: float) -> None:
    with pytest.raises(ValueError, match="add up to at most 1"):
        FlexibleRetirement(early_share=early, late_share=late)


def test_negative_months_are_refused() -> None:
    with pytest.raises(ValueError, match="early_months -1"):
        FlexibleRetirement(early_months=-1)
