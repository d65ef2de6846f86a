"""The pools and whom they serve."""

from dataclasses import dataclass
from typing import NamedTuple

from allocator.scenario.synthetic.demand import PURPOSES, TALENT
from allocator.scenario.synthetic.draws import Draws, Texts, codes, texts
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
        """Whether the pool serves a whole region."""
        return self.region != ANY and (self.level, self.department, self.purpose) == (ANY,) * 3


@dataclass(frozen=True)
class Pools:
    """All pools, in order of ``ids``."""

    ids: Texts
    pools: tuple[Pool, ...]

    def place(self, pool: Pool) -> int | None:
        """Position of a pool, if there is such a one."""
        return self._places.get(pool)

    @property
    def _places(self) -> dict[Pool, int]:
        raise NotImplementedError
