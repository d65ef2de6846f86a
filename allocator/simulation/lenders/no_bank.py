"""No bank: today's rigid posts; and what is decided where nothing can be lent."""

from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.prepare.numbers import Prepared
from allocator.simulation.lenders.lender import Round, Verdict


def no_bank(_annual_round: Round) -> Verdict:
    """Nothing is lent, used, collected or renewed: every unit keeps the posts it has."""
    return Verdict(Decisions({}, {}, {}, {}, {}, {}, {}))


def nothing_lent(numbers: Prepared) -> Decisions:
    """What is decided where no request is granted anything: only what must be collected.

    That is deposits which leave no choice, and what a unit's colour cuts in any case.
    """
    collected = {cell: d.least for cell, d in sorted(numbers.deposits.items()) if d.least}
    return Decisions({}, {}, collected, {}, {}, {}, old_returns(numbers))


def old_returns(numbers: Prepared) -> dict[tuple[str, int], int]:
    """Old as-vacated loans taken to come back when they are due: (loan, year) → posts."""
    loans = numbers.loans
    return {(name, loans[name].due): loans[name].posts for name in sorted(loans)
            if loans[name].as_vacated}  # fmt: skip
