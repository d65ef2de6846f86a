"""One replication: a scenario played over years with one lender and one stream of chance."""

from dataclasses import dataclass, field
from time import perf_counter

from allocator.scenario.scenario import Scenario
from allocator.simulation.beginning import beginning
from allocator.simulation.lenders import Lender
from allocator.simulation.log import Event
from allocator.simulation.measures import MEASURES, Row, rows_of
from allocator.simulation.round_audit import audited
from allocator.simulation.state import State
from allocator.simulation.streams import Streams
from allocator.simulation.tally import Tally
from allocator.simulation.world import World
from allocator.simulation.year import play_year


@dataclass(frozen=True)
class Finished:
    """What one replication came to.

    Attributes
    ----------
    rows : tuple of Row
        Every measure of every year, then of the whole run.
    gap : float
        Largest relative gap accepted in any round.
    contradicted : tuple of int
        Years whose rules contradicted each other, so that nothing was lent.
    seconds, solver_seconds : float
        In all, and inside the solver.
    log : tuple of Event, or None
        Every change, where it was asked for.
    """

    replication: int
    rows: tuple[Row, ...]
    gap: float
    contradicted: tuple[int, ...]
    seconds: float
    solver_seconds: float
    log: tuple[Event, ...] | None


@dataclass
class Run:
    """A replication under way, at a January; it can be saved there and resumed.

    Attributes
    ----------
    state : State
    tallies : list of Tally
        What each year so far added up to.
    """

    world: World
    lender: Lender
    streams: Streams
    state: State
    tallies: list[Tally] = field(default_factory=list)
    gap: float = 0.0
    contradicted: tuple[int, ...] = ()
    seconds: float = 0.0
    solver_seconds: float = 0.0
    log: list[Event] | None = None

    @classmethod
    def begin(
        cls, world: World, lender: Lender, seed: int, replication: int, *, log: bool = False
    ) -> "Run":
        """A run at the scenario's first January."""
        streams = Streams(seed, replication)
        return cls(world, lender, streams, beginning(world, streams), log=[] if log else None)

    def advance(self, *, audit: bool = False) -> None:
        """Play one year.

        Raises
        ------
        Contradiction
            The rules contradict each other in the first year.
        BrokenRules
            ``audit`` was asked for, and the lender broke a rule.
        """
        began = perf_counter()
        play = play_year(
            self.world, self.state, self.streams, self.lender,
            watch=audited(self.lender) if audit else None, log=self.log,
        )  # fmt: skip
        self.tallies.append(play.tally)
        self.gap = max(self.gap, play.verdict.gap)
        if play.verdict.contradicted:
            self.contradicted += (play.year,)
        self.solver_seconds += play.verdict.solver_seconds
        self.seconds += perf_counter() - began

    def finished(self, warm_up: int = 0) -> Finished:
        """What the years so far come to; the whole run without its first ``warm_up`` years."""
        return Finished(
            self.streams.replication,
            rows_of(MEASURES, self.world.first_year, self.tallies, warm_up),
            self.gap,
            self.contradicted,
            self.seconds,
            self.solver_seconds,
            None if self.log is None else tuple(self.log),
        )


def replicate(
    scenario: Scenario | World,
    lender: Lender,
    years: int,
    seed: int,
    replication: int,
    *,
    warm_up: int = 0,
    log: bool = False,
    audit: bool = False,
) -> Finished:
    """One replication, the same alone as within a study.

    Parameters
    ----------
    scenario : Scenario or World
        A world is made once and serves all replications.
    years : int
        How many, from the scenario's base year on.
    seed, replication : int
        The study's seed, and the number of the replication in it, from 0.
    warm_up : int
        Years at the beginning, fewer than all, that the measures of the whole run leave out.
    log : bool
        Keep every change of the state.
    audit : bool
        Let the independent audit check every round.

    Raises
    ------
    Contradiction
        The rules contradict each other in the first year.
    BrokenRules
        ``audit`` was asked for, and the lender broke a rule.
    """
    world = scenario if isinstance(scenario, World) else World(scenario)
    run = Run.begin(world, lender, seed, replication, log=log)
    for _year in range(years):
        run.advance(audit=audit)
    return run.finished(warm_up)
