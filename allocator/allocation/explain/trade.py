"""What another plan costs: what the goals lose, and who gives up what."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from allocator.allocation.explain.in_hand import MAXIMISED, InHand, goals_of
from allocator.allocation.plan.decisions import VALUES, Decisions
from allocator.allocation.prepare.numbers import GRID, Prepared


@dataclass(frozen=True)
class GoalShift:
    """A goal's value in the plan in hand, and in the other."""

    goal: str
    before: Fraction
    after: Fraction

    @property
    def lost(self) -> Fraction:
        """By how much the other plan is worse in this goal; negative where it is better."""
        worse = self.before - self.after
        return worse if self.goal in MAXIMISED else -worse


@dataclass(frozen=True)
class Shift:
    """Posts granted to a request, or renewed of a loan, in the plan in hand and in the other.

    ``value`` is what the posts between the two are worth to the goal ``priority_value``.
    """

    id: str
    unit: str
    before: int
    after: int
    value: Fraction


@dataclass(frozen=True)
class Trade:
    """The plan in hand against another that grants one request more (or less).

    Attributes
    ----------
    request : Shift
        The request it is about.
    goals : tuple of GoalShift
        In the policy's order, without those that only break ties.
    others : tuple of Shift
        Other requests that get another number of posts: who gives up most first.
    renewals : tuple of Shift
        Loans of which another number of posts is renewed.
    moved : int
        Posts by which what is collected and transferred differs.
    """

    request: Shift
    goals: tuple[GoalShift, ...]
    others: tuple[Shift, ...]
    renewals: tuple[Shift, ...]
    moved: int

    @property
    def price(self) -> Fraction:
        """What the first goal loses; negative where it gains."""
        return self.goals[0].lost

    @property
    def given_up(self) -> Fraction:
        """What the posts that other requests and loans lose are worth."""
        lost = (s.value for s in (*self.others, *self.renewals) if s.after < s.before)
        return sum(lost, Fraction(0))

    @property
    def losers(self) -> tuple[Shift, ...]:
        """Requests and loans that get fewer posts."""
        return tuple(s for s in (*self.others, *self.renewals) if s.after < s.before)


def trade(in_hand: InHand, numbers: Prepared, j: str, made: Decisions) -> Trade:
    """Compare the plan in hand with decisions made under ``numbers``, for request ``j``."""
    return Trade(
        request=_granted_shift(in_hand, j, made.granted()),
        goals=_goals(in_hand, numbers, made),
        others=_others(in_hand, j, made.granted()),
        renewals=_renewals(in_hand, made.renewed),
        moved=_moved(in_hand.made, made),
    )


def _goals(in_hand: InHand, numbers: Prepared, made: Decisions) -> tuple[GoalShift, ...]:
    return tuple(
        GoalShift(goal, VALUES[goal](in_hand.numbers, in_hand.made), VALUES[goal](numbers, made))
        for goal in goals_of(in_hand.numbers)
    )


def _granted_shift(in_hand: InHand, j: str, granted: Mapping[str, int]) -> Shift:
    request = in_hand.numbers.requests[j]
    before, after = in_hand.granted[j], granted.get(j, 0)
    value = abs(request.value_of(after) - request.value_of(before))
    return Shift(j, request.unit, before, after, Fraction(value, GRID))


def _others(in_hand: InHand, j: str, granted: Mapping[str, int]) -> tuple[Shift, ...]:
    differ = [
        _granted_shift(in_hand, other, granted)
        for other, before in in_hand.granted.items()
        if other != j and granted.get(other, 0) != before
    ]
    return tuple(sorted(differ, key=lambda shift: (shift.after - shift.before, shift.id)))


def _renewals(in_hand: InHand, renewed: Mapping[str, int]) -> tuple[Shift, ...]:
    shifts = []
    for loan in in_hand.numbers.loans.values():
        before, after = in_hand.made.renewed.get(loan.id, 0), renewed.get(loan.id, 0)
        if before != after:
            value = Fraction(loan.renewal_value * abs(after - before), GRID)
            shifts.append(Shift(loan.id, loan.unit, before, after, value))
    return tuple(shifts)


def _moved(before: Decisions, after: Decisions) -> int:
    collected = {*before.collected, *after.collected}
    moved = {*before.transferred, *after.transferred}
    return sum(
        abs(before.collected.get(cell, 0) - after.collected.get(cell, 0)) for cell in collected
    ) + sum(abs(before.transferred.get(k, 0) - after.transferred.get(k, 0)) for k in moved)
