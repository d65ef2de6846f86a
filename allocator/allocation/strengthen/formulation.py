"""What the model is built from: index sets and bounds, strengthened or not."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from allocator.allocation.prepare.numbers import Cell, Step

Lending = tuple[str, int, str]
"""Request, term and pool, (j, t, g)."""


@dataclass(frozen=True)
class Strengthening:
    """Which steps to take.

    Attributes
    ----------
    bounds
        Bounds and per-term caps from what a request can get at most.
    binaries
        No switch where a request has no minimum, no term choice where it has one term, no
        own-vacancies switch where there are none.
    steps
        Value steps tied to the switch of their request.
    windows
        Windows of the borrowing limit left out that another implies or that cannot bind.
    terms
        Terms left out that a shorter one dominates.
    """

    bounds: bool = True
    binaries: bool = True
    steps: bool = True
    windows: bool = True
    terms: bool = True


ALL = Strengthening()


NONE = Strengthening(False, False, False, False, False)


@dataclass(frozen=True)
class LimitWindow:
    """One window of the borrowing limit, with the most posts that may come back in it."""

    first: int
    last: int
    most: int


@dataclass(frozen=True)
class Formulation:
    """The index sets and bounds of the model.

    Attributes
    ----------
    lending : mapping of (request, term, pool) to int
        Upper bound of x[j,t,g]; triples without room are absent.
    term_most : mapping of (request, term) to int
        Most posts lent under a term, over all pools.
    own_most, granted_most : mapping of request to int
        Upper bounds of own[j] and n[j].
    steps : mapping of request to tuple of Step
        Value steps up to ``granted_most``.
    switched, choosing : tuple of str
        Requests with a binary a[j]; requests with binaries y[j,t].
    tied_steps : bool
        Whether value steps are tied to a[j].
    own_first : tuple of cell
        Cells with a binary that says whether the cell borrows.
    windows : mapping of cell to tuple of LimitWindow
    """

    lending: Mapping[Lending, int]
    term_most: Mapping[tuple[str, int], int]
    own_most: Mapping[str, int]
    granted_most: Mapping[str, int]
    steps: Mapping[str, tuple[Step, ...]]
    switched: tuple[str, ...]
    choosing: tuple[str, ...]
    tied_steps: bool
    own_first: tuple[Cell, ...]
    windows: Mapping[Cell, tuple[LimitWindow, ...]]

    def terms(self, request: str) -> tuple[int, ...]:
        """Terms under which something may be lent to a request."""
        return self._terms.get(request, ())

    def pools(self, request: str, term: int) -> tuple[str, ...]:
        """Pools that may lend to a request under a term."""
        return self._pools.get((request, term), ())

    @cached_property
    def _terms(self) -> dict[str, tuple[int, ...]]:
        terms: defaultdict[str, set[int]] = defaultdict(set)
        for request, term, _pool in self.lending:
            terms[request].add(term)
        return {request: tuple(sorted(own)) for request, own in terms.items()}

    @cached_property
    def _pools(self) -> dict[tuple[str, int], tuple[str, ...]]:
        pools: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for request, term, pool in self.lending:
            pools[request, term].append(pool)
        return {key: tuple(sorted(own)) for key, own in pools.items()}
