"""What pools keep back, and what of it emergencies have left."""

from collections import defaultdict
from fractions import Fraction
from math import ceil

from allocator.simulation.state import State
from allocator.simulation.world import World


def kept_back(world: World, pool: str, owned: int) -> int:
    """Posts that a pool is to keep back, of those it owns: its own number, or the policy's share.

    A share of vacancies (``reserve.vacancy_share``) belongs to the round alone: what it adds is
    worked out there, from the vacancies of the day.
    """
    given: int | None = world.pools[pool]["reserve"]
    if given is not None:
        return min(given, owned)
    return min(ceil(Fraction(world.policy.reserve.share) * owned), owned)


def lent_in_emergencies(state: State) -> dict[str, int]:
    """Pool → posts that its reserve has lent."""
    out: defaultdict[str, int] = defaultdict(int)
    for emergency in state.emergencies.values():
        out[emergency.pool] += emergency.posts
    return out


def spare(world: World, state: State, pool: str) -> int:
    """Posts that a pool's reserve can still lend in an emergency."""
    entry = state.pools[pool]
    left = kept_back(world, pool, entry.owned) - lent_in_emergencies(state)[pool]
    return max(0, min(entry.free, left))
