"""Value per post δ, points γ, efficiency ε, its cap, and the value of each further post."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from allocator.allocation.prepare.numbers import GRID, Step


@dataclass(frozen=True)
class Item:
    """One assessment item of a request: its gain and the posts it needs."""

    gain: Fraction
    posts: int

    @cached_property
    def per_post(self) -> Fraction:
        """Gain per post."""
        return self.gain / self.posts

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # A fraction's hash is slow, and the items of a request are looked up again and again.
        return hash((self.gain, self.posts))


def rounded_half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return _ratio_rounded(value.numerator, value.denominator)


def _ratio_rounded(numerator: int, denominator: int) -> int:
    """As :func:`rounded_half_up`; the denominator is positive, and both may share factors."""
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


@lru_cache(maxsize=1 << 12)
def value_per_post(approved: int, decimals: int) -> Decimal:
    """δ = 100 ÷ approved posts of the unit, rounded half away from zero.

    Parameters
    ----------
    approved : int
        Approved posts of the unit, all quota types together, at least 1.
    decimals : int
        Decimals kept.

    Notes
    -----
    From the Sichuan study (Yu, Liu and Peng): 30 approved posts give 3.33.
    """
    step = Decimal(1).scaleb(-decimals)
    scaled = rounded_half_up(Fraction(100 * 10**decimals, approved))
    return Decimal(scaled).scaleb(-decimals).quantize(step, ROUND_HALF_UP)


def efficiency(points: Fraction, posts: int, delta: Decimal) -> Fraction:
    """ε = γ ÷ (posts × δ), 1 for 100 %."""
    return points / (posts * Fraction(delta))


@lru_cache(maxsize=1 << 12)
def points_per_post(delta: Decimal, threshold: Decimal) -> Fraction:
    """Points that a post takes at the threshold, threshold × δ."""
    return Fraction(threshold) * Fraction(delta)


def efficiency_cap(points: Fraction, delta: Decimal, threshold: Decimal) -> int:
    """The most posts with ε at the threshold or above, ⌊γ / (threshold × δ)⌋."""
    return points // points_per_post(delta, threshold)


def value_steps(
    items: Sequence[Item], delta: Decimal, cap: Decimal, weight: Decimal, posts: int
) -> tuple[Step, ...]:
    """Weighted value of the 1st, 2nd, … post: items in order of gain per post.

    Parameters
    ----------
    items : sequence of Item
        The request's items.
    cap : Decimal
        Most that a single post counts for, in values per post (``value_cap``).
    weight : Decimal
        Purpose × tier × sector weight.
    posts : int
        Posts asked for; those beyond the items' needs are worth 0.
    """
    ordered = sorted(items, key=lambda item: item.per_post, reverse=True)
    # Rounding keeps order, so the least may be taken of rounded values as well.
    most, (numerator, denominator) = on_grid(weight, cap), _ratio(weight, delta)
    steps: list[Step] = []
    left = posts
    for item in ordered:
        gain = item.per_post
        worth = _ratio_rounded(GRID * gain.numerator * numerator, gain.denominator * denominator)
        steps.append(Step(min(most, worth), min(item.posts, left)))
        left -= steps[-1].posts
    return merged([*steps, Step(0, left)])


def _ratio(dividend: Decimal, divisor: Decimal) -> tuple[int, int]:
    """Numerator and denominator of a quotient, exact."""
    above, below = dividend.as_integer_ratio()
    by_above, by_below = divisor.as_integer_ratio()
    return above * by_below, below * by_above


def even_steps(weight: Decimal, posts: int) -> tuple[Step, ...]:
    """Every post worth its weight: e = 1, for a request exempt from ε without benefits."""
    return (Step(on_grid(weight), posts),)


def on_grid(*factors: Decimal | Fraction) -> int:
    """A product in whole multiples of 1 / GRID, halves away from zero."""
    numerator, denominator = GRID, 1
    for factor in factors:
        above, below = factor.as_integer_ratio()
        numerator, denominator = numerator * above, denominator * below
    return _ratio_rounded(numerator, denominator)


def merged(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps without empty ones, neighbours of one value put together."""
    result: list[Step] = []
    for step in steps:
        if not step.posts:
            continue
        if result and result[-1].value == step.value:
            result[-1] = Step(step.value, result[-1].posts + step.posts)
        else:
            result.append(step)
    return tuple(result)
