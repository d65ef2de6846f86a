"""Things that happen with a chance, and how long they last; what is certain needs no draw."""

from allocator.scenario.simulation import Duration
from allocator.simulation.draws import duration
from allocator.simulation.streams import Process, Streams


def happens(
    streams: Streams, chance: float, process: Process, entity: int, occurrence: int = 0
) -> bool:
    """Whether something of this chance (0 to 1) happens."""
    if chance <= 0 or chance >= 1:
        return chance >= 1
    return streams.uniform(process, entity, occurrence) < chance


def drawn_duration(
    streams: Streams, of: Duration, process: Process, entity: int, occurrence: int = 0
) -> float:
    """Months that something lasts, on the time grid."""
    drawn = of.distribution != "fixed"
    u = streams.uniform(process, entity, occurrence) if drawn else 0.5
    return duration(u, of.distribution, float(of.mean))
