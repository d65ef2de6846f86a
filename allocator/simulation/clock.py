"""SimPy's clock with a total order of events: time, kind, entity, counter."""

from collections.abc import Generator, Iterator
from enum import IntEnum
from typing import Any

import simpy


class Kind(IntEnum):
    """Kinds of events, in the order in which those of one moment happen."""

    RECALL = 0
    EVALUATION = 1
    DEMAND = 2
    ROUND = 3
    RECRUITMENT = 4
    ATTRITION = 5
    MONTH = 6


Order = tuple[int, str, int]

_FIRST: Order = (-1, "", 0)
"""SimPy's own events (a process begins, the run ends) come before all others of a moment."""


class Moment(simpy.Timeout):
    """Something that happens at a time, in its place among what happens then."""

    def __init__(self, clock: "Clock", time: float, order: Order) -> None:
        self.order = order
        super().__init__(clock, time - clock.now)


class Clock(simpy.Environment):
    """An environment whose events of one moment are in the order of kind, entity, counter.

    Times are months, multiples of 2⁻²⁰, so that SimPy's sums and differences are exact.
    """

    failure: Exception | None = None

    def start(self, process: Iterator[simpy.Event]) -> None:
        """Start a process; what it raises is raised by :meth:`play_until` as it is."""
        self.process(self._kept(process))

    def _kept(self, process: Iterator[simpy.Event]) -> Generator[simpy.Event, Any, None]:
        try:
            yield from process
        except Exception as error:
            self.failure = error
            raise

    def play_until(self, time: float) -> None:
        """Let everything before ``time`` happen."""
        try:
            self.run(until=time)
        except Exception:
            # SimPy raises a copy, made from the arguments alone.
            if self.failure is None:
                raise
        if self.failure is not None:
            raise self.failure

    def at(self, time: float, kind: Kind, entity: str = "", counter: int = 0) -> Moment:
        """Wait until ``time``, which has not passed."""
        return Moment(self, time, (int(kind), entity, counter))

    def schedule(self, event: simpy.Event, priority: Any = None, delay: float = 0) -> None:
        """As SimPy's, the priority being the place in the order."""
        del priority
        order: Any = getattr(event, "order", _FIRST)
        super().schedule(event, order, delay)
