"""Changes of a scenario: one cell of a table, or one key of the policy or the settings."""

from allocator.scenario.changes.applied import ChangeRefused, changed
from allocator.scenario.changes.change import CellChange, Change, KeyChange

__all__ = ["CellChange", "Change", "ChangeRefused", "KeyChange", "changed"]
