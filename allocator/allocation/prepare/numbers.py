"""The prepared numbers: everything the model needs, in whole posts and exact fractions.

Symbols of the formulation (``models/README.md``) stand beside the names.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

Cell = tuple[str, str]
"""Unit and quota type, (u, q)."""

Window = tuple[int, int]
"""First and last year (a, b), both inclusive."""

GRID = 10_000
"""Values are whole multiples of 1 / GRID."""


@dataclass(frozen=True)
class Step:
    """Posts of a request that are worth the same: ``v[j,k]`` for ``posts`` successive k."""

    value: int  # in 1 / GRID
    posts: int


@dataclass(frozen=True)
class Request:
    """A request j with its numbers."""

    id: str
    unit: str
    quota_type: str
    region: str
    department: str
    purpose: str
    asked: int
    min_posts: int
    start: int  # s
    as_vacated: bool
    limited: bool  # counts against the borrowing limit
    min_term: int
    max_term: int
    terms: tuple[int, ...]  # allowed terms t, rising
    pools: Mapping[str, tuple[str, ...]]  # pool g that may serve it → attributes crossed
    barred: Mapping[str, tuple[str, ...]]  # pools that only a cross share of 0 keeps from it
    points: Fraction  # γ
    per_post: Fraction  # threshold × δ, points that one post takes; 0 without benefits
    efficiency_cap: int | None  # ⌊γ / (threshold × δ)⌋; None: exempt
    steps: tuple[Step, ...]  # v[j,·], falling; posts add up to ``asked``
    first_position: int  # canonical place of its first (term, pool), from 1
    waived: frozenset[str] = frozenset()  # shared rules that its posts do not count under
    cell: Cell = field(init=False, repr=False, compare=False)  # its unit and quota type

    def __post_init__(self) -> None:
        # Asked for too often to be worked out each time.
        object.__setattr__(self, "cell", (self.unit, self.quota_type))

    @property
    def open_across(self) -> tuple[str, ...]:
        """Barred pools of types that may serve it, which would if ``crossing`` were waived."""
        return tuple(g for g, outside in self.barred.items() if "type" not in outside)

    def counts_under(self, rule: str) -> bool:
        """Whether its posts count under a rule that it shares with others."""
        return rule not in self.waived

    def due(self, term: int) -> int:
        """Last year of use under a term."""
        return self.start + term - 1

    def position(self, term: int, pool: str) -> int:
        """Canonical place of (request, term, pool) among all such triples, from 1."""
        pools = sorted(self.pools)
        return self.first_position + self.terms.index(term) * len(pools) + pools.index(pool)

    def value_of(self, posts: int) -> int:
        """Weighted value of granting ``posts``, in 1 / GRID."""
        total = 0
        for step in self.steps:
            total += step.value * min(step.posts, posts)
            posts -= min(step.posts, posts)
        return total


@dataclass(frozen=True)
class Loan:
    """A loan l of the book as it stands."""

    id: str
    unit: str
    quota_type: str
    pool: str
    posts: int
    due: int  # last year of use; the base year where overdue
    overdue: bool
    as_vacated: bool  # posts may come back before the due year
    limited: bool
    renewable: bool  # may be renewed in this round
    renewal_value: int  # round(renewal_value × weight[l], 4), in 1 / GRID

    @property
    def cell(self) -> Cell:
        """Its unit and quota type."""
        return (self.unit, self.quota_type)


@dataclass(frozen=True)
class Pool:
    """A pool g."""

    id: str
    quota_type: str
    capital: int
    reserve: int


@dataclass(frozen=True)
class Deposit:
    """What may be collected from a cell, c[u,q], and the pool that takes it."""

    pool: str
    least: int
    most: int

    @property
    def fixed(self) -> bool:
        """Whether the number is given rather than decided."""
        return self.least == self.most


@dataclass(frozen=True)
class PeopleCeiling:
    """A ceiling on people, and the room left for the requests in its scope."""

    region: str
    department: str
    quota_type: str
    people: int
    room: int
    requests: tuple[str, ...]


@dataclass(frozen=True)
class StaffingStandard:
    """What a staffing standard gives a unit, and the room left for its requests."""

    posts: int
    room: int  # never negative: a unit above its standard gets nothing more
    requests: tuple[str, ...]


@dataclass(frozen=True)
class Prepared:
    """All numbers of one scenario.

    Attributes
    ----------
    vacancy : mapping of cell to int
        V[u,q], for cells with requests.
    limits : mapping of cell to {window: int}
        L[u,q,a,b], for cells with limited requests or loans.
    lending_caps : mapping of unit to int
        Posts that may newly be lent to the unit by its response: 0 where it suspends lending,
        the cap where capped; absent where neither.
    suspended, blocked : frozenset of str
        Units whose response, or a freeze, suspends lending; units with an overdue loan that
        blocks.
    frozen : mapping of unit to int
        Last year of the freeze of each unit that a low grade has frozen.
    crossing : mapping of (pool, attribute) to int
        ⌊cross share × capital⌋.
    """

    years: range
    requests: Mapping[str, Request]
    loans: Mapping[str, Loan]
    pools: Mapping[str, Pool]
    deposits: Mapping[Cell, Deposit]
    transfers: Mapping[tuple[str, str], int]
    vacancy: Mapping[Cell, int]
    limits: Mapping[Cell, Mapping[Window, int]]
    lending_caps: Mapping[str, int]
    suspended: frozenset[str]
    frozen: Mapping[str, int]
    blocked: frozenset[str]
    crossing: Mapping[tuple[str, str], int]
    people_ceilings: tuple[PeopleCeiling, ...]
    staffing_standards: Mapping[str, StaffingStandard]
    favoured_purposes: frozenset[str]
    purpose_share: Fraction | None
    department_share: Fraction | None
    renewal_years: int
    goals: tuple[str, ...]

    def lending_cap(self, request: Request) -> int:
        """Most posts that the response to its unit, or an overdue loan, lets it be lent."""
        most = request.asked
        if request.counts_under("response"):
            most = min(most, self.lending_caps.get(request.unit, most))
        if request.unit in self.blocked and request.counts_under("overdue"):
            most = 0
        return most

    def due_by(self, cell: Cell, year: int) -> int:
        """D[b]: limited old posts of the cell that the book has due by the end of ``year``."""
        by_year = self._due_by.get(cell)
        return 0 if by_year is None else by_year[min(year, self.years[-1]) - self.years[0]]

    @cached_property
    def _due_by(self) -> Mapping[Cell, Sequence[int]]:
        """D[b] of every cell with limited loans, for the plan years in order."""
        due: dict[Cell, list[int]] = {}
        for cell, loans in self.limited_loans.items():
            in_year = [0] * len(self.years)
            for loan in loans:
                if loan.due in self.years:
                    in_year[loan.due - self.years[0]] += loan.posts
            due[cell] = list(accumulate(in_year))
        return due

    @cached_property
    def limited_loans(self) -> Mapping[Cell, tuple[Loan, ...]]:
        """Old loans that count against the borrowing limit, by cell."""
        cells: defaultdict[Cell, list[Loan]] = defaultdict(list)
        for loan in self.loans.values():
            if loan.limited:
                cells[loan.cell].append(loan)
        return {cell: tuple(loans) for cell, loans in cells.items()}

    def renewed_due(self) -> int:
        """Last year of use of renewed posts."""
        return self.years[0] + self.renewal_years
