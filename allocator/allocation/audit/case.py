"""Everything a check looks at: the scenario's rows, the plan's rows, and what joins them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from allocator.allocation.audit.collecting import Collecting
from allocator.allocation.audit.records import (
    BookLoan,
    Cell,
    Decision,
    Deposit,
    PlanRows,
    PoolYear,
    Posts,
    Renewal,
    Repayment,
    Request,
    ScheduleRow,
    Transfer,
    records,
)
from allocator.allocation.audit.standing import Standing, response, standings
from allocator.allocation.audit.worth import Item, items_of_requests
from allocator.scenario.policy import Policy, Response
from allocator.scenario.scenario import Scenario

Attributes = Mapping[str, Any]


@dataclass(frozen=True)
class Loan:
    """A loan of the book, or one that the plan makes.

    Attributes
    ----------
    id : str
        Loan id of an old loan, request id of a new one.
    start, due : int
        First and last year of use; the due year of an old loan is that of the book.
    back : mapping of int to int
        Posts that the plan has come back at the end of each year.
    renewed : int
        Posts renewed (old loans).
    """

    id: str
    unit_id: str
    quota_type: str
    pool_id: str
    purpose: str
    start: int
    due: int
    posts: int
    repayment: str
    back: Mapping[int, int]
    renewed: int = 0

    @property
    def cell(self) -> Cell:
        """Unit and quota type."""
        return (self.unit_id, self.quota_type)

    def back_by(self, year: int) -> int:
        """Posts back by the end of ``year``."""
        return sum(posts for when, posts in self.back.items() if when <= year)

    def out_in(self, year: int) -> int:
        """Posts out during ``year``; what never comes back stays out."""
        return self.posts - self.back_by(year - 1) if self.start <= year else 0


@dataclass(frozen=True)
class Case:
    """A scenario and a plan, joined.

    Attributes
    ----------
    units, pools : mapping
        Rows by id, as mappings of column to value.
    new, old : tuple of Loan
        Loans that the plan makes (those of known requests and pools), loans of the book.
    own : mapping of str to int
        Own vacancies used, by request.
    """

    scenario: Scenario
    plan: PlanRows
    units: Mapping[str, Attributes]
    pools: Mapping[str, Attributes]
    posts: Mapping[Cell, Posts]
    approved: Mapping[str, int]
    requests: Mapping[str, Request]
    items: Mapping[str, Sequence[Item]]
    book: Mapping[str, BookLoan]
    standing: Mapping[str, Standing]
    new: tuple[Loan, ...]
    old: tuple[Loan, ...]
    own: Mapping[str, int]
    collected: Mapping[Cell, int]

    @property
    def policy(self) -> Policy:
        """The policy model."""
        return self.scenario.policy

    @property
    def base_year(self) -> int:
        """y0."""
        return self.scenario.base_year

    def tier(self, unit: str) -> int:
        """Tier of a unit."""
        return self.standing.get(unit, Standing()).tier

    def response(self, unit: str) -> Response:
        """What the policy answers to the unit's colour."""
        return response(self.scenario, self.standing.get(unit, Standing()))

    def weight(self, unit: str, purpose: str) -> Fraction:
        """Product of purpose, tier and sector weights."""
        return Fraction(self.policy.weight(purpose, self.tier(unit), self.units[unit]["sector"]))

    def vacancy(self, cell: Cell) -> int:
        """V[u,q]."""
        row = self.posts.get(cell)
        return max(0, row.approved - row.filled - row.reserved) if row else 0

    def overstaff(self, cell: Cell) -> int:
        """O[u,q]."""
        row = self.posts.get(cell)
        return max(0, row.filled - row.approved) if row else 0

    @cached_property
    def collecting(self) -> Collecting:
        """What may be collected, by which pool, and what pools keep back."""
        return Collecting(self)

    def granted(self) -> Counter[str]:
        """Posts granted to each request: own and lent, as the files have them."""
        total = self.lent()
        total.update(self.own)
        return total

    def lent(self) -> Counter[str]:
        """Posts lent to each request."""
        return _sum((loan.id, loan.posts) for loan in self.new)

    def lent_to_units(self) -> Counter[str]:
        """Posts newly lent to each unit, all quota types."""
        return _sum((loan.unit_id, loan.posts) for loan in self.new)

    def transferred(self) -> Counter[str]:
        """Transfers in less transfers out, by pool."""
        net: Counter[str] = Counter()
        for row in self.plan.transfers:
            net[row.to_pool] += row.posts
            net[row.from_pool] -= row.posts
        return net

    def collected_into(self) -> Counter[str]:
        """Posts collected, by pool."""
        return _sum((row.pool_id, row.posts) for row in self.plan.deposits)

    def out(self) -> Counter[tuple[str, int]]:
        """Posts out on loan, by pool and plan year."""
        return _sum(
            ((loan.pool_id, year), loan.out_in(year))
            for loan in (*self.old, *self.new)
            for year in self.scenario.years
        )

    def may_renew(self, loan: BookLoan) -> bool:
        """Whether rule ``renewal`` lets the loan be renewed in this round."""
        renewal, last = self.policy.recall.renewal, loan.due_year
        return (
            bool(loan.renewable)
            and last == self.base_year
            and renewal.years > 0
            and self.tier(loan.unit_id) in renewal.tiers
            and last + renewal.years - loan.start_year + 1 <= self.policy.lending.max_total_term
        )


def join(scenario: Scenario, frames: Mapping[str, pd.DataFrame]) -> Case:
    """The case of ``frames``, the tables of a plan, under ``scenario``."""
    tables = scenario.tables
    plan = plan_rows(frames)
    requests = {row.request_id: row for row in records(tables["requests"], Request)}
    book = {row.loan_id: row for row in records(tables["loans"], BookLoan)}
    pools = _by_id(tables["pools"], "pool_id")
    posts = {(row.unit_id, row.quota_type): row for row in records(tables["posts"], Posts)}
    back = _back(plan)
    known = [r for r in plan.schedule if r.request_id in requests and r.pool_id in pools]
    renewed = _sum((row.loan_id, row.posts) for row in plan.renewals)
    return Case(
        scenario=scenario,
        plan=plan,
        units=_by_id(tables["units"], "unit_id"),
        pools=pools,
        posts=posts,
        approved=_sum((row.unit_id, row.approved) for row in posts.values()),
        requests=requests,
        items=items_of_requests(scenario),
        book=book,
        standing=standings(scenario),
        new=tuple(_new_loan(row, requests[row.request_id], back) for row in known),
        old=tuple(_old_loan(row, renewed, back) for row in book.values()),
        own=_sum(
            (row.request_id, row.own_vacancies)
            for row in plan.decisions
            if row.request_id in requests
        ),
        collected=_sum(((row.unit_id, row.quota_type), row.posts) for row in plan.deposits),
    )


def plan_rows(frames: Mapping[str, pd.DataFrame]) -> PlanRows:
    """The rows of a plan's tables."""
    return PlanRows(
        schedule=records(frames["schedule"], ScheduleRow),
        decisions=records(frames["decisions"], Decision),
        repayments=records(frames["repayments"], Repayment),
        renewals=records(frames["renewals"], Renewal),
        deposits=records(frames["deposits"], Deposit),
        transfers=records(frames["transfers"], Transfer),
        pools=records(frames["pools"], PoolYear),
    )


def _by_id(frame: pd.DataFrame, key: str) -> dict[str, Attributes]:
    rows = frame.to_dict("records")
    return {str(row[key]): {str(name): cell for name, cell in row.items()} for row in rows}


def _sum(pairs: Any) -> Counter[Any]:
    total: Counter[Any] = Counter()
    for key, posts in pairs:
        total[key] += posts
    return total


def _back(plan: PlanRows) -> Mapping[tuple[str, str], Mapping[int, int]]:
    """(loan, pool) → year → posts that come back at its end."""
    back: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for row in plan.repayments:
        back[row.loan, row.pool_id][row.year] += row.posts
    return back


def _new_loan(
    row: ScheduleRow, request: Request, back: Mapping[tuple[str, str], Mapping[int, int]]
) -> Loan:
    return Loan(
        id=request.request_id,
        unit_id=request.unit_id,
        quota_type=request.quota_type,
        pool_id=row.pool_id,
        purpose=request.purpose,
        start=request.start_year,
        due=request.start_year + row.term - 1,
        posts=row.posts,
        repayment=request.repayment,
        back=back.get((request.request_id, row.pool_id), {}),
    )


def _old_loan(
    row: BookLoan,
    renewed: Mapping[str, int],
    back: Mapping[tuple[str, str], Mapping[int, int]],
) -> Loan:
    return Loan(
        id=row.loan_id,
        unit_id=row.unit_id,
        quota_type=row.quota_type,
        pool_id=row.pool_id,
        purpose=row.purpose,
        start=row.start_year,
        due=row.due_year,
        posts=row.posts,
        repayment=row.repayment,
        back=back.get((row.loan_id, row.pool_id), {}),
        renewed=renewed.get(row.loan_id, 0),
    )
