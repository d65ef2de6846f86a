"""A grid as the summary shows it: without codes and long text, the largest rows if not all."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from allocator.report.document import Field, Grid, Value
from allocator.report.lettering import cut
from allocator.report.values import shown
from allocator.text import _

_LONGEST = 36
"""Characters of a text in a cell; the workbook has all of it."""

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Shortened:
    """What is shown of a grid.

    Attributes
    ----------
    fields : tuple of Field
        All but the detail and codes.
    rows : tuple of tuples of str
        One text per field.
    sums : tuple of str
        Of all rows of the grid, shown or not, with a label; empty if nothing is summed up.
    left_out : int
        Rows that are not shown.
    """

    fields: tuple[Field, ...]
    rows: tuple[Texts, ...]
    sums: Texts
    left_out: int


def shortened(grid: Grid, rows: int) -> Shortened:
    """``grid`` with at most that many rows: the largest, if not all, in their order."""
    columns = _columns(grid)
    fields = tuple(grid.fields[at] for at in columns)
    chosen = _largest(grid, rows)
    texts = tuple(
        tuple(cut(shown(row[at], grid.fields[at].kind), _LONGEST) for at in columns)
        for row in chosen
    )
    return Shortened(fields, texts, _sums(grid, columns), len(grid.rows) - len(chosen))


def _columns(grid: Grid) -> Sequence[int]:
    """Those for a reader on paper: a row without its code is named by a text."""
    shown = [at for at, field in enumerate(grid.fields) if field.name != grid.detail]
    named = [at for at in shown if grid.fields[at].kind != "id"]
    return named if any(grid.fields[at].kind == "text" for at in named) else shown


def _largest(grid: Grid, rows: int) -> Sequence[tuple[Value, ...]]:
    measure = next((at for at, field in enumerate(grid.fields) if field.total), None)
    if len(grid.rows) <= rows or measure is None:
        return grid.rows[:rows]
    numbers = [_number(row[measure]) for row in grid.rows]
    kept = sorted(range(len(grid.rows)), key=lambda at: -numbers[at])[:rows]
    return [grid.rows[at] for at in sorted(kept)]


def _sums(grid: Grid, columns: Sequence[int]) -> Texts:
    fields = [grid.fields[at] for at in columns]
    if not any(field.total for field in fields):
        return ()
    labelled = next((at for at, field in enumerate(fields) if not field.total), None)
    return tuple(
        shown(fsum(_number(row[column]) for row in grid.rows), field.kind)
        if field.total
        else (_("Total") if at == labelled else "")
        for at, (column, field) in enumerate(zip(columns, fields, strict=True))
    )


def _number(value: Value) -> float:
    """The value, or nothing for what is no finite number."""
    number = 0.0 if value is None or isinstance(value, str) else float(value)
    return number if isfinite(number) else 0.0
