"""Near ties: requests that a plan as good, to a thousandth, would treat differently."""

from fractions import Fraction

from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.in_hand import InHand, reached
from allocator.allocation.explain.resolving import Demand, first_goal
from allocator.allocation.explain.trade import Trade

SHARE = Fraction(1, 1000)
"""Share of the first goal's value within which plans count as good as each other."""


def allowance(in_hand: InHand) -> Fraction:
    """How much less of the first goal still counts as good as the plan in hand."""
    return abs(in_hand.standing[0]) * SHARE


def could_get_more(in_hand: InHand, next_post: Trade | None) -> Fraction | None:
    """What a post more costs the first goal, where that is within the allowance."""
    if next_post is None or next_post.price > allowance(in_hand):
        return None
    return next_post.price


def could_get_less(forms: Forms, j: str) -> Fraction | None:
    """What the best plan with a post less for request ``j`` loses, where within the allowance."""
    in_hand = forms.in_hand
    granted = in_hand.granted[j]
    if not granted:
        return None
    least = in_hand.standing[0] - allowance(in_hand)
    made = first_goal(forms, in_hand.numbers, Demand(j, most=granted - 1), least)
    if made is None:
        return None
    return in_hand.standing[0] - reached(in_hand.numbers, made)
