"""Every plan of a very small scenario, judged by the audit's rules alone.

No model, no solver, no prepared numbers: posts are dealt out in every way, the audit says
which plans keep all rules and what each goal is worth, and the best value of every goal is
taken in order.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from allocator.allocation.audit import RULES
from allocator.allocation.audit.case import Case, Loan, join
from allocator.allocation.audit.goals import GOALS
from allocator.allocation.audit.records import Deposit, PlanRows, Request, ScheduleRow, Transfer
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.scenario.columns import Table
from allocator.scenario.scenario import Scenario
from allocator.scenario.typed import empty_table

MAXIMISED = {"priority_value", "least_served", "long_reserve"}
CHEAP_FIRST = sorted(
    (rule for rule in RULES if rule.__name__ != "plan_files"),
    key=lambda rule: rule.__name__ == "borrowing_limit",
)


class Grant(NamedTuple):
    """What one request gets: own vacancies, and its loans."""

    own: int
    loans: tuple[Loan, ...]


def best_values(scenario: Scenario) -> tuple[dict[str, Fraction], int]:
    """Best value of every goal of the policy, in order, and how many plans keep the rules."""
    goals = scenario.policy.objective.goals
    best: tuple[Fraction, ...] | None = None
    count = 0
    for case in every_plan(scenario):
        if not all(check.holds for rule in CHEAP_FIRST for check in rule(case)):
            continue
        count += 1
        worth = tuple(GOALS[goal](case) * (1 if goal in MAXIMISED else -1) for goal in goals)
        if best is None or worth > best:
            best = worth
    assert best is not None
    return {
        goal: value if goal in MAXIMISED else -value
        for goal, value in zip(goals, best, strict=True)
    }, count


def every_plan(scenario: Scenario) -> Iterator[Case]:
    """Every way to deal out posts, whatever the rules say of it."""
    blank = join(scenario, {name: _empty(table) for name, table in PLAN_TABLES.items()})
    grants = [list(_grants(blank, request)) for request in blank.requests.values()]
    old = [list(_old(blank, loan)) for loan in blank.old]
    deposits = [list(_deposits(blank, cell)) for cell in blank.posts]
    transfers = [list(_transfers(row)) for row in _rows(scenario)]
    for granted in product(*grants):
        new = tuple(loan for grant in granted for loan in grant.loans)
        own = Counter(
            {name: g.own for name, g in zip(blank.requests, granted, strict=True) if g.own}
        )
        schedule = tuple(_schedule(loan) for loan in new)
        for loans, collected, moved in product(
            product(*old), product(*deposits), product(*transfers)
        ):
            rows = [row for row in collected if row is not None]
            plan = PlanRows(schedule, (), (), (), tuple(rows), tuple(filter(None, moved)), ())
            yield replace(
                blank,
                plan=plan,
                new=new,
                old=tuple(loans),
                own=own,
                collected=Counter({(r.unit_id, r.quota_type): r.posts for r in rows}),
            )


def _empty(table: Table):
    return empty_table(table)


def _rows(scenario: Scenario) -> list[tuple[str, str, int]]:
    return list(scenario.tables["transfers"].itertuples(index=False, name=None))


def _grants(case: Case, request: Request) -> Iterator[Grant]:
    vacancy = case.vacancy((request.unit_id, request.quota_type))
    for own in range(min(vacancy, request.posts) + 1):
        yield Grant(own, ())
        for term in case.policy.lending.terms:
            for shares in product(range(request.posts - own + 1), repeat=len(case.pools)):
                if 0 < sum(shares) <= request.posts - own:
                    yield from _loans(case, request, own, term, shares)


def _loans(
    case: Case, request: Request, own: int, term: int, shares: tuple[int, ...]
) -> Iterator[Grant]:
    due = request.start_year + term - 1
    first = due if request.repayment == "at_term" else request.start_year
    lent = [(pool, posts) for pool, posts in zip(case.pools, shares, strict=True) if posts]
    for backs in product(*(_spread(posts, range(first, due + 1)) for _, posts in lent)):
        yield Grant(
            own,
            tuple(
                Loan(
                    request.request_id, request.unit_id, request.quota_type, pool,
                    request.purpose, request.start_year, due, posts, request.repayment, back,
                )
                for (pool, posts), back in zip(lent, backs, strict=True)
            ),
        )  # fmt: skip


def _spread(posts: int, years: range) -> list[dict[int, int]]:
    """Every way to have ``posts`` come back over ``years``."""
    if len(years) == 1:
        return [{years[0]: posts}]
    return [
        {years[0]: now} | later
        for now in range(posts + 1)
        for later in _spread(posts - now, years[1:])
    ]


def _old(case: Case, loan: Loan) -> Iterator[Loan]:
    base = case.base_year
    due = max(loan.due, base)
    renewed_due = base + case.policy.recall.renewal.years
    first = base if loan.repayment == "as_vacated" else due
    for renewed in range(loan.posts + 1 if renewed_due > due else 1):
        for back in _spread(loan.posts - renewed, range(first, due + 1)):
            more = {renewed_due: renewed} if renewed else {}
            yield replace(loan, renewed=renewed, back=back | more)


def _deposits(case: Case, cell: tuple[str, str]) -> Iterator[Deposit | None]:
    pool = case.collecting.receiving_pool(cell)
    yield None
    for posts in range(1, case.vacancy(cell) + 1 if pool else 1):
        yield Deposit(*cell, posts, str(pool))


def _transfers(row: tuple[str, str, int]) -> Iterator[Transfer | None]:
    giving, taking, most = row
    yield None
    for posts in range(1, most + 1):
        yield Transfer(giving, taking, posts)


def _schedule(loan: Loan) -> ScheduleRow:
    return ScheduleRow(
        loan.id, loan.unit_id, "", loan.quota_type, loan.purpose, loan.pool_id, loan.posts,
        loan.start, loan.due - loan.start + 1, loan.due, loan.repayment,
    )  # fmt: skip
