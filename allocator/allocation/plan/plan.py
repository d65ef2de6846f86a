"""The plan: what is recommended, as tidy tables, with its provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.solver.lexicographic import GoalResult


@dataclass(frozen=True)
class Plan:
    """A recommended plan.

    Attributes
    ----------
    status : str
        ``optimal`` (every goal proven), ``gap`` (within the tolerated gap), ``time_limit``
        or ``interrupted`` (the best plan in hand).
    goals : tuple of GoalResult
        What each goal reached, in order; goals that were not begun are absent.
    tables : mapping of str to DataFrame
        The plan's files by name, without ``.csv``.
    record : mapping
        The content of ``plan.json``.
    decisions : Decisions
        The decisions themselves.
    """

    status: str
    goals: tuple[GoalResult, ...]
    tables: Mapping[str, pd.DataFrame]
    record: Mapping[str, Any]
    decisions: Decisions

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "record", MappingProxyType(dict(self.record)))
