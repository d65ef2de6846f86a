"""The rules contradict each other: raised at once, looked into when someone asks."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from allocator.allocation.prepare.numbers import Prepared
from allocator.scenario.scenario import Scenario

if TYPE_CHECKING:
    from allocator.allocation.repair.diagnosis import Diagnosis


class Contradiction(Exception):
    """The rules contradict each other: no plan keeps them all.

    Attributes
    ----------
    scenario : Scenario
    numbers : Prepared
        Its numbers.
    """

    def __init__(self, scenario: Scenario, numbers: Prepared) -> None:
        super().__init__()
        self.scenario, self.numbers = scenario, numbers

    def __reduce__(self) -> tuple[Any, ...]:
        """What another process makes it from."""
        return (Contradiction, (self.scenario, self.numbers))

    def __str__(self) -> str:
        from allocator.allocation.repair.words import must_give

        return "\n".join(must_give(self.diagnosis.giving))

    @cached_property
    def diagnosis(self) -> "Diagnosis":
        """The diagnosis, made when it is first asked for.

        Raises
        ------
        KeyboardInterrupt
            Ctrl-C came before the smallest total was known; later it ends the search for more.
        """
        from allocator.allocation.repair.diagnosis import diagnose

        return diagnose(self.scenario, self.numbers)
