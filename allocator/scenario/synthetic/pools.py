"""The pools and whom they serve."""

from typing import NamedTuple

from allocator.scenario.synthetic.demand import PURPOSES, TALENT
from allocator.scenario.synthetic.draws import Draws
from allocator.scenario.synthetic.organisation import DEPARTMENTS, QUOTA_TYPES, Units
from allocator.scenario.tables import ANY

INSTITUTION, ADMINISTRATIVE, MANAGED = range(len(QUOTA_TYPES))


class Pool(NamedTuple):
    """Whom a pool serves; ``quota_type`` is a position."""

    quota_type: int
    region: str = ANY
    level: str = ANY
    department: str = ANY
    purpose: str = ANY

    @property
    def is_general(self) -> bool:
        """Whether the pool serves the whole of one region."""
        return self.region != ANY and (self.level, self.department, self.purpose) == (ANY,) * 3


Pools = dict[Pool, int]
"""Every pool with its position, in order of ``pool_id``."""


def make_pools(draws: Draws, units: Units) -> Pools:
    """General pools by region, some for a level, department or purpose, and some for all.

    The first region has one of each, so that every kind is in use. General pools come first
    in their region, and those for all come last: what is collected stays in its region.
    """
    chance = [0.5, 0.35, 0.35, 0.5]
    departments = set(units.department)
    pools: list[Pool] = []
    for place, region in enumerate(units.regions):
        extra = [place == 0 or draws.yes(one) for one in chance]
        special = (
            Pool(MANAGED, region),
            Pool(INSTITUTION, region, level="township"),
            Pool(INSTITUTION, region, department=f"{region}-{DEPARTMENTS[0].name}"),
            Pool(INSTITUTION, region, purpose=PURPOSES[TALENT]),
        )
        pools += [Pool(INSTITUTION, region), Pool(ADMINISTRATIVE, region)]
        pools += [pool for pool, there in zip(special, extra, strict=True) if there]
    pools = [pool for pool in pools if pool.department in departments | {ANY}]
    pools += [Pool(quota_type) for quota_type in range(len(QUOTA_TYPES))]
    pools += [Pool(INSTITUTION, purpose=PURPOSES[TALENT])]
    return {pool: place for place, pool in enumerate(pools)}
