"""Grades: rows that a change may add, and what else a row says that no longer holds."""

from collections.abc import Iterable

from allocator.scenario.changes.change import CellChange

ROWS_ADDED = "grades"
"""The one table to which a change adds the row that it names, where it is missing."""

GRADING = ("tier", "colour", "grade")


def emptied(change: CellChange, changes: Iterable[CellChange]) -> tuple[str, ...]:
    """Cells of the same row that no longer hold once ``change`` does.

    A tier, or a named grade, brings its own colour: what else the row says of its grade is
    emptied unless it is changed too.
    """
    if change.table != ROWS_ADDED or change.column == "colour":
        return ()
    also = {other.column for other in changes if other.key == change.key}
    return tuple(name for name in GRADING if name not in also)
