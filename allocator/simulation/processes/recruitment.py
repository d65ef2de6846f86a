"""Free posts are advertised and, after a lag, filled or not."""

from collections.abc import Iterator, Sequence
from math import inf

import numpy as np

from allocator.simulation.chances import drawn_duration, happens
from allocator.simulation.clock import Kind, Moment
from allocator.simulation.play import Play
from allocator.simulation.processes.recruits import draw_beforehand, take_up
from allocator.simulation.state import Cell, Opening
from allocator.simulation.streams import Process

AGAIN = 1
"""Months between two attempts at least."""


def intake(play: Play) -> Iterator[Moment]:
    """The yearly intake: units advertise their vacancies."""
    month = play.world.settings.recruitment.intake_month
    # Where there is no yearly intake, what the round of January has left is advertised after it.
    yield play.clock.at(12 * play.year + max(month, 1) - 1, Kind.RECRUITMENT)
    for cell in play.state.cells.values():
        if cell.free > 0:
            advertise_vacancies(play, cell, cell.free)


def advertise_vacancies(play: Play, cell: Cell, vacancies: int) -> None:
    """A unit decides on some of its own vacancies, one after another."""
    share = float(play.world.settings.recruitment.refill_share)
    key = play.world.cell_keys[cell.key]
    play.process = "recruitment"
    for _vacancy in range(vacancies):
        wanted = happens(play.streams, share, Process.REFILL, key, cell.vacancies)
        play.set(cell, vacancies=cell.vacancies + 1)
        if wanted and play.room_for_people(cell.key):
            advertise(play, cell, asked_for=False)


def advertise(play: Play, cell: Cell, *, asked_for: bool, loan: str | None = None) -> None:
    """A post is advertised, at once or when others of the unit are filled."""
    number = cell.openings
    opening = Opening(
        f"{cell.unit}/{cell.quota_type}#{number}", cell.unit, cell.quota_type, number, loan,
        asked_for, play.now, None,
    )  # fmt: skip
    play.set(cell, openings=number + 1)
    play.change(cell, coming=1)
    if not play.world.settings.recruitment.at_once:
        opening.due = _end_of_attempt(play, opening, play.now)
    play.put(play.state.openings, opening)
    play.openings_of[cell.key].append(opening)
    start_next(play, cell)
    look_after(play, opening)


def start_next(play: Play, cell: Cell) -> None:
    """Attempts begin, as many as the unit may make at one time, where that is limited."""
    if not play.world.settings.recruitment.at_once:
        return
    most = play.world.settings.recruitment.at_once
    openings = play.openings_of[cell.key]
    running = sum(opening.due is not None for opening in openings)
    for opening in openings:
        if running >= most:
            return
        if opening.due is None:
            running += 1
            play.set(opening, due=_end_of_attempt(play, opening, play.now))
            look_after(play, opening)


def _end_of_attempt(play: Play, opening: Opening, now: float) -> float:
    settings = play.world.settings.recruitment
    cell = play.world.cell_keys[opening.cell]
    lag = drawn_duration(play.streams, settings.lag, Process.LAG, cell, opening.occurrence)
    return _next_intake(settings.intake_month, now) + lag


def _next_intake(month: int, now: float) -> float:
    """When a post advertised from ``now`` on is: at the next intake, or at once."""
    if not month:
        return now
    this_year = 12 * (now // 12) + month - 1
    return this_year if this_year >= now else this_year + 12


def look_after(play: Play, opening: Opening) -> None:
    """Wait for the end of an opening's attempt, or for its lapse."""
    moment = min(inf if opening.due is None else opening.due, _lapses(play, opening))
    if moment < play.ends:
        waiting = play.openings_at.setdefault(moment, [])
        if not waiting:
            # Many are advertised, and filled, together: one process for all of a moment.
            play.clock.start(_moment(play, moment))
        waiting.append(opening)


def _moment(play: Play, moment: float) -> Iterator[Moment]:
    """All openings of which something is decided at a moment, by name."""
    yield play.clock.at(moment, Kind.RECRUITMENT, "", 1)
    while play.openings_at.get(moment):
        openings = sorted(play.openings_at.pop(moment), key=lambda opening: opening.name)
        succeed = _successes(play, openings)
        ended = [each for each in openings if each.due == moment and succeed[each.name]]
        draw_beforehand(play, [play.state.cells[opening.cell] for opening in ended])
        for opening in openings:
            if play.state.openings.get(opening.name) is opening:
                _decide(play, opening, moment, succeeds=succeed[opening.name])


def _successes(play: Play, openings: Sequence[Opening]) -> dict[str, bool]:
    """Whether each opening's attempt, if it ends now, succeeds."""
    cells = play.world.cell_keys
    keys = np.array([cells[opening.cell] for opening in openings], dtype=np.uint64)
    attempts = np.array([opening.occurrence for opening in openings], dtype=np.uint64)
    uniforms = play.streams.uniforms(Process.SUCCESS, keys, attempts)[0]
    chance = float(play.world.settings.recruitment.success)
    names = (opening.name for opening in openings)
    return dict(zip(names, (uniforms < chance).tolist(), strict=True))


def _decide(play: Play, opening: Opening, moment: float, *, succeeds: bool) -> None:
    """An attempt succeeds or fails; a lent post that has waited too long lapses."""
    play.process = "recruitment"
    if opening.due == moment:
        if succeeds:
            _fill(play, opening)
            return
        if not _tries_again(play, opening):
            return
    if _lapses(play, opening) <= moment:
        _lapse(play, opening)
    elif opening.due is None or opening.due > moment:
        look_after(play, opening)


def _lapses(play: Play, opening: Opening) -> float:
    months = play.world.settings.recruitment.lapse_months
    return opening.opened + months if months and opening.loan is not None else inf


def _fill(play: Play, opening: Opening) -> None:
    cell = play.state.cells[opening.cell]
    play.process = "recruitment"
    _close(play, opening)
    play.change(cell, people=1, coming=-1)
    play.tally.add("recruits", 1)
    take_up(play, cell)
    start_next(play, cell)


def _tries_again(play: Play, opening: Opening) -> bool:
    """What a request was granted, and what needs no yearly intake, is advertised anew.

    The next attempt ends a month later at the earliest, however short the lag.
    """
    cell = play.state.cells[opening.cell]
    play.process = "recruitment"
    if not opening.asked_for and play.world.settings.recruitment.intake_month:
        withdraw(play, opening)
        start_next(play, cell)
        return False
    play.set(opening, attempts=opening.attempts + 1)
    due = _end_of_attempt(play, opening, play.now)
    play.set(opening, due=max(due, play.now + AGAIN))
    return True


def _lapse(play: Play, opening: Opening) -> None:
    """A lent post that nobody was recruited to goes back."""
    loan = play.state.loans[opening.loan or ""]
    cell = play.state.cells[opening.cell]
    play.process = "recruitment"
    withdraw(play, opening)
    if loan.waiting:
        play.take_back(loan, 1, 0)
    start_next(play, cell)


def withdraw(play: Play, opening: Opening) -> None:
    """A post is no longer advertised."""
    _close(play, opening)
    play.change(play.state.cells[opening.cell], coming=-1)


def _close(play: Play, opening: Opening) -> None:
    play.openings_of[opening.cell].remove(opening)
    play.drop(play.state.openings, opening)
