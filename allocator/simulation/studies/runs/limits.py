"""How many replications a study gets: until it is precise enough, or a limit is reached."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.executors import Executor
from allocator.simulation.studies.ready import Ready
from allocator.simulation.studies.results.outcomes import Outcomes
from allocator.simulation.studies.runs.running import Runs
from allocator.simulation.studies.statistics.stopping import likely_needed, stop_at
from allocator.text import _

AT_A_TIME = 10
"""Replications that all cells get before any gets more, where time may end: what only some of them
have does not count."""


class BudgetEnded(Exception):
    """The hours of a study ended before its settings could be compared."""

    def __init__(self, done: int) -> None:
        super().__init__(
            _(
                "the hours of the study's budget ended before every setting had two replications; "
                "{done} run(s) are kept: the same command goes on from there"
            ).format(done=done)
        )


@dataclass(frozen=True)
class Stopped:
    """The replications that count, and why there are no more.

    Attributes
    ----------
    reason : str
        ``half_width``: the precision that was wanted is reached; ``most``: the most replications;
        ``runs``, ``hours``: the budget.
    """

    replications: int
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """For the record."""
        return {"replications": self.replications, "reason": self.reason}


def played_until_stopped(
    ready: Ready,
    runs: Runs,
    executor: Executor,
    outcomes: Callable[[int], Outcomes],
) -> Stopped:
    """Play replications of all cells, as many as the study's rule asks for.

    Whether to stop is decided on replications 0, 1, 2, … in order, never on how many more have
    been played: so it is the same on any number of workers.

    Parameters
    ----------
    outcomes : callable
        Number of replications → their outcomes.

    Raises
    ------
    BudgetEnded
        There are not two replications of every cell when the hours are over.
    """
    study = ready.study
    most, reason = _limit(ready)
    wanted = study.replications
    target = min(most, _first(study))
    while True:
        in_time = runs.complete(target, executor)
        counted = target if in_time else runs.common()
        if counted < 2:
            raise BudgetEnded(sum(map(len, runs.have)))
        found = outcomes(counted) if wanted.half_width else None
        stop = None if found is None else stop_at(study, ready.layout, found)
        if stop is not None:
            return Stopped(stop, "half_width")
        if not in_time:
            return Stopped(counted, "hours")
        if target == most:
            return Stopped(most, reason)
        target = min(most, max(target + 1, _next(ready, target, found)))


def _first(study: Study) -> int:
    """Replications to begin with."""
    wanted = study.replications
    if study.budget.hours is not None:
        return AT_A_TIME
    return wanted.least + wanted.look_ahead if wanted.half_width else wanted.most


def _next(ready: Ready, target: int, found: Outcomes | None) -> int:
    """Replications to go on to."""
    if found is None or ready.study.budget.hours is not None:
        return target + AT_A_TIME
    return likely_needed(ready.study, ready.layout, found)


def _limit(ready: Ready) -> tuple[int, str]:
    """Most replications, and what limits them."""
    most, budget = ready.study.replications.most, ready.study.budget.runs
    afforded = most if budget is None else budget // ready.plan.place.size
    return (afforded, "runs") if afforded < most else (most, "most")
