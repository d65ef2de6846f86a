"""Vacancies of the units: left for their own requests, or collected for a pool."""

from collections import defaultdict

from allocator.allocation.prepare.numbers import Cell, Prepared


class Vacancies:
    """Own vacancies that are left, and posts collected from them.

    What must be collected is, at once. What may be is collected post by post, when a pool
    lacks posts, and never a vacancy that a request has used. Cells that ask for nothing
    themselves give first, then by unit and type.

    Attributes
    ----------
    left : dict of cell to int
        ``V − c`` less own vacancies used, for cells with requests.
    collected : dict of cell to int
        c[u,q].
    total : int
        Posts collected, all cells together.
    spare : mapping of pool to int
        Posts that could still be collected for it.
    """

    def __init__(self, numbers: Prepared) -> None:
        self._deposits = numbers.deposits
        self.collected = {cell: deposit.least for cell, deposit in numbers.deposits.items()}
        self.total = sum(self.collected.values())
        self.left = {
            cell: vacancy - self.collected.get(cell, 0) for cell, vacancy in numbers.vacancy.items()
        }
        self.spare: defaultdict[str, int] = defaultdict(int)
        self._giving: defaultdict[str, list[Cell]] = defaultdict(list)
        decided = (cell for cell, deposit in numbers.deposits.items() if not deposit.fixed)
        for cell in sorted(decided, key=lambda cell: (cell in self.left, cell)):
            pool = numbers.deposits[cell].pool
            self._giving[pool].append(cell)
            self.spare[pool] += self.collectable(cell)

    def collectable(self, cell: Cell) -> int:
        """Posts that could still be collected from a cell."""
        deposit = self._deposits.get(cell)
        if deposit is None or deposit.fixed:
            return 0
        more = deposit.most - self.collected[cell]
        return min(more, self.left.get(cell, more))

    def spare_beside(self, cell: Cell, pool: str) -> int:
        """Posts that could still be collected for a pool from other cells than this one."""
        spare = self.spare[pool]
        if spare and cell in self._deposits and self._deposits[cell].pool == pool:
            spare -= self.collectable(cell)
        return spare

    def use(self, cell: Cell, posts: int) -> None:
        """A request uses own vacancies."""
        before = self.collectable(cell)
        self.left[cell] -= posts
        if before:
            self.spare[self._deposits[cell].pool] -= before - self.collectable(cell)

    def collect(self, pool: str, posts: int) -> None:
        """Collect ``posts`` more for a pool, at most ``spare[pool]``."""
        self.spare[pool] -= posts
        self.total += posts
        for cell in self._giving[pool]:
            given = min(posts, self.collectable(cell))
            self.collected[cell] += given
            if cell in self.left:
                self.left[cell] -= given
            posts -= given
            if not posts:
                break
