"""Loans in rows and lanes, so that no two lie over one another."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from allocator.report.values import shown
from allocator.text import _


@dataclass(frozen=True)
class Lent:
    """A loan, or part of one that comes back at once.

    Attributes
    ----------
    borrower, department, purpose : str
        As they are shown.
    posts : int
    first, last : int
        Years of use, both included.
    new : bool
        Lent by this plan; else it was out before.
    """

    borrower: str
    department: str
    purpose: str
    posts: int
    first: int
    last: int
    new: bool


@dataclass(frozen=True)
class Row:
    """A borrower, a department, or all others, with its loans in lanes from the top."""

    name: str
    lanes: tuple[tuple[Lent, ...], ...]


def in_rows(loans: Sequence[Lent], most_rows: int) -> list[Row]:
    """Rows of borrowers by department; of departments where borrowers are more than ``most_rows``.

    Loans of a row with the same purpose and years are one bar; where lanes would be too many, those
    with the same years, then those that come back in the same year, and at last the smaller
    departments are one row.
    """
    rows: list[Row] = []
    for kept in _halved(most_rows):
        groups = _groups(loans, kept)
        for alike in (_same_purpose, _same_years, _same_return):
            rows = [Row(name, _lanes(_joined(group, alike))) for name, group in groups]
            if sum(len(row.lanes) for row in rows) <= 2 * most_rows:
                return rows
    return rows


def _halved(number: int) -> Iterator[int]:
    while number:
        yield number
        number //= 2


def _groups(loans: Sequence[Lent], most_rows: int) -> list[tuple[str, list[Lent]]]:
    borrowers: dict[tuple[str, str], list[Lent]] = defaultdict(list)
    departments: dict[str, list[Lent]] = defaultdict(list)
    for loan in sorted(loans, key=_order):
        borrowers[loan.department, loan.borrower].append(loan)
        departments[loan.department].append(loan)
    if len(borrowers) <= most_rows:
        return [(name, group) for (_department, name), group in borrowers.items()]
    if len(departments) <= most_rows:
        return list(departments.items())
    posts = {name: sum(loan.posts for loan in group) for name, group in departments.items()}
    largest = set(sorted(posts, key=lambda name: (-posts[name], name))[: most_rows - 1])
    kept = [(name, group) for name, group in departments.items() if name in largest]
    rest = [loan for name, group in departments.items() if name not in largest for loan in group]
    others = _("{count} others").format(count=shown(len(departments) - len(largest), "count"))
    return [*kept, (others, rest)]


def _order(loan: Lent) -> tuple[object, ...]:
    return (loan.department, loan.borrower, loan.first, loan.last, not loan.new, loan.purpose)


def _same_purpose(loan: Lent) -> tuple[object, ...]:
    return loan.new, loan.first, loan.last, loan.purpose


def _same_years(loan: Lent) -> tuple[object, ...]:
    return loan.new, loan.first, loan.last


def _same_return(loan: Lent) -> tuple[object, ...]:
    return loan.new, loan.last


def _joined(loans: Sequence[Lent], alike: Callable[[Lent], tuple[object, ...]]) -> list[Lent]:
    """Loans that are alike as one; its purpose is empty where theirs differ."""
    joined: dict[tuple[object, ...], Lent] = {}
    for loan in loans:
        key = alike(loan)
        one = joined.get(key)
        joined[key] = loan if one is None else _sum(one, loan)
    return list(joined.values())


def _sum(one: Lent, other: Lent) -> Lent:
    return replace(
        one,
        posts=one.posts + other.posts,
        first=min(one.first, other.first),
        purpose=one.purpose if one.purpose == other.purpose else "",
    )


def _lanes(loans: Sequence[Lent]) -> tuple[tuple[Lent, ...], ...]:
    """Each loan in the first lane that is free in its years."""
    lanes: list[list[Lent]] = []
    for loan in sorted(loans, key=_order_in_row):
        free = next((lane for lane in lanes if lane[-1].last < loan.first), None)
        if free is None:
            free = []
            lanes.append(free)
        free.append(loan)
    return tuple(tuple(lane) for lane in lanes)


def _order_in_row(loan: Lent) -> tuple[object, ...]:
    return (loan.first, loan.last, not loan.new, loan.purpose, -loan.posts)
