"""Where the time of a replication goes: seconds by stage, the inner stage's its own alone."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import wraps
from pkgutil import resolve_name
from time import perf_counter
from typing import Any
from unittest.mock import patch

REST = "rest"

STAGES = {
    "beginning": "allocator.simulation.replication:beginning",
    "facts": "allocator.simulation.processes.annual_round:numbers_of",
    "leavers": "allocator.simulation.numbers:certain_leavers",
    "prepare": "allocator.simulation.numbers:prepare_facts",
    "lender": "allocator.simulation.processes.annual_round:verdict_of",
    "strengthen": "allocator.allocation.model.build:formulate",
    "build": "allocator.allocation.solve:build",
    "hand_over": "allocator.allocation.solve:compile_model",
    "highs": "allocator.allocation.solver.highs:Highs.run",
    "goals": "allocator.allocation.solve:solve_goals",
    "reading": "allocator.allocation.solve:read_decisions",
}
"""Each stage, and the function, by the name under which it is called, whose time it is."""


class Stopwatch:
    """Seconds by stage; while a stage runs within another, that one stands still."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._under_way: list[str] = []
        self._since = perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What runs inside is the stage's."""
        self._note()
        self._under_way.append(name)
        try:
            yield
        finally:
            self._note()
            self._under_way.pop()

    def _note(self) -> None:
        now = perf_counter()
        if self._under_way:
            self.seconds[self._under_way[-1]] += now - self._since
        self._since = now

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """``work`` as a stage."""

        @wraps(work)
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return work(*arguments, **named)

        return timed


@contextmanager
def stages_timed() -> Iterator[Stopwatch]:
    """Everything inside is timed by stage, what belongs to none as ``rest``."""
    watch = Stopwatch()
    with staged(watch, STAGES):
        yield watch


@contextmanager
def staged(watch: Stopwatch, stages: Mapping[str, str]) -> Iterator[None]:
    """Everything inside is timed by these stages, what belongs to none as ``rest``."""
    with ExitStack() as stack:
        for stage, place in stages.items():
            owner, name = place.replace(":", ".").rsplit(".", 1)
            work = watch.timed(stage, resolve_name(place))
            stack.enter_context(patch.object(resolve_name(owner), name, work))
        with watch.stage(REST):
            yield
