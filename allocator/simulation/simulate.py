"""Simulate a scenario from Python: ``simulate(scenario, lender=…, years=…, …)``."""

from collections.abc import Callable
from time import perf_counter

from allocator.scenario.scenario import Scenario
from allocator.simulation.lenders import Lender, lender_name, lender_named
from allocator.simulation.provenance import Asked, Effort
from allocator.simulation.results import Simulation, simulation_of
from allocator.simulation.running import finished_replications
from allocator.simulation.streams import Randomness, seed_of
from allocator.text import _


def simulate(
    scenario: Scenario,
    *,
    lender: str | Lender = "optimal",
    years: int = 10,
    replications: int = 100,
    rng: Randomness = 0,
    first: int = 0,
    workers: int = 0,
    confidence: float = 0.95,
    warm_up: int = 0,
    log: bool = False,
    audit: bool = False,
    progress: Callable[[], None] | None = None,
) -> Simulation:
    """Play a scenario over years, again and again, with chance but without a change of mind.

    Parameters
    ----------
    scenario : Scenario
        Its section ``[simulation]`` tells how it is played.
    lender : str or callable
        What decides the annual rounds: ``optimal``, ``first_come``, ``pro_rata``,
        ``tier_order``, ``no_bank``, or a lender of the caller's own, see
        :class:`allocator.simulation.lenders.Lender`.
    years, replications : int
        At least 1.
    rng : int, None, numpy Generator, BitGenerator or SeedSequence
        The seed, or where it is drawn from; it stands in the result's record.
    first : int
        Number of the first replication: one number alone gives what it gives within a study.
    workers : int
        Local processes, 0 for one per core where that pays. Results do not depend on it.
    confidence : float
        Of the Student-t intervals of means, between 0 and 1.
    warm_up : int
        Years at the beginning, fewer than all, that the measures of the whole run leave out:
        for studies of a steady state.
    log : bool
        Keep every change of the state.
    audit : bool
        Let the independent audit check every round.
    progress : callable
        Is called whenever a replication has finished.

    Returns
    -------
    Simulation
        Tidy frames ``years``, ``runs``, ``summary`` and ``log``, and the ``record``.

    Raises
    ------
    ValueError
        A number is out of range, or no lender has that name.
    Contradiction
        The rules contradict each other in the first year.
    ReplicationFailed
        A replication failed, as its message tells.
    """
    _refuse_out_of_range(years, replications, first, workers, confidence)
    if not 0 <= warm_up < years:
        raise ValueError(
            _("warm_up = {found}: expected a whole number from 0, below the {years} years").format(
                found=warm_up, years=years
            )
        )
    decides = lender_named(lender) if isinstance(lender, str) else lender
    asked = Asked(
        lender=lender_name(decides),
        years=years,
        replications=replications,
        first=first,
        seed=seed_of(rng),
        confidence=confidence,
        warm_up=warm_up,
        log=log,
        audit=audit,
    )
    began = perf_counter()
    finished = []
    for each in finished_replications(scenario, decides, asked, workers):
        finished.append(each)
        if progress is not None:
            progress()
    return simulation_of(scenario, asked, finished, Effort(perf_counter() - began, workers))


def _refuse_out_of_range(
    years: int, replications: int, first: int, workers: int, confidence: float
) -> None:
    least = {"years": 1, "replications": 1, "first": 0, "workers": 0}
    given = {"years": years, "replications": replications, "first": first, "workers": workers}
    for name, number in given.items():
        if number < least[name]:
            raise ValueError(
                _("{name} = {found}: expected a whole number from {least}").format(
                    name=name, found=number, least=least[name]
                )
            )
    if not 0 < confidence < 1:
        raise ValueError(
            _("confidence = {found}: expected a number between 0 and 1").format(found=confidence)
        )
