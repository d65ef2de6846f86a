"""What people who leave allow to be lent: rule ``borrowing_limit``."""

from allocator.allocation.prepare.numbers import Cell, Loan, Prepared, Request

Rows = dict[int, list[int]]
"""First year a of a window → posts that may still come back by the end of each year b."""


class LimitRoom:
    """What every window of the borrowing limit leaves, for cells that someone asks for.

    Old loans count where they are due, as-vacated ones too: the book as it stands is always
    within the limit, or is what the limit gives way to.
    """

    def __init__(self, numbers: Prepared) -> None:
        self._numbers = numbers
        self._base = numbers.years[0]
        self._rows: dict[Cell, Rows] = {}

    def most(self, request: Request, term: int) -> int:
        """Posts that the limit lets be lent under a term; all asked for where it is exempt.

        A loan from s that is back by d lies in every window with a ≤ s and b ≥ d. Windows
        that begin in a year in which no request starts may be absent: an earlier one counts
        the same loans.
        """
        if not request.limited:
            return request.asked
        place, most = request.due(term) - self._base, request.asked
        for first, row in self._of(request.cell).items():
            if first <= request.start:
                most = min(most, *row[place:])
        return most

    def take(self, request: Request, term: int, posts: int) -> None:
        """Posts are lent under a term."""
        if not request.limited:
            return
        for first, row in self._of(request.cell).items():
            if first <= request.start:
                for place in range(request.due(term) - self._base, len(row)):
                    row[place] -= posts

    def renew(self, loan: Loan) -> None:
        """An old loan comes back when renewed loans do, not at once."""
        if not loan.limited:
            return
        row = self._of(loan.cell)[self._base]
        for place in range(min(len(row), self._numbers.renewed_due() - self._base)):
            row[place] += loan.posts

    def _of(self, cell: Cell) -> Rows:
        if cell not in self._rows:
            self._rows[cell] = self._before(cell)
        return self._rows[cell]

    def _before(self, cell: Cell) -> Rows:
        """What the windows leave before anything is decided.

        Old loans count in windows from the base year; where they exceed the limit already,
        it gives way to them and leaves nothing.
        """
        numbers, base, rows = self._numbers, self._base, Rows()
        for (first, last), limit in numbers.limits[cell].items():
            row = rows.setdefault(first, [0] * len(numbers.years))
            old = numbers.due_by(cell, last) if first == base else 0
            row[last - base] = max(0, limit - old)
        return rows
