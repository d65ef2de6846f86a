"""Repair: where the rules contradict each other, what does, and what would mend it.

The formulas are in ``models/README.md``, “When the rules contradict each other”.
"""

from allocator.allocation.repair.contradiction import Contradiction

__all__ = ["Contradiction"]
