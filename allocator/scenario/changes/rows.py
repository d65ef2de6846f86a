"""Which row of a table a change means."""

import pandas as pd

from allocator.scenario.changes.change import key_text
from allocator.scenario.changes.grading import ROWS_ADDED
from allocator.scenario.changes.refusals import nearest
from allocator.scenario.changes.resolving import Resolved
from allocator.text import _

ROWS_SHOWN = 6


def row_of(resolved: Resolved, keys: pd.DataFrame) -> int | None:
    """Place of the changed row among ``keys``, the typed key columns of the table.

    ``None``, with a problem noted, where there is none; without one for :data:`ROWS_ADDED`.
    """
    same = pd.Series(True, index=keys.index)
    for name, value in zip(resolved.table.key, resolved.row_key, strict=True):
        same &= (keys[name] == value).fillna(False).astype(bool)
    if same.any():
        return int(same.to_numpy().argmax())
    if resolved.table.name != ROWS_ADDED:
        _note_unknown_row(resolved, keys)
    return None


def _note_unknown_row(resolved: Resolved, keys: pd.DataFrame) -> None:
    names = [key_text(tuple(map(str, row))) for row in keys.itertuples(index=False)]
    wanted = key_text(resolved.change.key)
    shown = ", ".join(f"[{name}]" for name in names[:ROWS_SHOWN])
    if len(names) > ROWS_SHOWN:
        shown = _("{shown}, and {count} more").format(shown=shown, count=len(names) - ROWS_SHOWN)
    resolved.refusals.add(
        found=f"[{wanted}]",
        expected=_("a row of {table}: {rows}").format(
            table=resolved.table.name, rows=shown or _("it has none")
        ),
        mend=nearest(wanted, names) or _("Correct the key of the row."),
    )
