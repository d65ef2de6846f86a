"""What a request is worth: by its assessment items, or by its weight alone."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from allocator.allocation.prepare.efficiency import (
    Item,
    efficiency_cap,
    even_steps,
    points_per_post,
    value_steps,
)
from allocator.allocation.prepare.numbers import Step

_KEPT = 1 << 14
"""Requests remembered, because those that wait ask again: a few megabytes."""


class Worth(NamedTuple):
    """Points of a request, what a post takes of them, the cap, and the value steps."""

    points: Fraction
    per_post: Fraction
    cap: int | None
    steps: tuple[Step, ...]


@lru_cache(maxsize=_KEPT)
def assessed(
    items: tuple[Item, ...],
    delta: Decimal,
    threshold: Decimal,
    value_cap: Decimal,
    weight: Decimal,
    posts: int,
) -> Worth:
    """Worth of a request with assessment items, at least one, that is judged by ε."""
    points = sum((item.gain for item in items[1:]), items[0].gain)
    return Worth(
        points,
        points_per_post(delta, threshold),
        efficiency_cap(points, delta, threshold),
        value_steps(items, delta, value_cap, weight, posts),
    )


def unassessed(weight: Decimal, posts: int, exempt: bool) -> Worth:
    """Worth of a request without items: its weight for every post, or nothing where ε judges."""
    steps = even_steps(weight if exempt else Decimal(0), posts)
    return Worth(Fraction(0), Fraction(0), None if exempt else 0, steps)
