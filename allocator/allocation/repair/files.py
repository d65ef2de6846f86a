"""The files of a contradiction, written where the plan would have been."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from allocator.allocation.plan.files import holds_plan, write_contradiction
from allocator.allocation.repair.contradiction import Contradiction
from allocator.text import _


@contextmanager
def contradiction_written_to(folder: Path) -> Iterator[None]:
    """Write ``conflicts.csv`` and ``mends.csv`` to ``folder`` when the rules contradict each other.

    The contradiction goes on to whoever shows it, with a note of where its files are. A plan in
    the folder is left as it is, and so is the folder: what is beside a plan would seem to be of it.
    """
    try:
        yield
    except Contradiction as contradiction:
        if holds_plan(folder):
            contradiction.add_note(
                _("{folder} holds an earlier plan, which is left as it is.").format(folder=folder)
            )
        else:
            from allocator.allocation.repair.tables import contradiction_tables

            tables = contradiction_tables(contradiction.diagnosis, contradiction.numbers)
            write_contradiction(tables, folder)
            contradiction.add_note(
                _("Conflicts and mends written to {folder}").format(folder=folder)
            )
        raise
