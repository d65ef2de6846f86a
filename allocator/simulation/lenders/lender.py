"""What a lender is: whatever decides an annual round from the model's own numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.prepare.numbers import Prepared
from allocator.text import _


@dataclass(frozen=True)
class Round:
    """An annual round, as a lender sees it.

    Attributes
    ----------
    year : int
        The round is on 1 January of this year, the first of the plan years.
    numbers : Prepared
        The prepared numbers, as the model has them.
    arrived : mapping of request to float
        When each request was handed in, months (``12 × year + month − 1``).
    tiers : mapping of unit to int
        Tier of every unit that asks, 1 the best.
    gap : float
        Relative gap that is tolerated for each goal of the model.
    streams : object
        Randomness by identity, for a lender that draws lots; none that comes with the
        software does.
    """

    year: int
    numbers: Prepared
    arrived: Mapping[str, float]
    tiers: Mapping[str, int]
    gap: float
    streams: Any


@dataclass(frozen=True)
class Verdict:
    """What a lender decides.

    Attributes
    ----------
    decisions : Decisions
    gap : float
        Largest relative gap over the goals; 0 where nothing was left unproven.
    solver_seconds : float
        Seconds inside the solver.
    contradicted : bool
        The rules contradict each other before anything is granted; nothing was.
    """

    decisions: Decisions
    gap: float = 0.0
    solver_seconds: float = 0.0
    contradicted: bool = False


class Lender(Protocol):
    """Decides an annual annual_round."""

    def __call__(self, annual_round: Round, /) -> Verdict | Decisions:
        """What is lent, used, collected and renewed in the annual_round."""


def verdict_of(lender: Lender, annual_round: Round) -> Verdict:
    """The lender's verdict on a round; bare decisions count as proven.

    Raises
    ------
    TypeError
        The lender gave back something else.
    """
    answer = lender(annual_round)
    if isinstance(answer, Decisions):
        return Verdict(answer)
    if not isinstance(answer, Verdict):
        raise TypeError(
            _(
                "the lender “{lender}” gave back {found} in {year}; expected Decisions or a Verdict"
            ).format(
                lender=lender_name(lender), found=type(answer).__name__, year=annual_round.year
            )
        )
    return answer


def lender_name(lender: Lender) -> str:
    """What a lender is called in results: its function's name, or its class's."""
    return str(getattr(lender, "__name__", type(lender).__name__))
