"""Whether specifications are checked against the schema of Vega-Lite while they are made."""

from collections.abc import Iterator
from contextlib import contextmanager

from altair.utils import schemapi


@contextmanager
def unchecked() -> Iterator[None]:
    """Leave the checks out, which take longer than all else that is done to make a chart.

    What is wrong with a specification is wrong whatever the numbers are, so that tests find it.
    """
    with schemapi.debug_mode(False):
        yield


def are_checked() -> bool:
    """Whether they are at present."""
    return bool(schemapi.DEBUG_MODE)
