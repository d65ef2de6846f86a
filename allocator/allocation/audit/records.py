"""Rows of tables as plain records, so that rules read as sentences."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")
Cell = tuple[str, str]
"""Unit and quota type."""


def records(frame: pd.DataFrame, kind: type[Row]) -> tuple[Row, ...]:
    """The rows of ``frame`` as records; columns that ``kind`` does not name are left out."""
    columns = [frame[field.name].tolist() for field in fields(kind)]
    return tuple(kind(*cells) for cells in zip(*columns, strict=True))


@dataclass(frozen=True)
class Posts:
    """A row of ``posts``; ``keep`` and ``vacant_since`` may be ``NA``."""

    unit_id: str
    quota_type: str
    approved: int
    filled: int
    reserved: int
    keep: int
    vacant_since: int


@dataclass(frozen=True)
class Standard:
    """A row of ``standards``."""

    unit_id: str
    quantity: Decimal
    per_post: Decimal


@dataclass(frozen=True)
class Score:
    """A row of ``scores``."""

    unit_id: str
    indicator: str
    source: str
    score: Decimal
    full_score: Decimal


@dataclass(frozen=True)
class Questionnaire:
    """A row of ``questionnaires``."""

    unit_id: str
    indicator: str
    source: str
    very_satisfied: int
    satisfied: int
    fairly_satisfied: int
    dissatisfied: int
    very_dissatisfied: int


@dataclass(frozen=True)
class Measure:
    """A row of ``measures``."""

    unit_id: str
    indicator: str
    value: Decimal


@dataclass(frozen=True)
class Grade:
    """A row of ``grades``."""

    unit_id: str
    year: int
    tier: int
    colour: str


@dataclass(frozen=True)
class Request:
    """A row of ``requests``."""

    request_id: str
    unit_id: str
    quota_type: str
    posts: int
    purpose: str
    start_year: int
    min_term: int
    max_term: int
    min_posts: int
    repayment: str
    duties_grew: bool


@dataclass(frozen=True)
class BookLoan:
    """A row of ``loans``."""

    loan_id: str
    unit_id: str
    quota_type: str
    pool_id: str
    posts: int
    purpose: str
    start_year: int
    due_year: int
    repayment: str
    renewable: bool


@dataclass(frozen=True)
class ScheduleRow:
    """A row of ``schedule.csv``."""

    request_id: str
    unit_id: str
    unit: str
    quota_type: str
    purpose: str
    pool_id: str
    posts: int
    start_year: int
    term: int
    due_year: int
    repayment: str


@dataclass(frozen=True)
class Decision:
    """A row of ``decisions.csv``."""

    request_id: str
    unit_id: str
    asked: int
    own_vacancies: int
    lent: int
    granted: int
    status: str


@dataclass(frozen=True)
class Repayment:
    """A row of ``repayments.csv``."""

    loan: str
    unit_id: str
    quota_type: str
    pool_id: str
    year: int
    posts: int


@dataclass(frozen=True)
class Renewal:
    """A row of ``renewals.csv``."""

    loan_id: str
    unit_id: str
    posts: int
    new_due_year: int


@dataclass(frozen=True)
class Deposit:
    """A row of ``deposits.csv``."""

    unit_id: str
    quota_type: str
    posts: int
    pool_id: str


@dataclass(frozen=True)
class Transfer:
    """A row of ``transfers.csv``."""

    from_pool: str
    to_pool: str
    posts: int


@dataclass(frozen=True)
class PoolYear:
    """A row of ``pools.csv``."""

    pool_id: str
    year: int
    capital: int
    collected: int
    transferred: int
    reserve: int
    out: int
    free: int


@dataclass(frozen=True)
class PlanRows:
    """The rows of every file of a plan."""

    schedule: tuple[ScheduleRow, ...]
    decisions: tuple[Decision, ...]
    repayments: tuple[Repayment, ...]
    renewals: tuple[Renewal, ...]
    deposits: tuple[Deposit, ...]
    transfers: tuple[Transfer, ...]
    pools: tuple[PoolYear, ...]
