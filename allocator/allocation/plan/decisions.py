"""What an answer decides, in whole posts, and the exact value of every goal."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from allocator.allocation.prepare.numbers import GRID, Cell, Prepared

if TYPE_CHECKING:
    # Whoever decides without the model does without Pyomo, which this would import.
    from allocator.allocation.solver.standard_form import Floats, StandardForm


@dataclass(frozen=True)
class Decisions:
    """Every decision of a plan that is not 0.

    Attributes
    ----------
    lent : mapping of (request, term, pool) to posts
    own : mapping of request to posts
    collected : mapping of cell to posts
        Fixed deposits included.
    renewed : mapping of loan to posts
    transferred : mapping of (pool, pool) to posts
    returned : mapping of (request, pool, year) to posts
        Of as-vacated requests.
    returned_old : mapping of (loan, year) to posts
        Of as-vacated loans not yet due.
    """

    lent: Mapping[tuple[str, int, str], int]
    own: Mapping[str, int]
    collected: Mapping[Cell, int]
    renewed: Mapping[str, int]
    transferred: Mapping[tuple[str, str], int]
    returned: Mapping[tuple[str, str, int], int]
    returned_old: Mapping[tuple[str, int], int]

    def digest(self) -> str:
        """A fingerprint of what is decided, the same in any order."""
        parts = [sorted(getattr(self, each.name).items()) for each in fields(self)]
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def lent_to(self) -> dict[str, int]:
        """Posts lent by request."""
        totals: defaultdict[str, int] = defaultdict(int)
        for (request, _, _), posts in self.lent.items():
            totals[request] += posts
        return dict(totals)

    def granted(self) -> dict[str, int]:
        """Posts granted by request, n[j]."""
        totals = defaultdict(int, self.lent_to())
        for request, posts in self.own.items():
            totals[request] += posts
        return dict(totals)


def read_decisions(numbers: Prepared, form: "StandardForm", x: "Floats") -> Decisions:
    """The decisions of an answer."""
    made: defaultdict[str, dict[Any, int]] = defaultdict(dict)
    for place in np.flatnonzero(np.round(x)):
        column = form.columns[place]
        index = column.index if len(column.index) > 1 else column.index[0] if column.index else ()
        made[column.variable][index] = round(x[place])
    fixed = {cell: d.least for cell, d in numbers.deposits.items() if d.fixed}
    return Decisions(
        lent=made["lent"],
        own=made["own"],
        collected=dict(sorted((fixed | made["collected"]).items())),
        renewed=made["renewed"],
        transferred=made["transferred"],
        returned=made["returned"],
        returned_old=made["returned_old"],
    )


def priority_value(numbers: Prepared, made: Decisions) -> Fraction:
    """Weighted value granted, exact on the grid."""
    total = sum(numbers.requests[j].value_of(posts) for j, posts in made.granted().items())
    total += sum(numbers.loans[loan].renewal_value * posts for loan, posts in made.renewed.items())
    return Fraction(total, GRID)


def post_years(numbers: Prepared, made: Decisions) -> Fraction:
    """Posts out on new and renewed loans, summed over the plan years."""
    total = sum(
        term * posts
        for (j, term, _), posts in made.lent.items()
        if not numbers.requests[j].as_vacated
    )
    total += sum(
        (year - numbers.requests[j].start + 1) * posts
        for (j, _, year), posts in made.returned.items()
    )
    total += numbers.renewal_years * sum(made.renewed.values())
    return Fraction(total)


def disruption(numbers: Prepared, made: Decisions) -> Fraction:
    """Posts collected and transferred, and renewable loans recalled."""
    recalled = sum(
        loan.posts - made.renewed.get(loan.id, 0)
        for loan in numbers.loans.values()
        if loan.renewable
    )
    return Fraction(sum(made.collected.values()) + sum(made.transferred.values()) + recalled)


def canonical(numbers: Prepared, made: Decisions) -> Fraction:
    """Canonical position × posts, summed."""
    return Fraction(
        sum(numbers.requests[j].position(t, g) * posts for (j, t, g), posts in made.lent.items())
    )


def least_served(numbers: Prepared, made: Decisions) -> Fraction:
    """Smallest share granted of what was asked, over departments."""
    asked: defaultdict[str, int] = defaultdict(int)
    granted: defaultdict[str, int] = defaultdict(int)
    given = made.granted()
    for request in numbers.requests.values():
        asked[request.department] += request.asked
        granted[request.department] += given.get(request.id, 0)
    return min((Fraction(granted[d], asked[d]) for d in asked), default=Fraction(1))


def long_reserve(numbers: Prepared, made: Decisions) -> Fraction:
    """Smallest pool balance over the plan years."""
    out = loans_out(numbers, made)
    own = owned(numbers, made)
    free = (own[pool] - out[pool, year] for pool in numbers.pools for year in numbers.years)
    return Fraction(min(free, default=0))


def owned(numbers: Prepared, made: Decisions) -> dict[str, int]:
    """Capital, collected and transferred posts of each pool, less its reserve."""
    own = {pool.id: pool.capital - pool.reserve for pool in numbers.pools.values()}
    for cell, posts in made.collected.items():
        own[numbers.deposits[cell].pool] += posts
    for (giving, taking), posts in made.transferred.items():
        own[giving] -= posts
        own[taking] += posts
    return own


def loans_out(numbers: Prepared, made: Decisions) -> Mapping[tuple[str, int], int]:
    """Posts out by pool and plan year, of all that count in a pool's balance."""
    out: defaultdict[tuple[str, int], int] = defaultdict(int)
    for row in repayments(numbers, made):
        if row.new and not numbers.requests[row.loan].counts_under("pool_balance"):
            continue
        for year in range(max(row.start, numbers.years[0]), row.year + 1):
            out[row.pool, year] += row.posts
    return out


@dataclass(frozen=True, order=True)
class Repayment:
    """Posts of one loan, new or old, that come back to a pool at the end of a year."""

    loan: str
    unit: str
    quota_type: str
    pool: str
    year: int
    posts: int
    start: int
    new: bool


def repayments(numbers: Prepared, made: Decisions) -> list[Repayment]:
    """When every post that is lent, old or new, comes back, sorted."""
    back: defaultdict[tuple[str, str, int, bool], int] = defaultdict(int)
    for (j, term, pool), posts in made.lent.items():
        if not numbers.requests[j].as_vacated:
            back[j, pool, numbers.requests[j].due(term), True] += posts
    for (j, pool, year), posts in made.returned.items():
        back[j, pool, year, True] += posts
    for loan in numbers.loans.values():
        renewed = made.renewed.get(loan.id, 0)
        back[loan.id, loan.pool, numbers.renewed_due(), False] += renewed
        if not loan.as_vacated:
            back[loan.id, loan.pool, loan.due, False] += loan.posts - renewed
    for (loan_id, year), posts in made.returned_old.items():
        back[loan_id, numbers.loans[loan_id].pool, year, False] += posts
    return sorted(_repayment(numbers, *key, posts=posts) for key, posts in back.items() if posts)


def _repayment(
    numbers: Prepared, loan: str, pool: str, year: int, new: bool, *, posts: int
) -> Repayment:
    entry = numbers.requests[loan] if new else numbers.loans[loan]
    start = numbers.requests[loan].start if new else numbers.years[0]
    return Repayment(loan, entry.unit, entry.quota_type, pool, year, posts, start, new)


def old_returns(numbers: Prepared, made: Decisions) -> Fraction:
    """Years for which posts of old as-vacated loans stay out after the first, summed."""
    return Fraction(
        sum((year - numbers.years[0]) * posts for (_l, year), posts in made.returned_old.items())
    )


VALUES = {
    value.__name__: value
    for value in (
        priority_value,
        post_years,
        disruption,
        canonical,
        least_served,
        long_reserve,
        old_returns,
    )
}
"""Exact value of every goal, and of what follows the policy's goals."""
