"""Borrowing limits ``L[u,q,a,b]``, for the cells that borrow."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from allocator.allocation.audit.case import Case
from allocator.allocation.audit.leaving import counted_leavers, roster_chances
from allocator.allocation.audit.quantiles import Window, counted, likely, windows
from allocator.allocation.audit.records import Cell

Limits = Mapping[Window, int]


def limits_of(case: Case, borrowed: Mapping[Cell, int]) -> dict[Cell, Limits]:
    """Limits of the cells in ``borrowed``, whose values say how many posts matter at most."""
    scenario, years = case.scenario, case.scenario.years
    known = {cell: row for cell, row in counted_leavers(scenario).items() if cell in borrowed}
    people = roster_chances(scenario, borrowed.keys() - known.keys())
    confidence = float(case.policy.lending.confidence)
    limits: dict[Cell, Limits] = {}
    for cell, posts in borrowed.items():
        multiplier = Fraction(case.policy.limit_multiplier(case.tier(cell[0])))
        overstaff = case.overstaff(cell)
        if cell in known:
            leavers = counted(known[cell], years)
        else:
            most = overstaff + (ceil(posts / multiplier) + 1 if multiplier else 0)
            leavers = likely(people[cell], years, confidence, most)
        limits[cell] = _less_overstaff(leavers, overstaff, multiplier, years)
    return limits


def _less_overstaff(
    leavers: Mapping[Window, int], overstaff: int, multiplier: Fraction, years: range
) -> dict[Window, int]:
    """What is left once leavers have absorbed the overstaffing, times the multiplier."""
    limits = {}
    for first, last in windows(years):
        absorbed = leavers[years[0], first - 1] if first > years[0] else 0
        waiting = max(0, overstaff - absorbed)
        limits[first, last] = floor(max(0, leavers[first, last] - waiting) * multiplier)
    return limits


def borrowed_posts(case: Case) -> dict[Cell, int]:
    """Posts of all loans within the borrowing limit, old and new, by cell."""
    total: Counter[Cell] = Counter()
    for loan in (*case.old, *case.new):
        if not case.policy.is_limit_exempt(loan.purpose):
            total[loan.cell] += loan.posts
    return dict(total)


def loads(case: Case) -> dict[Cell, Counter[Window]]:
    """Posts that start in ``a`` or later (old loans in y0) and are back by the end of ``b``."""
    years = case.scenario.years
    load: dict[Cell, Counter[Window]] = defaultdict(Counter)
    for loan in (*case.old, *case.new):
        if case.policy.is_limit_exempt(loan.purpose):
            continue
        start = max(loan.start, years[0])
        for back, posts in loan.back.items():
            for first in range(years[0], start + 1):
                for last in range(max(back, first), years[-1] + 1):
                    load[loan.cell][first, last] += posts
    return load


def due_by(case: Case) -> dict[Cell, Counter[int]]:
    """``D[b]``: posts of old loans that the book has due by the end of each year."""
    years = case.scenario.years
    due: dict[Cell, Counter[int]] = defaultdict(Counter)
    for loan in case.old:
        if not case.policy.is_limit_exempt(loan.purpose):
            for year in range(max(loan.due, years[0]), years[-1] + 1):
                due[loan.cell][year] += loan.posts
    return due
