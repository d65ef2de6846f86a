"""The checked scenarios of a study: one for each combination of levels."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allocator.scenario.problems import Problem
from allocator.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Variant:
    """A scenario as one cell of a study plays it.

    Attributes
    ----------
    scenario : Scenario
        Tables that no override touches are the same objects in all variants, so that it is small.
    """

    scenario: Scenario

    @property
    def fingerprint(self) -> str:
        """Of the scenario without its section ``[simulation]``."""
        return self.scenario.fingerprint

    @cached_property
    def simulation(self) -> dict[str, Any]:
        """The section ``[simulation]``, as JSON has it."""
        return self.scenario.settings.simulation.model_dump(mode="json", by_alias=True)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the user should look at."""
        return self.scenario.warnings

    def pickled(self) -> bytes:
        """The scenario for another process; large, and made anew each time."""
        return pickle.dumps(self.scenario)


class Variants:
    """The variant of each setting under each assumption.

    Parameters
    ----------
    variants : sequence of Variant
        Each once.
    place : sequence of sequences of int
        Which of them each setting has under each assumption.
    """

    def __init__(self, variants: Sequence[Variant], place: Sequence[Sequence[int]]) -> None:
        self._variants, self._place = variants, place

    def __call__(self, setting: int, assumption: int) -> Variant:
        """By places in the layout; one object wherever overrides are the same."""
        return self._variants[self._place[setting][assumption]]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._variants)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the user should look at in any of them, each once, in order."""
        return tuple(sorted({w for variant in self._variants for w in variant.warnings}))
