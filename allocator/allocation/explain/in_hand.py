"""The plan in hand: what explanations start from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from allocator.allocation.model.build import build
from allocator.allocation.model.model import Model
from allocator.allocation.plan.decisions import VALUES, Decisions
from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import StandardForm, compile_model

TIE_BREAKS = ("canonical",)
"""Goals that say nothing to people: they decide between plans that are equal otherwise."""

MAXIMISED = frozenset({"priority_value", "least_served", "long_reserve"})
"""Goals of which more is better; of the others less."""


def goals_of(numbers: Prepared) -> tuple[str, ...]:
    """The policy's goals without those at the end that only break ties."""
    goals = list(numbers.goals)
    while goals and goals[-1] in TIE_BREAKS:
        goals.pop()
    return tuple(goals)


def standing(numbers: Prepared, made: Decisions) -> tuple[Fraction, ...]:
    """The goals of decisions in order, turned so that more is better: compared as tuples."""
    return tuple(oriented(goal, VALUES[goal](numbers, made)) for goal in goals_of(numbers))


def reached(numbers: Prepared, made: Decisions) -> Fraction:
    """The first goal of decisions, turned so that more is better."""
    goal = goals_of(numbers)[0]
    return oriented(goal, VALUES[goal](numbers, made))


def oriented(goal: str, value: Fraction) -> Fraction:
    """The value of a goal, negative where less of it is better."""
    return value if goal in MAXIMISED else -value


@dataclass(frozen=True)
class InHand:
    """A plan with the numbers it was made from.

    Attributes
    ----------
    numbers : Prepared
    made : Decisions
        What the plan decides; it must keep the rules of ``numbers``.
    """

    numbers: Prepared
    made: Decisions

    @cached_property
    def granted(self) -> Mapping[str, int]:
        """Posts granted by request, 0 where none."""
        granted = self.made.granted()
        return {j: granted.get(j, 0) for j in self.numbers.requests}

    @cached_property
    def standing(self) -> tuple[Fraction, ...]:
        """Its goals; see :func:`standing`."""
        return standing(self.numbers, self.made)

    @cached_property
    def form(self) -> StandardForm:
        """The model of the numbers as they are, as arrays."""
        return compile_model(self._model)

    @cached_property
    def _model(self) -> Model:
        return build(replace(self.numbers, goals=goals_of(self.numbers)))

    def more(self, j: str) -> int:
        """Posts that the next grant to request ``j`` adds: one, or its fewest of any use."""
        return max(1, self.numbers.requests[j].min_posts - self.granted[j])

    def short(self) -> list[str]:
        """Requests that got less than they asked for."""
        return [j for j, r in self.numbers.requests.items() if self.granted[j] < r.asked]

    def around(self, numbers: Prepared, j: str) -> Prepared:
        """``numbers``, changed for request ``j`` alone, without requests that get nothing anyway.

        Kept are those that can be granted anything in the numbers in hand, and all of the same
        unit, which share vacancies and limits with ``j``.
        """
        if "least_served" in numbers.goals:
            return numbers
        unit = numbers.requests[j].unit
        kept = {
            k: request
            for k, request in numbers.requests.items()
            if request.unit == unit or self._model.formulation.granted_most.get(k, 0)
        }
        return replace(numbers, requests=kept)
