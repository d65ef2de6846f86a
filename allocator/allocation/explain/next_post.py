"""The next post: what granting one more to a request costs, exactly, by solving again."""

from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.resolving import Demand, settled
from allocator.allocation.explain.trade import Trade, trade
from allocator.allocation.plan.caps import Caps


def next_post(forms: Forms, caps: Caps, j: str) -> Trade | None:
    """The best plan that grants request ``j`` one post more, against the plan in hand.

    Where the request has nothing and fewer than so many are of no use, those. ``None`` where
    no plan that keeps the rules does.
    """
    in_hand = forms.in_hand
    needed = in_hand.granted[j] + in_hand.more(j)
    if caps.binding(in_hand.numbers.requests[j], needed):
        return None
    made = settled(forms, in_hand.numbers, Demand(j, least=needed))
    return None if made is None else trade(in_hand, in_hand.numbers, j, made)
