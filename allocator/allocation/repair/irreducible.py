"""Irreducible sets: rows that contradict each other, none of which could be left out.

A deletion filter by blocks, after QuickXplain (Junker 2004): halves of the rows are left out
together, so that a set of k among n rows takes some k log(n/k) questions instead of n. Each
question asks HiGHS for any plan in whole posts, not for its own irreducible set of the
relaxation, which is empty where only wholeness makes the conflict.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from allocator.allocation.repair.feasible import components, eased, has_plan, part, with_rows
from allocator.allocation.repair.standing import Standing

Agree = Callable[[Sequence[int]], bool]
"""Whether some rows, with all those that only say what decisions mean, have a plan."""


def irreducible_set(rows: Sequence[int], agree: Agree) -> list[int]:
    """Rows of ``rows`` that have no plan together, while all but any one of them have.

    ``rows`` must have no plan; where several sets would do, earlier rows are preferred.
    """
    return sorted(_needed([], False, list(rows), agree))


def _needed(kept: list[int], grown: bool, rows: list[int], agree: Agree) -> list[int]:
    """Rows that must join ``kept`` for a contradiction, out of ``rows``."""
    if grown and not agree(kept):
        return []
    if len(rows) == 1:
        return rows
    first, last = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    of_last = _needed(kept + first, True, last, agree)
    of_first = _needed(kept + of_last, bool(of_last), first, agree)
    return of_first + of_last


def irreducible_sets(standing: Standing, giving: Mapping[int, int]) -> list[list[int]]:
    """An irreducible set for every contradiction, those of one part of the bank together.

    After each set its rows allow what they give in the smallest total, until there is a plan:
    a later set of the same part may only contradict itself once those before it are eased. Every
    set has a row that gives and is not eased yet, since with all of them eased there is a plan.

    Parameters
    ----------
    giving : mapping of row to posts
        From :func:`allocator.allocation.repair.elastic.smallest_total`.
    """
    of_row, of_column = components(standing.form)
    sets: list[list[int]] = []
    for label in sorted({int(of_row[place]) for place in giving}):
        rows = np.flatnonzero(of_row == label).tolist()
        columns = np.flatnonzero(of_column == label).tolist()
        sets += _sets_within(standing, giving, rows, columns)
    return sets


def _sets_within(
    standing: Standing, giving: Mapping[int, int], rows: Sequence[int], columns: Sequence[int]
) -> Iterator[list[int]]:
    """The irreducible sets of one connected part of the model."""
    form = part(standing.form, rows, columns)
    place_of = {row: place for place, row in enumerate(rows)}
    may_give = set(standing.may_give)
    rigid = [place_of[row] for row in rows if row not in may_give]

    easing: dict[int, int] = {}

    def agree(chosen: Sequence[int]) -> bool:
        rows = [*rigid, *(place_of[row] for row in chosen)]
        return has_plan(with_rows(eased(form, easing), rows))

    left = [row for row in rows if row in may_give]
    left.sort(key=lambda row: (row not in giving, standing.row(row).rule, row))
    while not agree(left):
        found = irreducible_set(left, agree)
        yield found
        easing |= {place_of[row]: giving[row] for row in found if row in giving}
