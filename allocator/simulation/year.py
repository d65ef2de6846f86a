"""One year: SimPy runs the processes from one January to the next."""

from collections.abc import Iterator

import simpy

from allocator.simulation.clock import Kind, Moment
from allocator.simulation.conservation import check_month, posts_in
from allocator.simulation.lenders import Lender
from allocator.simulation.lenders.no_bank import no_bank
from allocator.simulation.log import Event
from allocator.simulation.play import Play
from allocator.simulation.processes.annual_round import Watch, annual_round
from allocator.simulation.processes.attrition import attrition, early_departures
from allocator.simulation.processes.demand import demand, urgent_demand
from allocator.simulation.processes.evaluation import evaluation
from allocator.simulation.processes.recall import late_recalls, recall
from allocator.simulation.processes.recruitment import intake, look_after
from allocator.simulation.processes.reserves import emergency_over
from allocator.simulation.state import State
from allocator.simulation.streams import Streams
from allocator.simulation.world import World


def play_year(
    world: World,
    state: State,
    streams: Streams,
    lender: Lender,
    *,
    watch: Watch | None = None,
    log: list[Event] | None = None,
) -> Play:
    """Play the year that begins with the state, which is changed.

    Parameters
    ----------
    watch : callable
        Is shown every round before the bank acts on it.
    log : list
        Where every change is written.
    """
    play = Play(world, state, streams, int(state.now) // 12, log)
    play.bank_open = lender is not no_bank
    for process in (
        recall(play),
        late_recalls(play),
        evaluation(play),
        demand(play),
        annual_round(play, lender, watch),
        intake(play),
        attrition(play),
        early_departures(play),
        urgent_demand(play),
        _months(play),
    ):
        play.clock.start(process)
    for emergency in state.emergencies.values():
        play.clock.start(emergency_over(play, emergency))
    for opening in state.openings.values():
        look_after(play, opening)
    play.clock.play_until(play.ends)
    play.close()
    for name, posts in zip(("titles", "pools", "loans"), posts_in(state), strict=True):
        play.tally.last(name, posts)
    play.tally.last("people", sum(cell.people for cell in state.cells.values()))
    return play


def _months(play: Play) -> Iterator[simpy.Event]:
    """Every month, titles, pools and loans still add up."""
    for month in range(12):
        moment: Moment = play.clock.at(12 * play.year + month, Kind.MONTH)
        yield moment
        check_month(play)
