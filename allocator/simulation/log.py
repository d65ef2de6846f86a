"""The event log: every change of the state, so that the state at any month can be rebuilt."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from allocator.simulation.state import CellKey, State
from allocator.stock.retirement import CLASSES

if TYPE_CHECKING:
    from allocator.simulation.world import World

Plain = int | float | str | bool | None

REMOVED = "removed"
"""What happened to an entity that is no more."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change.

    Attributes
    ----------
    time : float
        Months, ``12 * year + month − 1``.
    process : str
        What made the change: recall, evaluation, demand, round, recruitment, attrition.
    entity : str
        Kind and name, as ``loan R1@P1``.
    what : str
        The attribute that changed; ``removed`` where the entity is no more.
    before, after
        Its value; ``before`` is ``None`` where the entity is new.
    """

    time: float
    process: str
    entity: str
    what: str
    before: Plain
    after: Plain


Entities = dict[str, dict[str, Plain]]
"""Entity → its attributes."""


def entities_of(state: State, world: "World") -> Entities:
    """Every entity of a state, people in post included, by kind and name."""
    entities: Entities = {
        f"{each.kind} {each.name}": {
            field.name: getattr(each, field.name) for field in fields(each) if field.name != "name"
        }
        for each in state.entities()
    }
    people = state.people
    rows = zip(people.names, people.cell, people.birth, people.codes, people.leaves, strict=True)
    for name, cell, birth, code, leaves in rows:
        if leaves >= state.now:
            entities[f"person {name}"] = person(world.cells[cell], int(birth), int(code))
    return entities


def person(cell: CellKey, birth: int, code: int) -> dict[str, Plain]:
    """What the log tells of a person."""
    unit, quota_type = cell
    return {
        "unit": unit,
        "quota_type": quota_type,
        "birth": birth,
        "retirement_class": str(CLASSES[code]),
    }


def rebuild(start: Entities, events: Iterable[Event], time: float) -> Entities:
    """Entities as they were when all had happened that happened up to ``time``, inclusive.

    Parameters
    ----------
    start : mapping of entity to attributes
        From :func:`entities_of` of the state in which the log began.
    """
    entities: dict[str, dict[str, Any]] = {name: dict(own) for name, own in start.items()}
    for event in events:
        if event.time > time:
            break
        if event.what == REMOVED:
            del entities[event.entity]
        else:
            entities.setdefault(event.entity, {})[event.what] = event.after
    return entities
