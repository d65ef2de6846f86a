"""Urgent requests draw on reserves, and give the posts back when the emergency is over."""

from collections.abc import Iterator

from allocator.simulation.chances import drawn_duration
from allocator.simulation.clock import Kind, Moment
from allocator.simulation.play import Play
from allocator.simulation.reserves import spare
from allocator.simulation.state import Emergency
from allocator.simulation.streams import Process, entity_key
from allocator.simulation.world import Origin


def draw_on_reserve(play: Play, name: str, origin: Origin, posts: int) -> int:
    """Posts that the reserves lend to an urgent request at once: all, fewer, or none.

    People are seconded to them, so nobody is recruited, and no one need leave before they go
    back. Fewer than the request's ``min_posts`` are of no use.
    """
    rooms = [(pool, spare(play.world, play.state, pool)) for pool in origin.reserves]
    if min(posts, sum(room for _pool, room in rooms)) < origin.least(posts):
        return 0
    lent = 0
    ends = _ends(play, name)
    for pool, room in rooms:
        taken = min(room, posts - lent)
        if taken > 0:
            lent += taken
            _lend(play, Emergency(f"{name}@{pool}", name, pool, taken, ends))
    return lent


def _ends(play: Play, name: str) -> float:
    term, key = play.world.settings.demand.emergency_term, entity_key("request", name)
    return play.now + drawn_duration(play.streams, term, Process.EMERGENCY, key)


def _lend(play: Play, emergency: Emergency) -> None:
    play.put(play.state.emergencies, emergency)
    play.change_pool(play.state.pools[emergency.pool], free=-emergency.posts)
    play.clock.start(emergency_over(play, emergency))


def emergency_over(play: Play, emergency: Emergency) -> Iterator[Moment]:
    """The emergency ends, and the posts go back to the reserve."""
    if emergency.ends >= play.ends:
        return
    yield play.clock.at(emergency.ends, Kind.RECALL, emergency.name)
    play.process = "recall"
    play.drop(play.state.emergencies, emergency)
    play.change_pool(play.state.pools[emergency.pool], free=emergency.posts)
    play.tally.add("returned", emergency.posts)
