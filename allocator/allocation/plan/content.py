"""What the tables of a plan say, apart from its words and from the order of rows."""

import hashlib
from collections.abc import Mapping

import pandas as pd

from allocator.allocation.plan_tables import EXPLAINED, PLAN_TABLES

SAID = frozenset({"reason", "detail", "next_post_costs", *EXPLAINED})
"""Columns of the decisions that are in the language of the day, or come from ``explain``."""


def content(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The rows of a table as text, sorted, without the columns that are :data:`SAID`."""
    names = sorted(name for name in table.columns if name not in SAID)
    return sorted(zip(*(table[name].astype(str).tolist() for name in names), strict=True))


def digest(tables: Mapping[str, pd.DataFrame]) -> str:
    """A fingerprint of all tables of a plan, the same in any language and order of rows."""
    said = [(name, content(tables[name])) for name in PLAN_TABLES]
    return hashlib.sha256(repr(said).encode()).hexdigest()
