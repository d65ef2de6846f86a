"""Reading a scenario for a command: with every check there is, in one report."""

from collections.abc import Iterable
from typing import Any


def read_checked(
    scenario: str, overrides: Iterable[tuple[str, Any]] = (), *, place: str = "--set"
) -> Any:
    """The scenario, as :func:`allocator.scenario.reading.read_scenario`.

    What only the evaluation can tell of its policy is part of the report; ``place`` is the
    option that gave the overrides.
    """
    from allocator.evaluation.checks import weights_derivable
    from allocator.scenario.reading import read_scenario

    return read_scenario(scenario, overrides, checks=(weights_derivable,), place=place)
