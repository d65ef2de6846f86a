"""Recruits: how old they are, and when they will leave."""

from collections import Counter
from collections.abc import Sequence
from math import floor

import numpy as np

from allocator.simulation.draws import categorical
from allocator.simulation.log import Event, person
from allocator.simulation.play import Play
from allocator.simulation.state import Cell
from allocator.simulation.streams import Process


def take_up(play: Play, cell: Cell) -> None:
    """Somebody takes up a post of the cell.

    Of a cell whose leavers the planner has counted, who leaves is not a matter of persons.
    """
    number = cell.hired
    play.set(cell, hired=number + 1)
    if cell.key in play.world.counted:
        return
    name = f"{cell.unit}/{cell.quota_type}+{number}"
    key = play.world.cell_keys[cell.key]
    u = play.drawn.pop((key, number), None) or play.streams.four(Process.RECRUIT, key, number)
    birth, code = _drawn(play, u[3])
    leaves = play.world.lifetimes.leaving_time(birth, code, play.now, u[:3])
    place = play.world.place[cell.key]
    play.recruits.append((name, birth, code, False, place, leaves))
    if play.log is not None:
        tell_of_person(play, name, cell, birth, code)
    if leaves < play.ends:
        play.early_leavers.put((leaves, name, cell.key))


def draw_beforehand(play: Play, cells: Sequence[Cell]) -> None:
    """Draw for the next recruit of each cell, several where it stands there several times.

    Many come at one time: the draws of an array cost a fraction of as many single ones.
    """
    times: Counter[int] = Counter()
    keys, numbers = [], []
    for cell in cells:
        key = play.world.cell_keys[cell.key]
        keys.append(key)
        numbers.append(cell.hired + times[key])
        times[key] += 1
    entities = np.array(keys, dtype=np.uint64)
    uniforms = play.streams.uniforms(Process.RECRUIT, entities, np.array(numbers, dtype=np.uint64))
    rows = map(tuple, uniforms.T.tolist())
    play.drawn.update(zip(zip(keys, numbers, strict=True), rows, strict=True))


def _drawn(play: Play, u: float) -> tuple[int, int]:
    """Month of birth and retirement class, from one uniform: its months, and what is over."""
    rules = play.world.settings.recruitment
    months, over = divmod(u * 12 * (rules.to_age - rules.from_age + 1), 1.0)
    birth = floor(play.now) - 12 * rules.from_age - int(months)
    return birth, categorical(over, play.world.class_weights)


def tell_of_person(play: Play, name: str, cell: Cell, birth: int, code: int) -> None:
    """Write a new person to the log."""
    assert play.log is not None  # noqa: S101 - asked before
    for what, after in person(cell.key, birth, code).items():
        play.log.append(Event(play.now, play.process, f"person {name}", what, None, after))
