"""How two plans differ: goals, requests, renewals, deposits, transfers, repayments, pools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from allocator.allocation.plan.plan import Plan
from allocator.allocation.plan_tables import PLAN_TABLES

Side = Literal["before", "after"]

TOTALS = (
    "requests_granted",
    "posts_lent",
    "own_vacancies_used",
    "posts_renewed",
    "posts_collected",
)
"""Counts of ``plan.json`` that are compared."""


@dataclass(frozen=True)
class NumberDifference:
    """A goal or a total under both plans; ``None`` where a plan does not have the goal."""

    name: str
    before: Fraction | None
    after: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """After less before."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True, order=True)
class Loan:
    """Posts lent to a request from one pool for one term."""

    pool: str
    posts: int
    start_year: int
    term: int
    due_year: int
    repayment: str


@dataclass(frozen=True)
class Granted:
    """What a plan gives to a request, and why not more.

    Attributes
    ----------
    asked, own_vacancies, lent, granted : int
        Posts.
    loans : tuple of Loan
        Sorted by pool.
    reason, detail : str
        Rule that stopped the next post, and its sentence; empty where it was granted in full.
    """

    asked: int
    own_vacancies: int
    lent: int
    granted: int
    loans: tuple[Loan, ...]
    reason: str
    detail: str

    @property
    def posts(self) -> tuple[Any, ...]:
        """What makes a difference to the unit."""
        return self.own_vacancies, self.lent, self.granted, self.loans


@dataclass(frozen=True)
class RequestDifference:
    """A request that the plans treat differently; ``None`` where a plan does not know it."""

    request: str
    unit: str
    before: Granted | None
    after: Granted | None

    @property
    def less(self) -> Side | None:
        """The side that grants fewer posts; ``None`` where both grant the same number."""
        before = self.before.granted if self.before else 0
        after = self.after.granted if self.after else 0
        if before == after:
            return None
        return "before" if before < after else "after"

    def on(self, side: Side) -> Granted | None:
        """What that side gives."""
        return self.before if side == "before" else self.after


@dataclass(frozen=True)
class RowDifference:
    """A row of another file of the plan that differs, or that one plan alone has."""

    key: tuple[str, ...]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class PlanDifferences:
    """Everything in which two plans differ, each part in the order of the plan's files.

    Attributes
    ----------
    goals, totals : tuple of NumberDifference
        All of them, those that are the same too.
    requests : tuple of RequestDifference
    rows : mapping of str to tuple of RowDifference
        Of ``renewals``, ``deposits``, ``transfers``, ``repayments`` and ``pools``.
    """

    goals: tuple[NumberDifference, ...]
    totals: tuple[NumberDifference, ...]
    requests: tuple[RequestDifference, ...]
    rows: Mapping[str, tuple[RowDifference, ...]]

    @property
    def decisions_same(self) -> bool:
        """Whether both plans decide the same; goals and balances may differ all the same."""
        decided = (rows for name, rows in self.rows.items() if name != "pools")
        return not self.requests and not any(decided)

    @property
    def nothing_differs(self) -> bool:
        """Whether the plans are the same in everything that is compared."""
        numbers = (*self.goals, *self.totals)
        same = all(number.before == number.after for number in numbers)
        return same and self.decisions_same and not self.rows["pools"]


ROWS = ("renewals", "deposits", "transfers", "repayments", "pools")
"""Files of a plan that are compared row by row."""


def plan_differences(before: Plan, after: Plan) -> PlanDifferences:
    """How ``after`` differs from ``before``.

    Two decisions are the same where posts, pools, start, term and repayment are; that the same
    posts are refused for another reason is no difference.
    """
    return PlanDifferences(
        goals=_goals(before, after),
        totals=tuple(
            NumberDifference(name, *(Fraction(p.record["counts"][name]) for p in (before, after)))
            for name in TOTALS
        ),
        requests=tuple(_requests(before, after)),
        rows={name: _rows(name, before.tables[name], after.tables[name]) for name in ROWS},
    )


def _goals(before: Plan, after: Plan) -> tuple[NumberDifference, ...]:
    values = [{goal.goal: goal.value for goal in plan.goals} for plan in (before, after)]
    return tuple(
        NumberDifference(name, *(known.get(name) for known in values))
        for name in dict.fromkeys([*values[0], *values[1]])
    )


def _requests(before: Plan, after: Plan) -> list[RequestDifference]:
    known = [_granted(before), _granted(after)]
    units = _units(before) | _units(after)
    differences = []
    for request in dict.fromkeys([*known[0], *known[1]]):
        first, second = (granted.get(request) for granted in known)
        if first is None or second is None or first.posts != second.posts:
            differences.append(RequestDifference(request, units[request], first, second))
    return differences


def _units(plan: Plan) -> dict[str, str]:
    decisions = plan.tables["decisions"]
    return dict(zip(decisions["request_id"], decisions["unit_id"], strict=True))


def _granted(plan: Plan) -> dict[str, Granted]:
    """What the plan gives, by request."""
    loans: dict[str, list[Loan]] = {}
    for row in _records(plan.tables["schedule"]):
        loans.setdefault(row["request_id"], []).append(
            Loan(
                row["pool_id"], row["posts"], row["start_year"], row["term"], row["due_year"],
                row["repayment"],
            )
        )  # fmt: skip
    return {
        row["request_id"]: Granted(
            asked=row["asked"],
            own_vacancies=row["own_vacancies"],
            lent=row["lent"],
            granted=row["granted"],
            loans=tuple(sorted(loans.get(row["request_id"], ()))),
            reason=row["reason"],
            detail=row["detail"],
        )
        for row in _records(plan.tables["decisions"])
    }


def _records(table: pd.DataFrame) -> Sequence[Mapping[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _rows(name: str, before: pd.DataFrame, after: pd.DataFrame) -> tuple[RowDifference, ...]:
    key = PLAN_TABLES[name].key
    sides = [
        {tuple(str(row[column]) for column in key): row for row in _records(table)}
        for table in (before, after)
    ]
    return tuple(
        RowDifference(place, sides[0].get(place), sides[1].get(place))
        for place in sorted({*sides[0], *sides[1]})
        if sides[0].get(place) != sides[1].get(place)
    )
