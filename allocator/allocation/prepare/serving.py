"""Which pools may serve whom: worked out once for the same pools, whatever they hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from allocator.scenario.policy import Policy
from allocator.scenario.serving import ATTRIBUTES, covers, cross_share, mismatches
from allocator.scenario.tables import ANY

Pools = Mapping[str, tuple[str, ...]]
"""Pool → attributes of it that what it serves lies outside of."""

Place = tuple[str, str, str]
"""Region, level and department of a unit."""

_KEPT = 64
"""Sets of pools remembered: more than the policies that one process compares."""


class _PoolPlace(NamedTuple):
    """What a pool is for."""

    pool_id: str
    quota_type: str
    purpose: str
    region: str
    level: str
    department: str


def serving_of(policy: Policy, pools: Sequence[Mapping[str, Any]]) -> "Serving":
    """What the pools may serve under the policy; the same object for the same pools."""
    crossable = tuple(name for name in ATTRIBUTES if cross_share(policy, name) > 0)
    places = tuple(_PoolPlace(*(pool[name] for name in _PoolPlace._fields)) for pool in pools)
    return _serving(crossable, places)


class Serving:
    """Which pools may serve a place, quota type and purpose; every answer is kept.

    Parameters
    ----------
    crossable : tuple of str
        Attributes that a pool's cross share lets requests lie outside of.
    pools : tuple of pools
        Sorted by id.
    """

    def __init__(self, crossable: tuple[str, ...], pools: tuple[_PoolPlace, ...]) -> None:
        self._crossable = frozenset(crossable)
        self._pools = [pool._asdict() for pool in pools]
        self._by_type: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        for pool in self._pools:
            self._by_type[pool["quota_type"]].append(pool)
        self._lending: dict[tuple[Place, str, str], tuple[Pools, Pools]] = {}
        self._collecting: dict[tuple[Place, str], str | None] = {}

    def lending(self, place: Place, quota_type: str, purpose: str) -> tuple[Pools, Pools]:
        """Pools that may serve a request, and those that only a cross share of 0 keeps from it.

        Pools of other quota types are among the latter only where types may cross.
        """
        kind = (place, quota_type, purpose)
        if kind not in self._lending:
            self._lending[kind] = self._lending_to(*kind)
        return self._lending[kind]

    def _lending_to(self, place: Place, quota_type: str, purpose: str) -> tuple[Pools, Pools]:
        unit = dict(zip(ATTRIBUTES, place, strict=False))
        serving: dict[str, tuple[str, ...]] = {}
        barred: dict[str, tuple[str, ...]] = {}
        # Thousands of places look at hundreds of pools, most of them of other types.
        crossing = "type" in self._crossable
        for pool in self._pools if crossing else self._by_type.get(quota_type, ()):
            outside = mismatches(pool, unit, quota_type, purpose)
            if outside is None:
                continue
            allowed = self._crossable.issuperset(outside)
            (serving if allowed else barred)[pool["pool_id"]] = outside
        return serving, barred

    def collecting(self, place: Place, quota_type: str) -> str | None:
        """The first pool, by id, of the quota type that covers the place and has no purpose."""
        kind = (place, quota_type)
        if kind not in self._collecting:
            unit = dict(zip(ATTRIBUTES, place, strict=False))
            self._collecting[kind] = next(
                (
                    pool["pool_id"]
                    for pool in self._pools
                    if pool["quota_type"] == quota_type
                    and pool["purpose"] == ANY
                    and covers(pool, unit)
                ),
                None,
            )
        return self._collecting[kind]


_serving = lru_cache(maxsize=_KEPT)(Serving)
