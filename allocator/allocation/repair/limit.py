"""A row of a rule in the domain's terms: which rule, whom it is about, in which years."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.solver.standard_form import RowName
from allocator.scenario.policy.repair import YIELDING_RULES, Repair


@dataclass(frozen=True)
class Limit:
    """One row of a rule that can be part of a contradiction.

    Attributes
    ----------
    rule : str
        Id of the rule.
    unit, pool, to_pool, quota_type, region, department : str
        Whom it is about; empty where that does not say anything.
    year, last_year : int or None
        First and last year of what it counts; ``None`` for the whole plan.
    posts : int
        Posts by which it gives in the smallest total; 0 where it does not.
    weight : Decimal
        Weight of each of these posts.
    """

    rule: str
    unit: str = ""
    pool: str = ""
    to_pool: str = ""
    quota_type: str = ""
    region: str = ""
    department: str = ""
    year: int | None = None
    last_year: int | None = None
    posts: int = 0
    weight: Decimal = Decimal(1)

    @property
    def thing(self) -> tuple[str, ...]:
        """What the rule holds for, whatever the year."""
        place = (self.unit, self.pool, self.to_pool, self.quota_type, self.region, self.department)
        return (self.rule, *place)


def ordered(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """The limits by rule, thing and years."""
    rules = YIELDING_RULES.index
    return tuple(
        sorted(
            limits,
            key=lambda each: (rules(each.rule), *each.thing, each.year or 0, each.last_year or 0),
        )
    )


def limit_of(row: RowName, numbers: Prepared, posts: int, repair: Repair) -> Limit:
    """The limit that a row of :data:`YIELDING_RULES` states."""
    limit: Limit = _OF_RULE[row.rule](numbers, *row.index)
    return replace(limit, posts=posts, weight=repair.weight(row.rule))


def _pool_balance(numbers: Prepared, pool: str, year: int) -> Limit:
    quota_type = numbers.pools[pool].quota_type
    return Limit("pool_balance", pool=pool, quota_type=quota_type, year=year, last_year=year)


def _transfer(numbers: Prepared, giving: str, taking: str) -> Limit:
    quota_type = numbers.pools[giving].quota_type
    return Limit("transfer", pool=giving, to_pool=taking, quota_type=quota_type)


def _borrowing_limit(numbers: Prepared, unit: str, quota_type: str, first: int, last: int) -> Limit:
    del numbers  # the index says it all
    return Limit("borrowing_limit", unit=unit, quota_type=quota_type, year=first, last_year=last)


def _people_ceiling(numbers: Prepared, region: str, department: str, quota_type: str) -> Limit:
    del numbers
    return Limit("people_ceiling", quota_type=quota_type, region=region, department=department)


_OF_RULE: dict[str, Any] = {
    "pool_balance": _pool_balance,
    "transfer": _transfer,
    "borrowing_limit": _borrowing_limit,
    "people_ceiling": _people_ceiling,
}
