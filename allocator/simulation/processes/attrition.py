"""People leave, in the month drawn beforehand; what becomes of the post that falls vacant."""

from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
import simpy

from allocator.simulation.clock import Kind, Moment
from allocator.simulation.draws import on_time_grid
from allocator.simulation.log import REMOVED, Event
from allocator.simulation.play import Play
from allocator.simulation.processes.recruitment import advertise_vacancies
from allocator.simulation.state import Cell, CellKey, Loan
from allocator.simulation.streams import Process, entity_key

Departures = list[tuple[float, str, CellKey, bool]]
"""When, who, from where, and whether it is a person known by name."""


def attrition(play: Play) -> Iterator[Moment]:
    """Everyone whose month comes in this year leaves, in order."""
    for time, name, cell, known in sorted(_from_roster(play) + _counted(play)):
        yield play.clock.at(time, Kind.ATTRITION, name)
        leave(play, play.state.cells[cell], name if known else None)


def _from_roster(play: Play) -> Departures:
    people, cells = play.state.people, play.world.cells
    places = np.flatnonzero(people.leaves < play.ends)
    return [
        (leaves, name, cells[cell], True)
        for leaves, name, cell in zip(
            people.leaves[places].tolist(),
            people.names[places].tolist(),
            people.cell[places].tolist(),
            strict=True,
        )
    ]


def _counted(play: Play) -> Departures:
    """Where the planner has counted the leavers, so many leave, spread over the year."""
    departures: Departures = []
    for cell in play.world.counted:
        leavers = play.world.counted_in(cell, play.year)
        for number in range(leavers):
            key = entity_key("leaver", *cell, number)
            within = play.streams.uniform(Process.LEAVING, key, play.year)
            time = float(on_time_grid(12 * play.year + 12 * within))
            departures.append((time, f"{cell[0]}/{cell[1]}-{number}", cell, False))
    return [each for each in departures if each[0] < play.ends]


def early_departures(play: Play) -> Generator[simpy.Event, Any, None]:
    """Recruits of this year who leave in it."""
    while True:
        time, name, cell = yield play.early_leavers.get()
        play.clock.start(_departure(play, time, name, cell))


def _departure(play: Play, time: float, name: str, cell: CellKey) -> Iterator[Moment]:
    yield play.clock.at(time, Kind.ATTRITION, name)
    leave(play, play.state.cells[cell], name)


def leave(play: Play, cell: Cell, name: str | None) -> None:
    """One person leaves; a loan that waits for a leaver gets the post, else it is vacant.

    Parameters
    ----------
    name : str or None
        ``None`` for one of those whom the planner has counted, but not named.
    """
    play.process = "attrition"
    if play.log is not None and name is not None:
        play.log.append(Event(play.now, "attrition", f"person {name}", REMOVED, name, None))
    if not cell.people:
        return  # more leavers are listed, or counted, than there are people
    play.change(cell, people=-1)
    play.tally.add("leavers", 1)
    if cell.free >= 1:
        _use_vacancy(play, cell)


def _use_vacancy(play: Play, cell: Cell) -> None:
    loan = first_waiting(play, cell)
    if loan is None:
        if not play.world.settings.recruitment.intake_month:
            advertise_vacancies(play, cell, 1)
    elif loan.repayment == "as_vacated" or is_late(play, loan):
        play.take_back(loan, 1, 0)
    else:
        play.hold(loan)


def is_late(play: Play, loan: Loan) -> bool:
    """Whether a loan is overdue for want of a vacancy."""
    return loan.due < play.year and loan.late_until is None


def first_waiting(play: Play, cell: Cell) -> Loan | None:
    """The loan of the cell, due first, for whose posts not enough people have left yet."""
    waiting = [loan for loan in play.loans_of[cell.key] if loan.waiting]
    return min(waiting, key=_due_first, default=None)


def _due_first(loan: Loan) -> Any:
    return (loan.due, loan.name)
