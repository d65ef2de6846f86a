"""The state of a simulated locality: plain, copyable, and all there is between two events."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

CellKey = tuple[str, str]
"""Unit and quota type."""


@dataclass(slots=True)
class Cell:
    """Posts of one unit and quota type, in whole posts and people.

    Attributes
    ----------
    titles : int
        Approved posts whose use is the unit's.
    deposited : int
        Approved posts whose use a pool has; the title stays with the unit.
    people : int
        People in post, on posts of the unit's own and on lent ones.
    lent : int
        Posts lent to the unit by annual rounds that are still out.
    held : int
        Vacated posts kept empty until the term of a loan.
    coming : int
        Posts advertised, or approved for recruitment, that nobody has taken up yet.
    idle_since : int or None
        Year in which the present vacancies began to stand empty.
    openings, hired, vacancies : int
        How many there have been: openings, recruits, vacancies that the unit decided on.
    """

    kind: ClassVar[str] = "cell"
    name: str
    unit: str
    quota_type: str
    titles: int
    deposited: int
    people: int
    lent: int
    held: int
    coming: int
    idle_since: int | None
    openings: int = 0
    hired: int = 0
    vacancies: int = 0

    @property
    def key(self) -> CellKey:
        """Unit and quota type."""
        return (self.unit, self.quota_type)

    @property
    def free(self) -> int:
        """Posts that nobody has, is coming to or that wait for a term; negative if overstaffed."""
        return self.titles + self.lent - self.people - self.held - self.coming


@dataclass(slots=True)
class Pool:
    """A pool: the posts whose use it has, and those of them that are not lent."""

    kind: ClassVar[str] = "pool"
    name: str
    quota_type: str
    owned: int
    free: int


@dataclass(slots=True)
class Loan:
    """A loan of an annual round, or of the book at the start.

    Attributes
    ----------
    posts, held : int
        Posts still out; those of them for which someone has left, kept empty until the term.
    start, due : int
        First and last year of use.
    at_start : bool
        Whether it was in the book when the simulation began.
    late_until : float or None
        Month until which a late recall keeps the posts, though they could go back.
    """

    kind: ClassVar[str] = "loan"
    name: str
    unit: str
    quota_type: str
    pool: str
    posts: int
    held: int
    purpose: str
    start: int
    due: int
    repayment: str
    renewable: bool
    renewals: int
    at_start: bool
    late_until: float | None = None

    @property
    def cell(self) -> CellKey:
        """Its unit and quota type."""
        return (self.unit, self.quota_type)

    @property
    def waiting(self) -> int:
        """Posts for which nobody has left yet."""
        return self.posts - self.held


@dataclass(slots=True)
class Emergency:
    """Posts that a pool's reserve lends while an emergency lasts; people are seconded to them."""

    kind: ClassVar[str] = "emergency"
    name: str
    request: str
    pool: str
    posts: int
    ends: float


@dataclass(slots=True)
class Request:
    """An open request; ``origin`` is the request of the scenario that it repeats."""

    kind: ClassVar[str] = "request"
    name: str
    origin: str
    posts: int
    arrived: float
    start: int
    waited: int = 0


@dataclass(slots=True)
class Opening:
    """A post for which someone is recruited.

    Attributes
    ----------
    loan : str or None
        The loan that the post belongs to, where it is a lent one.
    asked_for : bool
        Whether a request was granted it: then recruitment goes on until somebody comes.
    opened : float
    due : float or None
        Months; when the attempt under way ends, ``None`` while it waits for others to end.
    attempts : int
        Attempts that failed.
    """

    kind: ClassVar[str] = "opening"
    name: str
    unit: str
    quota_type: str
    number: int
    loan: str | None
    asked_for: bool
    opened: float
    due: float | None
    attempts: int = 0

    @property
    def cell(self) -> CellKey:
        """Its unit and quota type."""
        return (self.unit, self.quota_type)

    @property
    def occurrence(self) -> int:
        """Which attempt of which opening of the cell this is, for draws."""
        return self.number << 20 | self.attempts


@dataclass(slots=True)
class Standing:
    """How a unit was evaluated last: underlying score in points, tier, colour, freeze.

    The score is ``None`` where the unit is not evaluated at all.
    """

    kind: ClassVar[str] = "unit"
    name: str
    score: float | None
    tier: int
    colour: str
    grade: str
    frozen_until: int | None


_TYPES: tuple[Any, ...] = (object, np.int64, np.int8, np.bool_, np.int64, np.float64)


@dataclass(frozen=True)
class People:
    """People in post, as arrays of shape (people,).

    Attributes
    ----------
    names : array of object
    birth : array of int
        Months of birth.
    codes : array of int
        Retirement classes, places in :data:`allocator.stock.retirement.CLASSES`.
    can_extend : array of bool
    cell : array of int
        Places among the cells of the world.
    leaves : array of float
        The month in which each leaves, drawn beforehand.
    """

    names: npt.NDArray[Any]
    birth: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int8]
    can_extend: npt.NDArray[np.bool_]
    cell: npt.NDArray[np.int64]
    leaves: npt.NDArray[np.float64]

    @classmethod
    def of_rows(cls, rows: Sequence[tuple[Any, ...]]) -> "People":
        """People by rows of names, births, classes, whether they may extend, cells, times."""
        columns = zip(*rows, strict=True) if rows else ((),) * len(_TYPES)
        return cls(
            *(np.array(column, dtype=kind) for column, kind in zip(columns, _TYPES, strict=True))
        )

    def columns(self) -> tuple[npt.NDArray[Any], ...]:
        """The arrays, in order."""
        return (self.names, self.birth, self.codes, self.can_extend, self.cell, self.leaves)

    def where(self, kept: npt.NDArray[np.bool_]) -> "People":
        """Some of them."""
        return People(*(column[kept] for column in self.columns()))

    def and_(self, others: "People") -> "People":
        """These, then others."""
        pairs = zip(self.columns(), others.columns(), strict=True)
        return People(*(np.concatenate(pair) for pair in pairs))


@dataclass
class State:
    """Everything that a run knows between two events.

    Attributes
    ----------
    now : float
        Months since year 0; a run can be saved and resumed at a January.
    people : People
        Of whom the roster, or a recruitment, tells when they leave; those who left within the
        year under way are still among them, and its recruits are not yet.
    """

    now: float
    cells: dict[CellKey, Cell]
    pools: dict[str, Pool]
    loans: dict[str, Loan]
    people: People
    emergencies: dict[str, Emergency] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    openings: dict[str, Opening] = field(default_factory=dict)
    units: dict[str, Standing] = field(default_factory=dict)

    def entities(self) -> Iterator[Any]:
        """Everything but the people, in a stable order."""
        for table in (
            self.cells, self.pools, self.loans, self.emergencies, self.requests, self.openings,
            self.units,
        ):  # fmt: skip
            yield from table.values()

    def copy(self) -> "State":
        """An independent copy; the arrays of people are never written to and are shared."""
        own = {
            name: deepcopy(getattr(self, name))
            for name in ("cells", "pools", "loans", "emergencies", "requests", "openings", "units")
        }
        return State(self.now, people=self.people, **own)

    def plain(self) -> dict[str, Any]:
        """Numbers, texts and lists only, as JSON holds them."""
        tables: dict[str, dict[Any, Any]] = {
            "cells": self.cells, "pools": self.pools, "loans": self.loans,
            "emergencies": self.emergencies, "requests": self.requests,
            "openings": self.openings, "units": self.units,
        }  # fmt: skip
        return {
            "now": self.now,
            "people": [column.tolist() for column in self.people.columns()],
            **{name: [asdict(each) for each in table.values()] for name, table in tables.items()},
        }

    @classmethod
    def of_plain(cls, plain: dict[str, Any]) -> "State":
        """The state that :meth:`plain` wrote."""
        people = People.of_rows(list(zip(*plain["people"], strict=True)))
        cells = [Cell(**entry) for entry in plain["cells"]]
        return cls(
            now=plain["now"],
            cells={cell.key: cell for cell in cells},
            pools={entry["name"]: Pool(**entry) for entry in plain["pools"]},
            loans={entry["name"]: Loan(**entry) for entry in plain["loans"]},
            people=people,
            emergencies={entry["name"]: Emergency(**entry) for entry in plain["emergencies"]},
            requests={entry["name"]: Request(**entry) for entry in plain["requests"]},
            openings={entry["name"]: Opening(**entry) for entry in plain["openings"]},
            units={entry["name"]: Standing(**entry) for entry in plain["units"]},
        )
