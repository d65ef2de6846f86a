"""The borrowing limit by cell and window."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from allocator.allocation.prepare.numbers import Cell, Window


def limits_by_cell(
    cells: Sequence[Cell], limits: npt.NDArray[np.int64], years: range, starts: int | None = None
) -> dict[Cell, dict[Window, int]]:
    """The borrowing limit L[u,q,a,b] of every cell.

    Parameters
    ----------
    limits : array, shape (cells, H, H)
        From :func:`allocator.stock.limits.borrowing_limits`.
    starts : int or None
        In how many of the first plan years windows begin; in all where it is not given.
        Those up to the last in which a request starts are needed: overstaffing that is
        absorbed by then can make a window that begins earlier the tighter one.
    """
    places = [
        (a, b, (first, last))
        for a, first in enumerate(years[:starts])
        for b, last in enumerate(years)
        if a <= b
    ]
    return {
        cell: {window: table[a][b] for a, b, window in places}
        for cell, table in zip(cells, limits.tolist(), strict=True)
    }
