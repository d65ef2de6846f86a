"""What scarce things are worth to the whole plan: one more, two more, exact by solving again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from allocator.allocation.explain.edits import Edited, Edits
from allocator.allocation.explain.forms import Forms
from allocator.allocation.explain.in_hand import InHand, reached
from allocator.allocation.explain.resolving import first_goal
from allocator.allocation.prepare import prepare
from allocator.allocation.prepare.numbers import Prepared
from allocator.scenario.changes import Change, KeyChange

STEPS = (1, 2, 3)
"""Posts by which capital and ceilings are raised."""

POINTS = (Decimal("0.01"), Decimal("-0.01"), Decimal("-0.02"), Decimal("-0.05"))
"""By how much the confidence of the borrowing limit is changed."""


@dataclass(frozen=True)
class Worth:
    """What a change of something scarce brings.

    Attributes
    ----------
    kind : str
        ``capital``, ``people`` or ``confidence``.
    more : Decimal
        By how much it is changed: posts, or points of confidence.
    change : Change
        The change of the scenario.
    gain : Fraction
        What the first goal gains.
    """

    kind: str
    more: Decimal
    change: Change
    gain: Fraction


Thing = Callable[[int], Edited]
"""Something of which there can be so many posts more."""


@dataclass(frozen=True)
class Scarcity:
    """Scarce things of a plan in hand: capital by pool, ceilings on people, confidence."""

    forms: Forms
    edits: Edits

    @property
    def in_hand(self) -> InHand:
        """The plan in hand."""
        return self.forms.in_hand

    def tables(self) -> list[Callable[[], list[Worth]]]:
        """One step table to work out per scarce thing, in a fixed order."""
        numbers = self.in_hand.numbers
        serving = {g for request in numbers.requests.values() for g in request.pools}
        serving |= {g for pair in numbers.transfers for g in pair}
        things = [
            ("capital", partial(self.edits.capital, pool))
            for pool in numbers.pools
            if pool in serving
        ]
        things += [
            ("people", partial(self.edits.people, ceiling))
            for ceiling in numbers.people_ceilings
            if ceiling.room < sum(numbers.requests[j].asked for j in ceiling.requests)
        ]
        return [
            *(partial(self._stepped, kind, thing) for kind, thing in things),
            lambda: list(self._confidence()),
        ]

    def _stepped(self, kind: str, thing: Thing) -> list[Worth]:
        """The step table of one thing: where the last step brings nothing, none does."""
        most = thing(STEPS[-1])
        last = self._worth(kind, Decimal(STEPS[-1]), most.numbers, most.change)
        if last is None or not last.gain:
            gain = Fraction(0)
            return [Worth(kind, Decimal(more), thing(more).change, gain) for more in STEPS]
        steps = []
        for more in STEPS[:-1]:
            edited = thing(more)
            steps.append(self._worth(kind, Decimal(more), edited.numbers, edited.change))
        return [step for step in (*steps, last) if step is not None]

    def _worth(self, kind: str, more: Decimal, numbers: Prepared, change: Change) -> Worth | None:
        """The worth of one change; ``None`` where the rules contradict each other with it."""
        made = first_goal(self.forms, numbers)
        if made is None:
            return None
        return Worth(kind, more, change, reached(numbers, made) - self.in_hand.standing[0])

    def _confidence(self) -> Iterator[Worth]:
        policy = self.edits.scenario.policy
        for more in POINTS:
            level = policy.lending.confidence + more
            if not 0 < level <= 1:
                continue
            lending = policy.lending.model_copy(update={"confidence": level})
            changed = policy.model_copy(update={"lending": lending})
            numbers = prepare(self.edits.scenario.replace(policy=changed))
            worth = self._worth("confidence", more, numbers, KeyChange("lending.confidence", level))
            if worth is not None:
                yield worth
