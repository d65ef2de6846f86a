"""What the checks look at, worked out once for all of them."""

from dataclasses import dataclass
from functools import cached_property

from allocator.allocation.prepare import Stock, take_stock
from allocator.allocation.prepare.facts import Facts
from allocator.allocation.prepare.scenario_facts import facts_of
from allocator.evaluation.evaluation import Evaluated
from allocator.scenario.scenario import Scenario


@dataclass(frozen=True)
class Survey:
    """A scenario with its evaluation and its stock.

    Attributes
    ----------
    evaluated : Evaluated
    taken : Stock or None
        The stock, where it has been taken already.
    """

    evaluated: Evaluated
    taken: Stock | None = None

    @property
    def scenario(self) -> Scenario:
        """What is looked at."""
        return self.evaluated.scenario

    @cached_property
    def stock(self) -> Stock:
        """Units, vacancies and leavers."""
        return self.taken or take_stock(self.scenario, self.evaluated)

    @cached_property
    def facts(self) -> Facts:
        """What a round of the scenario looks at."""
        return facts_of(self.scenario, self.stock.units, self.stock.vacancies)
