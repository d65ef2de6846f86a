"""Reading a scenario for a command: with every check there is, in one report."""

from collections.abc import Iterable
from typing import Any

from allocator.cli.options import Shared
from allocator.cli.progress import staged
from allocator.text import _


def read_checked(
    scenario: str,
    overrides: Iterable[tuple[str, Any]] = (),
    shared: Shared | None = None,
    *,
    place: str = "--set",
) -> Any:
    """The scenario, as :func:`allocator.scenario.reading.read_scenario`.

    What only the evaluation can tell of its policy is part of the report; ``place`` is the
    option that gave the overrides. With ``shared`` a bar shows how far it has come.
    """
    nobody_watches = Shared(json=False, quiet=True, verbose=False)
    with staged(shared or nobody_watches, _("Reading")) as progress:
        # What is loaded takes part of the time: the bar is there before.
        from allocator.evaluation.checks import weights_derivable
        from allocator.scenario.reading import read_scenario

        checks = (weights_derivable,)
        return read_scenario(scenario, overrides, checks=checks, place=place, told=progress.reach)
