"""Intervals and tests of studies with known truth keep their word."""

import numpy as np
import pytest
from synthetic_studies import as_often_as, at_least_as_often_as, correlated

from allocator.simulation.studies.statistics.differences import differences, family
from allocator.simulation.studies.statistics.means import Means, means_of

STUDIES = 2000
MEANS = np.array([10.0, 10.0, 11.0, 7.0, 10.0, 10.0])
SDS = np.array([1.0, 2.0, 0.5, 3.0, 1.0, 4.0])
CORRELATIONS = (0.0, 0.5, 0.95)


def drawn(correlation, replications, means=MEANS, sds=SDS):
    """Values of shape (settings, studies, replications)."""
    rng = np.random.default_rng([replications, int(100 * correlation)])
    return correlated(rng, means, sds, correlation, (STUDIES, replications))


@pytest.mark.parametrize("correlation", CORRELATIONS)
@pytest.mark.parametrize("replications", [3, 10, 40])
def test_means_and_paired_differences_are_covered_as_often_as_stated(correlation, replications):
    values = drawn(correlation, replications)
    means, paired = means_of(values), differences(values[1:], values[0]).difference
    for found, truth in ((means, MEANS), (paired, MEANS[1:] - MEANS[0])):
        held = np.abs(found.mean - truth[:, None]) <= found.half(0.95)
        for setting in held:
            assert as_often_as(setting, 0.95)


def families(correlation, means):
    """For each study, the family of its differences from the first setting."""
    values = drawn(correlation, 10, means)
    found = differences(values[1:], values[0]).difference
    for study in range(STUDIES):
        one = Means(*(each[:, study] for each in (found.counts, found.mean, found.sd)))
        yield one, family(one, 0.95)


@pytest.mark.parametrize("correlation", CORRELATIONS)
def test_intervals_of_a_family_cover_together(correlation):
    truth = MEANS[1:] - MEANS[0]
    held = [
        (np.abs(found.mean - truth) <= together.half).all()
        for found, together in families(correlation, MEANS)
    ]
    assert at_least_as_often_as(np.array(held), 0.95)


@pytest.mark.parametrize("correlation", CORRELATIONS)
@pytest.mark.parametrize("means", [np.zeros(6), np.array([0.0, 0.0, 0.0, 0.0, 9.0, 9.0])])
def test_holm_errs_anywhere_as_seldom_as_stated(correlation, means):
    null = means[1:] == means[0]
    held = [
        not (together.p_holm[null] <= 0.05).any()
        for _found, together in families(correlation, means)
    ]
    assert at_least_as_often_as(np.array(held), 0.95)


def test_holm_finds_what_bonferroni_misses():
    # Two large differences leave the third to be tested at α ÷ 3 and not at α ÷ 5.
    means = np.array([0.0, 9.0, 9.0, 1.0, 0.0, 0.0])
    with_holm, with_bonferroni = (
        np.mean(each)
        for each in zip(
            *(
                (together.p_holm[2] <= 0.05, 5 * together.p[2] <= 0.05)
                for _found, together in families(0.5, means)
            ),
            strict=True,
        )
    )
    assert with_holm > with_bonferroni
