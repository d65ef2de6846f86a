"""Terms that a shorter one dominates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.allocation.strengthen.formulation import Lending
from allocator.allocation.strengthen.room import window_most
from allocator.allocation.strengthen.windows import Loads


def without_dominated_terms(
    numbers: Prepared, lending: Mapping[Lending, int], term_most: Mapping[tuple[str, int], int]
) -> tuple[dict[Lending, int], dict[tuple[str, int], int]]:
    """Leave out terms that a shorter one with as much room dominates in every goal.

    The shorter term is out for fewer years and comes earlier in the canonical order, so it
    loses only where posts coming back sooner could press on the borrowing limit.
    """
    loads = Loads(numbers, term_most)
    by_request: defaultdict[str, list[int]] = defaultdict(list)
    pools: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for j, term in term_most:
        by_request[j].append(term)
    for (j, term, pool), most in lending.items():
        pools[j, term][pool] = most
    dominated: set[tuple[str, int]] = set()
    for j, terms in by_request.items():
        request = numbers.requests[j]
        free = _free_years(numbers, loads, request)
        for shorter, longer in _pairs(sorted(terms)):
            if (
                term_most[j, shorter] >= term_most[j, longer]
                and all(
                    pools[j, shorter].get(pool, 0) >= most
                    for pool, most in pools[j, longer].items()
                )
                and all(year in free for year in range(request.due(shorter), request.due(longer)))
            ):
                dominated.add((j, longer))
    return (
        {key: most for key, most in lending.items() if key[:2] not in dominated},
        {key: most for key, most in term_most.items() if key not in dominated},
    )


def _pairs(terms: list[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for place, b in enumerate(terms) for a in terms[:place])


def _free_years(numbers: Prepared, loads: Loads, request: Request) -> set[int]:
    """Years in which posts of the request may come back without pressing on any limit."""
    if not request.limited:
        return set(numbers.years)
    cell = request.cell
    return {
        last
        for last in range(request.start, numbers.years[-1] + 1)
        if all(
            loads.most(cell, (first, last)) <= window_most(numbers, cell, (first, last))
            for first in range(numbers.years[0], request.start + 1)
        )
    }
