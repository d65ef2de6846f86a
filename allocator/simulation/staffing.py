"""How many of a unit's posts stand empty."""

from collections import defaultdict
from collections.abc import Iterable

from allocator.simulation.state import State


def unfilled_shares(state: State) -> dict[str, float]:
    """Unit → share of its posts, own and lent, that nobody is on."""
    cells = state.cells.values()
    return shares_unfilled((cell.unit, cell.titles + cell.lent, cell.people) for cell in cells)


def shares_unfilled(counts: Iterable[tuple[str, int, int]]) -> dict[str, float]:
    """Unit → share of its posts that nobody is on, from (unit, posts, people) by quota type."""
    posts: defaultdict[str, int] = defaultdict(int)
    empty: defaultdict[str, int] = defaultdict(int)
    for unit, own, people in counts:
        posts[unit] += own
        empty[unit] += max(0, own - people)
    return {unit: empty[unit] / total for unit, total in posts.items() if total}
