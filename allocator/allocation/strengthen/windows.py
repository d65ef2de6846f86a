"""Windows of the borrowing limit that another implies, or that cannot bind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from allocator.allocation.prepare.numbers import Cell, Prepared, Request, Window
from allocator.allocation.strengthen.formulation import Lending, LimitWindow
from allocator.allocation.strengthen.room import window_most


def limit_windows(
    numbers: Prepared,
    lending: Mapping[Lending, int],
    term_most: Mapping[tuple[str, int], int],
    thin: bool,
) -> dict[Cell, tuple[LimitWindow, ...]]:
    """Windows of the borrowing limit of every cell that has loans to count."""
    loads = Loads(numbers, term_most)
    borrowing = {numbers.requests[j].cell for j, _, _ in lending if numbers.requests[j].limited}
    windows: dict[Cell, tuple[LimitWindow, ...]] = {}
    for cell in sorted(borrowing | set(loads.old)):
        limits = {window: window_most(numbers, cell, window) for window in numbers.limits[cell]}
        if not thin:
            windows[cell] = tuple(LimitWindow(*window, most) for window, most in limits.items())
            continue
        binding = [
            LimitWindow(*window, most)
            for window, most in limits.items()
            if loads.most(cell, window) > most
        ]
        windows[cell] = tuple(_not_implied(binding))
    return windows


def _not_implied(windows: list[LimitWindow]) -> Iterable[LimitWindow]:
    """Windows that no larger one with as small a bound implies.

    Whatever starts and comes back within a window does so within a larger one.
    """
    for inner in windows:
        if not any(
            outer != inner
            and outer.first <= inner.first
            and inner.last <= outer.last
            and outer.most <= inner.most
            for outer in windows
        ):
            yield inner


class Loads:
    """The most posts that can come back within a window, whatever the plan."""

    def __init__(self, numbers: Prepared, term_most: Mapping[tuple[str, int], int]) -> None:
        self._years = numbers.years
        self.old = numbers.limited_loans
        self._new: defaultdict[Cell, list[tuple[int, list[int]]]] = defaultdict(list)
        by_request: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for (j, term), most in term_most.items():
            by_request[j][term] = most
        for j, terms in by_request.items():
            request = numbers.requests[j]
            if request.limited:
                back = [_most_back(request, terms, last) for last in numbers.years]
                self._new[request.cell].append((request.start, back))

    def most(self, cell: Cell, window: Window) -> int:
        """Most posts of the cell that can start and come back within the window."""
        first, last = window
        place = last - self._years[0]
        load = sum([back[place] for start, back in self._new.get(cell, ()) if start >= first])
        if first == self._years[0]:
            load += sum(
                loan.posts for loan in self.old.get(cell, ()) if loan.due <= last or loan.as_vacated
            )
        return load


def _most_back(request: Request, terms: Mapping[int, int], last: int) -> int:
    """Most posts of a request that can be back by the end of ``last``."""
    if last < request.start:
        return 0
    back = [most for term, most in terms.items() if request.as_vacated or request.due(term) <= last]
    return max(back, default=0)
