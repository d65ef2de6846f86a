"""What contradicts what, by how much rules must give, and what mends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.repair.causes import Cause, causes_of
from allocator.allocation.repair.elastic import smallest_total
from allocator.allocation.repair.irreducible import irreducible_sets
from allocator.allocation.repair.limit import Limit, limit_of, ordered
from allocator.allocation.repair.mends import Mend, mends
from allocator.allocation.repair.standing import standing_rules
from allocator.allocation.solver.highs import SolverFailure
from allocator.scenario.policy.repair import YIELDING_RULES
from allocator.scenario.scenario import Scenario
from allocator.text import _


@dataclass(frozen=True)
class Diagnosis:
    """What is known of a contradiction.

    Attributes
    ----------
    giving : tuple of Limit
        Limits that give in the smallest weighted total, each with its posts.
    causes : tuple of Cause
        Independent contradictions with their irreducible sets.
    mends : tuple of Mend
        Cheapest first; with each, the scenario has a plan.
    interrupted : bool
        Whether Ctrl-C ended the search for causes or mends; what had been found is kept.
    """

    giving: tuple[Limit, ...]
    causes: tuple[Cause, ...]
    mends: tuple[Mend, ...]
    interrupted: bool

    @property
    def total(self) -> Decimal:
        """The smallest weighted total of posts by which rules must give."""
        return sum((limit.weight * limit.posts for limit in self.giving), Decimal(0))


def diagnose(scenario: Scenario, numbers: Prepared) -> Diagnosis:
    """What contradicts what in a scenario without a plan, and what mends it.

    Raises
    ------
    SolverFailure
        The rules do not contradict each other after all.
    KeyboardInterrupt
        Ctrl-C came before the smallest total was known.
    """
    repair = scenario.policy.repair
    weights = {rule: Fraction(repair.weight(rule)) for rule in YIELDING_RULES}
    standing = standing_rules(numbers)
    giving = smallest_total(standing, weights)
    if not giving:
        raise SolverFailure(_("the solver found no plan, yet no rule has to give"))

    def limits(places: Iterable[int]) -> tuple[Limit, ...]:
        return ordered(
            limit_of(standing.row(place), numbers, giving.get(place, 0), repair) for place in places
        )

    causes: tuple[Cause, ...] = ()
    found: list[Mend] = []
    interrupted = False
    try:
        causes = causes_of(limits(each) for each in irreducible_sets(standing, giving))
        for mend in mends(scenario, numbers, causes):
            found.append(mend)
    except KeyboardInterrupt:
        interrupted = True
    found.sort(key=lambda mend: mend.price)  # one that had to go further than its parts
    return Diagnosis(limits(giving), causes, tuple(found), interrupted)
