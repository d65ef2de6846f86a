"""What the checks of a study look at, and how they note what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.scenario.problems import Problems
from allocator.simulation.studies.declared import Factor, Study
from allocator.simulation.studies.design.designs import factors_of
from allocator.simulation.studies.design.sampling import Side

SIDES: tuple[Side, ...] = ("levers", "uncertainties")


@dataclass(frozen=True)
class Given:
    """A study, and where its problems are noted.

    Attributes
    ----------
    lenders : frozenset of str
        Names of the lenders that are known.
    """

    study: Study
    file: str
    lenders: frozenset[str]
    problems: Problems

    def note(self, place: str, *, found: str, expected: str, mend: str) -> None:
        """Note a problem of the key at a place such as ``levers[2].values``."""
        self.problems.add(self.file, 0, place, found=found, expected=expected, mend=mend)

    def factors(self, *sides: Side) -> Iterator[tuple[str, Factor]]:
        """Factors with their places, of the sides that are named or else of both."""
        for side in sides or SIDES:
            for number, factor in enumerate(factors_of(self.study, side), start=1):
                yield f"{side}[{number}]", factor
