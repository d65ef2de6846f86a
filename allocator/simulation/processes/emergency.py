"""An emergency: so many posts are asked for at one moment, by requests like the scenario's."""

from collections.abc import Mapping, Sequence

from allocator.simulation.play import Play
from allocator.simulation.world import Origin

Arrival = tuple[float, str, Origin, int]
"""When a request arrives, its name, what it is like, and its posts."""


def emergency_arrivals(play: Play) -> list[Arrival]:
    """The requests of the emergency, where it falls into this year: ``R1+2027.e1``, and so on."""
    rules = play.world.settings.demand.emergency
    time = 12.0 * play.world.first_year + rules.month
    if not 12 * play.year <= time < play.ends:
        return []
    origins = {
        name: origin
        for name, origin in play.world.origins.items()
        if rules.purpose in ("", origin.row["purpose"])
    }
    asked = in_proportion(rules.posts, {name: each.row["posts"] for name, each in origins.items()})
    return [
        (time, f"{name}+{play.year}.e1", origins[name], posts)
        for name, posts in asked.items()
        if posts
    ]


def in_proportion(posts: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Posts spread over names in proportion to their sizes, whole, by largest remainder.

    Hamilton's method: each gets its quota rounded down; what is left goes, one each, to the
    largest remainders, the first name where these are alike.
    """
    whole = sum(sizes.values())
    parts = {name: divmod(posts * size, whole) for name, size in sizes.items()}
    left = posts - sum(part for part, _remainder in parts.values()) if parts else 0
    lucky = set(_by_remainder(parts)[:left])
    return {name: part + (name in lucky) for name, (part, _remainder) in parts.items()}


def _by_remainder(parts: Mapping[str, tuple[int, int]]) -> Sequence[str]:
    return sorted(parts, key=lambda name: (-parts[name][1], name))
