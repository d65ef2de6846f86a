"""One cell of a study: a scenario played by one lender, replication by replication."""

import pickle
import traceback
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from allocator.allocation.repair import Contradiction
from allocator.simulation.lenders import Lender
from allocator.simulation.replication import replicate
from allocator.simulation.studies.runs.measured import Measured, measured_in
from allocator.simulation.world import World
from allocator.text import in_language


@dataclass(frozen=True)
class Cell:
    """What the runs of a setting under an assumption have in common.

    Attributes
    ----------
    number : int
        Its place in the study, from 0.
    scenario : bytes
        The checked scenario, pickled once: it is handed to many processes.
    seed : int
        Of the study: all cells share it, so that they have their chances in common.
    """

    number: int
    scenario: bytes
    lender: Lender
    years: int
    warm_up: int
    seed: int


@dataclass(frozen=True)
class Failure:
    """Why a run failed.

    Attributes
    ----------
    error : str
        Kind and message of what was raised.
    traceback : str
        Where; empty where that is not known, as when a process was killed, or no matter.
    always : bool
        The rules contradict each other at the start, whatever the chances: all replications fail
        alike.
    """

    error: str
    traceback: str
    always: bool = False


@dataclass(frozen=True)
class Run:
    """One run: what it came to, or why it failed."""

    replication: int
    outcome: Measured | Failure


def play(cell: Cell, replications: tuple[int, ...]) -> tuple[Run, ...]:
    """Play replications of a cell; one that fails is a record, and the others go on.

    What fails whatever the chances is not tried again. Whatever a failure says is in English: it
    is kept, and is the same whoever played the run.
    """
    runs: list[Run] = []
    with in_language("en"):
        for number in replications:
            alike = bool(runs) and isinstance(runs[-1].outcome, Failure) and runs[-1].outcome.always
            runs.append(Run(number, runs[-1].outcome if alike else _outcome(cell, number)))
    return tuple(runs)


def _outcome(cell: Cell, replication: int) -> Measured | Failure:
    began = perf_counter()
    try:
        finished = replicate(
            _world(cell.scenario),
            cell.lender,
            cell.years,
            cell.seed,
            replication,
            warm_up=cell.warm_up,
        )
    except Contradiction as error:
        # Of the first year, on which chance has no influence.
        return Failure(f"The rules contradict each other: {error}", "", always=True)
    except Exception as error:  # whatever it is: the study goes on, and tells
        return Failure(f"{type(error).__name__}: {error}", traceback.format_exc())
    return measured_in(finished, perf_counter() - began)


@lru_cache(maxsize=2)
def _world(scenario: bytes) -> World:
    """The scenario's world, kept while its runs are played."""
    return World(pickle.loads(scenario))  # noqa: S301 - our own
