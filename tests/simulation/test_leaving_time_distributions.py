"""The distribution of leaving times against the yearly probabilities and the exponential."""

import numpy as np
import pytest
from scipy import stats

from allocator.simulation.leaving_times import leaving_times
from allocator.simulation.streams import Process, Streams, entity_keys
from allocator.stock.leaving import AttritionBand, FlexibleRetirement, leaving_probabilities
from allocator.stock.retirement import RetirementLaw, class_codes, month_index


def test_lifetimes_at_one_rate_are_exponential() -> None:
    # Born 1999 and without end in sight: hazard -ln(0.8) a year. Retirement after 35 years cuts
    # off exp(-35 * 0.223) = 0.0004 of all; 20,000 people, p above 0.001.
    people, since = 20_000, 12 * 2025 + 4.5
    uniforms = Streams(11, 0).uniforms(Process.LEAVING, entity_keys(range(people)))
    found = leaving_times(
        np.full(people, month_index(1999, 12)),
        class_codes(["men60"] * people),
        np.zeros(people, dtype=bool),
        since=since,
        law=RetirementLaw.BEFORE_2025,
        flexible=FlexibleRetirement(),
        bands=[AttritionBand(0, 100, 0.2)],
        uniforms=uniforms,
    )
    cut = found[found < 12 * 2059] - since
    law = stats.truncexpon(b=(12 * 2059 - since) * -np.log(0.8) / 12, scale=12 / -np.log(0.8))
    assert stats.kstest(cut, law.cdf).pvalue > 0.001


BANDS = {
    "none": [],
    "bands": [AttritionBand(18, 34, 0.05), AttritionBand(35, 49, 0.02), AttritionBand(55, 62, 0.2)],
    "certain": [AttritionBand(18, 29, 0.1), AttritionBand(58, 58, 1.0), AttritionBand(59, 62, 0.3)],
}
FLEXIBLE = {
    "not": FlexibleRetirement(),
    "both": FlexibleRetirement(0.3, 14, 0.25, 18),
    "far": FlexibleRetirement(0.5, 60, 0.5, 60),
}


@pytest.mark.parametrize("law", RetirementLaw)
@pytest.mark.parametrize("flexible", FLEXIBLE)
@pytest.mark.parametrize("bands", BANDS)
def test_years_have_the_probabilities_of_the_plan(
    law: RetirementLaw, flexible: str, bands: str
) -> None:
    """Chi-square of 400 people each of 24 kinds; fixed seeds, p above 0.001 in each setting."""
    base_year, years, copies = 2025, 45, 400
    born = [(1958, 3), (1966, 12), (1970, 1), (1971, 8), (1985, 11), (1998, 7)]
    kinds = [
        (year, month, name, extend)
        for year, month in born
        for name in ("men60", "women50")
        for extend in (False, True)
    ]
    birth = np.array([month_index(year, month) for year, month, _, _ in kinds])
    codes = class_codes([name for _, _, name, _ in kinds])
    can_extend = np.array([extend for *_, extend in kinds])
    setting = {"law": law, "flexible": FLEXIBLE[flexible], "bands": BANDS[bands]}
    expected = copies * leaving_probabilities(
        birth, codes, can_extend, base_year=base_year, years=years, **setting
    )
    entities = entity_keys(range(copies * len(kinds)))
    uniforms = Streams(2026, 1).uniforms(Process.LEAVING, entities)
    times = leaving_times(
        np.tile(birth, copies),
        np.tile(codes, copies),
        np.tile(can_extend, copies),
        since=12.0 * base_year,
        uniforms=uniforms,
        **setting,
    )
    kind, year = np.tile(np.arange(len(kinds)), copies), (times // 12).astype(int) - base_year
    found = np.zeros(expected.shape)
    np.add.at(found, (kind, year), 1)
    assert not found[expected == 0].any()
    likely = expected >= 5
    squares = ((found - expected)[likely] ** 2 / expected[likely]).sum()
    rare = np.where(likely, 0, expected).sum(axis=1), np.where(likely, 0, found).sum(axis=1)
    some = rare[0] >= 5
    squares += ((rare[1] - rare[0])[some] ** 2 / rare[0][some]).sum()
    freedom = likely.sum() + some.sum() - len(kinds)
    assert squares <= stats.chi2.ppf(0.999, max(freedom, 1))
