"""The probability that a person leaves in each plan year.

Rule "leavers": each person leaves in the month of statutory retirement, or
flexibly before or after it, or earlier still at the rate of the age band,
whichever comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allocator.stock.retirement import (
    CLASSES,
    ClassCodes,
    Months,
    RetirementLaw,
    refuse_unknown_codes,
    retirement_months,
)
from allocator.text import _

Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FlexibleRetirement:
    """The shares of people who retire flexibly, and how many months off.

    Raises
    ------
    ValueError
        If the shares are negative or exceed 1 together, or months are negative.
    """

    early_share: float = 0.0
    early_months: int = 0
    late_share: float = 0.0
    late_months: int = 0

    def __post_init__(self) -> None:
        if not (min(self.early_share, self.late_share) >= 0 and self._shares() <= 1):
            message = _(
                "flexible retirement: early_share {early} and late_share {late}: "
                "expected shares from 0 to 1 that add up to at most 1"
            )
            raise ValueError(message.format(early=self.early_share, late=self.late_share))
        if min(self.early_months, self.late_months) < 0:
            message = _(
                "flexible retirement: early_months {early} and late_months {late}: "
                "expected numbers from 0"
            )
            raise ValueError(message.format(early=self.early_months, late=self.late_months))

    def _shares(self) -> float:
        return self.early_share + self.late_share


@dataclass(frozen=True)
class AttritionBand:
    """The yearly rate of leaving other than by retirement, for an age band.

    The band holds ages from `from_age` to `to_age`, both included, in full
    years on 1 January.

    Raises
    ------
    ValueError
        If the rate is not from 0 to 1 or the ages are in the wrong order.
    """

    from_age: int
    to_age: int
    rate: float

    def __post_init__(self) -> None:
        if not 0 <= self.rate <= 1:
            message = _("attrition band {band}: rate {rate}: expected 0 to 1")
            raise ValueError(message.format(band=self.ages, rate=self.rate))
        if self.from_age > self.to_age:
            message = _("attrition band {band}: expected from_age at most to_age")
            raise ValueError(message.format(band=self.ages))

    @property
    def ages(self) -> str:
        """The ages of the band, for messages."""
        return f"{self.from_age}-{self.to_age}"


class LeavingTypes(NamedTuple):
    """The kinds of people who leave alike.

    Attributes
    ----------
    probabilities
        Shape (types, H): probability of leaving in each plan year.
    type_of_person
        Shape (people,): row of `probabilities` for each person.
    """

    probabilities: Probabilities
    type_of_person: npt.NDArray[np.int32]


class LastMonths(NamedTuple):
    """The month in which each person retires early, as the law has it, or late.

    Arrays of shape (people,). `late_share` is the share of people like this one who
    retire late: none who may not extend.
    """

    early: Months
    statutory: Months
    late: Months
    late_share: npt.NDArray[np.float64]


def leaving_probabilities(
    birth: Months,
    codes: ClassCodes,
    can_extend: npt.NDArray[np.bool_],
    *,
    base_year: int,
    years: int,
    law: RetirementLaw,
    flexible: FlexibleRetirement,
    bands: Sequence[AttritionBand],
) -> Probabilities:
    """The probability that each person leaves in each plan year.

    Parameters
    ----------
    birth
        Birth months (``year * 12 + month - 1``), shape (people,).
    codes
        Retirement class codes, shape (people,).
    can_extend
        Whether the person may stay beyond the statutory month, shape (people,).
    base_year
        The first plan year `y0`.
    years
        The number of plan years `H`.
    law, flexible, bands
        The policy's retirement law, flexible retirement and attrition.

    Returns
    -------
    Array of shape (people, H). A row adds up to at most 1; the rest is the
    probability of staying beyond the plan.

    Raises
    ------
    ValueError
        If a class code is unknown or two bands share an age.
    """
    types = leaving_types(
        birth,
        codes,
        can_extend,
        base_year=base_year,
        years=years,
        law=law,
        flexible=flexible,
        bands=bands,
    )
    return types.probabilities[types.type_of_person]


def leaving_types(
    birth: Months,
    codes: ClassCodes,
    can_extend: npt.NDArray[np.bool_],
    *,
    base_year: int,
    years: int,
    law: RetirementLaw,
    flexible: FlexibleRetirement,
    bands: Sequence[AttritionBand],
) -> LeavingTypes:
    """As `leaving_probabilities`, once for each kind of person.

    People alike in birth month, class and `can_extend` leave alike; a million
    people are a few thousand kinds, and the limits need no more than those.
    """
    refuse_unknown_codes(codes)
    refuse_shared_ages(bands)
    (birth, codes, can_extend), type_of_person = _distinct(birth, codes, can_extend)
    rates = attrition_rates(birth, base_year, years, bands)
    last = last_months(birth, codes, can_extend, law, flexible)
    ways = (
        (flexible.early_share, last.early),
        (last.late_share, last.late),
        (1.0 - flexible.early_share - last.late_share, last.statutory),
    )
    probabilities = np.zeros((birth.size, years))
    for share, last_month in ways:
        leaving = _leaving_until(last_month // 12 - base_year, rates)
        probabilities += np.reshape(share, (-1, 1)) * leaving
    return LeavingTypes(probabilities, type_of_person)


def last_months(
    birth: Months,
    codes: ClassCodes,
    can_extend: npt.NDArray[np.bool_],
    law: RetirementLaw,
    flexible: FlexibleRetirement,
) -> LastMonths:
    """The months in which people retire, by each way of retiring.

    Raises
    ------
    ValueError
        If a class code is unknown.
    """
    months = retirement_months(birth, codes, law)
    return LastMonths(
        early=np.maximum(months.statutory - flexible.early_months, months.earliest),
        statutory=months.statutory,
        late=np.minimum(months.statutory + flexible.late_months, months.latest),
        late_share=np.where(can_extend, flexible.late_share, 0.0),
    )


def attrition_rates(
    birth: Months, base_year: int, years: int, bands: Sequence[AttritionBand]
) -> Probabilities:
    """The attrition rate that applies to each person in each plan year.

    Returns
    -------
    Array of shape (people, H): the rate of the band that holds the age in full
    years on 1 January; 0 for an age outside all bands.
    """
    # A January child counts as having completed the year on 1 January.
    januaries = 12 * (base_year + np.arange(years))
    age = (januaries - birth[:, None]) // 12
    rates = np.zeros(age.shape)
    for band in bands:
        rates[(age >= band.from_age) & (age <= band.to_age)] = band.rate
    return rates


def _leaving_until(last: Months, rates: Probabilities) -> Probabilities:
    """Leaving by plan year where `last` (an offset from y0) is the last year.

    Whoever is past the last month already leaves in the first plan year.
    """
    year = np.arange(rates.shape[1])
    last = np.maximum(last, 0)[:, None]
    still_there = np.ones_like(rates)
    still_there[:, 1:] = np.cumprod(1 - rates[:, :-1], axis=1)
    return still_there * np.where(year < last, rates, year == last)


def _distinct(
    birth: Months, codes: ClassCodes, can_extend: npt.NDArray[np.bool_]
) -> tuple[tuple[Months, ClassCodes, npt.NDArray[np.bool_]], npt.NDArray[np.int32]]:
    """The distinct (birth, class, can_extend) and each person's place among them."""
    keys = (birth.astype(np.int64) * len(CLASSES) + codes) * 2 + can_extend
    unique, inverse = np.unique(keys, return_inverse=True)
    born_in_class = unique // 2
    found = (born_in_class // len(CLASSES), born_in_class % len(CLASSES), unique % 2 == 1)
    return found, inverse.astype(np.int32)


def refuse_shared_ages(bands: Sequence[AttritionBand]) -> None:
    """Raise `ValueError` if two bands hold the same age."""
    ordered = sorted(bands, key=lambda band: band.from_age)
    for lower, upper in pairwise(ordered):
        if lower.to_age >= upper.from_age:
            message = _(
                "attrition bands {lower} and {upper} share an age: expected each age in one "
                "band at most; change from_age or to_age of one of them"
            )
            raise ValueError(message.format(lower=lower.ages, upper=upper.ages))
