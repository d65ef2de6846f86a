"""The replications of a simulation, in several processes at once."""

import os
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from allocator.allocation.repair import Contradiction
from allocator.processes import processes_holding
from allocator.scenario.scenario import Scenario
from allocator.simulation.broken_rules import BrokenRules
from allocator.simulation.lenders import Lender, lender_name
from allocator.simulation.provenance import Asked
from allocator.simulation.replication import Finished, replicate
from allocator.simulation.world import World
from allocator.text import _

STARTING = 3.0
"""Seconds of work that is left, below which it does not pay to start further processes."""


class ReplicationFailed(Exception):
    """A replication failed; it can be run alone to find out why."""

    def __init__(self, replication: int, seed: int, why: str) -> None:
        self.replication, self.seed, self.why = replication, seed, why
        super().__init__(
            _(
                "replication {replication} with seed {seed} failed: {why}. To run it alone: "
                "--seed {seed} --replication {replication}"
            ).format(replication=replication, seed=seed, why=why)
        )

    def __reduce__(self) -> tuple[type["ReplicationFailed"], tuple[int, int, str]]:
        """What another process makes it from."""
        return (ReplicationFailed, (self.replication, self.seed, self.why))


class LenderNotPicklable(Exception):
    """A lender of the caller's own cannot be handed to other processes."""

    def __init__(self, lender: Lender, why: str) -> None:
        super().__init__(
            _(
                "the lender “{lender}” cannot be handed to other processes: {why}. Define it as a "
                "function at the top level of a module, or simulate with one worker"
            ).format(lender=lender_name(lender), why=why)
        )


@dataclass(frozen=True)
class Replications:
    """What the replications of one simulation have in common."""

    scenario: Scenario
    lender: Lender
    asked: Asked

    @cached_property
    def world(self) -> World:
        """Of the scenario; made once for all of them."""
        return World(self.scenario)

    def finished(self, replication: int) -> Finished:
        """One of them.

        Raises
        ------
        Contradiction
            The rules contradict each other in the first round.
        BrokenRules
            The audit found that a round breaks rules.
        ReplicationFailed
            Whatever else went wrong, as its cause.
        """
        asked = self.asked
        try:
            return replicate(
                self.world,
                self.lender,
                asked.years,
                asked.seed,
                replication,
                warm_up=asked.warm_up,
                log=asked.log,
                audit=asked.audit,
            )
        except (Contradiction, BrokenRules):
            raise
        except Exception as error:  # named, so that it can be run alone
            why = f"{type(error).__name__}: {error}"
            raise ReplicationFailed(replication, asked.seed, why) from error


def finished_replications(
    scenario: Scenario, lender: Lender, asked: Asked, workers: int = 0
) -> Iterator[Finished]:
    """Replications in the order of their numbers, each as soon as it may be.

    Parameters
    ----------
    lender : Lender
        What ``asked.lender`` names.
    workers : int
        Processes, 0 for one per core where that pays. What comes out does not depend on it.

    Raises
    ------
    Contradiction
        The rules contradict each other in the first round.
    BrokenRules
        ``asked.audit``, and a round breaks rules.
    LenderNotPicklable
        Other processes cannot be given the lender.
    ReplicationFailed
        A replication failed.
    ProcessEnded
        A process ended before it had done its work.
    KeyboardInterrupt
        Ctrl-C was pressed; the processes have been ended.
    """
    common, numbers = Replications(scenario, lender, asked), asked.numbers
    if workers:
        yield from _shared_out(common, numbers, workers)
        return
    alone, seconds = 0, 0.0
    for number in numbers:
        finished = common.finished(number)
        yield finished
        alone, seconds = alone + 1, seconds + finished.seconds
        if seconds / alone * (len(numbers) - alone) > STARTING:
            break
    yield from _shared_out(common, numbers[alone:], os.cpu_count() or 1)


def _shared_out(common: Replications, numbers: Sequence[int], workers: int) -> Iterator[Finished]:
    count = min(workers, len(numbers))
    if count < 2:
        yield from map(common.finished, numbers)
        return
    _refuse_unpicklable(common.lender)
    made_there = partial(Replications, common.scenario, common.lender, common.asked)
    with processes_holding(made_there, count) as processes:
        yield from processes.in_order(partial(_finished, number) for number in numbers)


def _refuse_unpicklable(lender: Lender) -> None:
    try:
        pickle.dumps(lender)
    # What an object that cannot be pickled raises is up to the object.
    except Exception as error:
        raise LenderNotPicklable(lender, str(error)) from error


def _finished(number: int, common: Replications) -> Finished:
    return common.finished(number)
