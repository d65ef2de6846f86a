"""Requests arrive: the scenario's own in the first year, then others like them."""

from collections.abc import Iterator

from allocator.simulation.clock import Kind, Moment
from allocator.simulation.draws import on_time_grid, poisson
from allocator.simulation.play import Play
from allocator.simulation.processes.emergency import Arrival, emergency_arrivals
from allocator.simulation.processes.reserves import draw_on_reserve
from allocator.simulation.state import Request
from allocator.simulation.streams import Process, entity_key
from allocator.simulation.tally import Tally
from allocator.simulation.world import Origin


def demand(play: Play) -> Iterator[Moment]:
    """Requests that are handed in for the round of January."""
    yield play.clock.at(12 * play.year, Kind.DEMAND)
    play.process = "demand"
    if play.year == play.world.first_year:
        for name, origin in play.world.origins.items():
            row = origin.row
            hand_in(play, Request(name, name, row["posts"], play.now, row["start_year"]))
        return
    regular = 1 - float(play.world.settings.demand.urgent_share)
    for origin, count in _counts(play, Process.DEMAND, regular):
        for number in range(1, count + 1):
            name = f"{origin.name}+{play.year}.{number}"
            posts = _size(play, name, origin)
            hand_in(play, Request(name, origin.name, posts, play.now, play.year))


def urgent_demand(play: Play) -> Iterator[Moment]:
    """Requests that arrive within the year, by chance or in an emergency."""
    arrivals = [*_by_chance(play), *emergency_arrivals(play)]
    for time, name, origin, posts in sorted(arrivals, key=lambda each: each[:2]):
        if time < play.ends:
            yield play.clock.at(time, Kind.DEMAND, name)
            play.process = "demand"
            _arrive(play, name, origin, posts)


def _by_chance(play: Play) -> Iterator[Arrival]:
    share = float(play.world.settings.demand.urgent_share)
    for origin, count in _counts(play, Process.URGENT, share):
        for number in range(1, count + 1):
            name = f"{origin.name}+{play.year}.u{number}"
            within = play.streams.uniform(Process.URGENT, entity_key("request", name), 1)
            time = on_time_grid(12 * (play.year + within))
            yield time, name, origin, _size(play, name, origin)


def _counts(play: Play, process: Process, share: float) -> Iterator[tuple[Origin, int]]:
    """How many requests like each of the scenario's come this year, of a share of them."""
    if share <= 0:
        return
    origins, keys = play.world.origins.values(), play.world.origin_keys
    uniforms = play.streams.uniforms(process, keys, play.year)[0].tolist()
    for origin, u in zip(origins, uniforms, strict=True):
        count = poisson(u, origin.rate * share)
        if count:
            yield origin, count


def _size(play: Play, request: str, origin: Origin) -> int:
    posts: int = origin.row["posts"]
    if play.world.settings.demand.size == "same":
        return posts
    u = play.streams.uniform(Process.SIZE, entity_key("request", request))
    return 1 + poisson(u, posts - 1)


def hand_in(play: Play, request: Request) -> None:
    """A request is on the table of the next round."""
    play.put(play.state.requests, request)
    count_asked(play, play.world.origins[request.origin], request.posts)


def count_asked(play: Play, origin: Origin, posts: int) -> None:
    """Count what is asked, when it is."""
    tally, purpose = play.tally, origin.row["purpose"]
    tally.add("requests", 1)
    _by_all(tally, "asked", posts, purpose)
    tally.add("asked_by_department", posts, origin.department)
    if origin.priority:
        tally.add("priority_asked", posts)


def count_granted(play: Play, origin: Origin, posts: int, arrived: float, tier: int) -> None:
    """Count what is granted, when it is."""
    tally, waited = play.tally, play.now - arrived
    _by_all(tally, "granted", posts, origin.row["purpose"])
    tally.add("granted_by_tier", posts, str(tier))
    tally.add("granted_by_department", posts, origin.department)
    tally.add("waiting", waited * posts)
    if origin.priority and waited < WITHIN:
        tally.add("priority_met", posts)


WITHIN = 12
"""Months within which a priority post counts as met in time; a year's wait is too long."""


def _by_all(tally: Tally, name: str, posts: int, purpose: str) -> None:
    tally.add(name, posts)
    tally.add(f"{name}_by_purpose", posts, purpose)


def _arrive(play: Play, name: str, origin: Origin, posts: int) -> None:
    """An urgent request waits for the next round, or is served from a reserve, or refused."""
    rules = play.world.settings.demand
    play.tally.add("urgent", posts)
    # On 1 January requests come before the round, which is then the next.
    later = play.now > 12 * play.year
    request = Request(name, origin.name, posts, play.now, play.year + later)
    if rules.urgent == "wait" or not play.bank_open:
        hand_in(play, request)
        return
    lent = draw_on_reserve(play, name, origin, posts)
    if not lent and rules.reserve_empty == "wait":
        hand_in(play, request)
        return
    count_asked(play, origin, posts)
    play.tally.add("urgent_refused", posts - lent)
    if lent:
        tier = play.state.units[origin.row["unit_id"]].tier
        count_granted(play, origin, lent, play.now, tier)
        play.tally.add("from_reserve", lent)
