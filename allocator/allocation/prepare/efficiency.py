"""Value per post δ, points γ, efficiency ε, its cap, and the value of each further post."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from allocator.allocation.prepare.numbers import GRID, Step


@dataclass(frozen=True)
class Item:
    """One assessment item of a request: its gain and the posts it needs."""

    gain: Fraction
    posts: int


def rounded_half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    magnitude = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return magnitude if value >= 0 else -magnitude


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


def efficiency_cap(points: Fraction, delta: Decimal, threshold: Decimal) -> int:
    """The most posts with ε at the threshold or above, ⌊γ / (threshold × δ)⌋."""
    return int(points / (Fraction(threshold) * Fraction(delta)))


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
    ordered = sorted(items, key=lambda item: item.gain / item.posts, reverse=True)
    steps: list[Step] = []
    left = posts
    for item in ordered:
        worth = min(Fraction(cap), item.gain / item.posts / Fraction(delta))
        steps.append(Step(on_grid(Fraction(weight) * worth), min(item.posts, left)))
        left -= steps[-1].posts
    return merged([*steps, Step(0, left)])


def even_steps(weight: Decimal, posts: int) -> tuple[Step, ...]:
    """Every post worth its weight: e = 1, for a request exempt from ε without benefits."""
    return (Step(on_grid(Fraction(weight)), posts),)


def on_grid(value: Fraction) -> int:
    """A value in whole multiples of 1 / GRID, halves away from zero."""
    return rounded_half_up(value * GRID)


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
