"""One year being played: the state, and every way in which it can change."""

from collections import defaultdict
from dataclasses import fields
from typing import Any

import simpy

from allocator.simulation.clock import Clock
from allocator.simulation.levels import Levels
from allocator.simulation.log import REMOVED, Event
from allocator.simulation.state import Cell, CellKey, Loan, Opening, People, Pool, State
from allocator.simulation.streams import Streams
from allocator.simulation.tally import Tally
from allocator.simulation.world import World


class Play:
    """The state while a year is played.

    All processes change the state through here, so that the areas over time are kept, the log
    is complete, and posts are neither made nor lost.

    Parameters
    ----------
    log : list of Event, or None
        Where to write every change.

    Attributes
    ----------
    tally : Tally
        What the year adds up to.
    verdict : Verdict
        What the lender decided, once it has.
    bank_open : bool
        Whether reserves lend in emergencies.
    process : str
        What is under way, for the log.
    openings_at : mapping of month to list of Opening
        Of which something is decided then.
    drawn : mapping
        Draws made beforehand for recruits, by the cell's identity and the recruit's number.
    recruits : list
        People who came within the year: name, birth, class, whether they may extend, place of
        the cell, leaving time.
    early_leavers : simpy.Store
        Those of them who leave within it: time, name, cell.
    """

    def __init__(
        self,
        world: World,
        state: State,
        streams: Streams,
        year: int,
        log: list[Event] | None = None,
    ) -> None:
        self.world, self.state, self.streams, self.year = world, state, streams, year
        self.clock = Clock(12 * year)
        self.ends = 12 * (year + 1)
        self.tally = Tally()
        self.levels = Levels(12 * year)
        self.log = log
        self.process = ""
        self.bank_open = True
        self.verdict: Any = None
        self.early_leavers = simpy.Store(self.clock)
        self.loans_of: defaultdict[CellKey, list[Loan]] = defaultdict(list)
        self.openings_of: defaultdict[CellKey, list[Opening]] = defaultdict(list)
        self.openings_at: dict[float, list[Opening]] = {}
        self.drawn: dict[tuple[int, int], tuple[float, ...]] = {}
        self.recruits: list[tuple[Any, ...]] = []
        self._counted = [0] * len(world.ceilings)
        self._set_out()

    @property
    def now(self) -> float:
        """Months since year 0."""
        return self.clock.now

    def _set_out(self) -> None:
        state = self.state
        for loan in state.loans.values():
            self.loans_of[loan.cell].append(loan)
            if loan.due < self.year:
                self._level("overdue", loan.posts)
            if loan.at_start:
                self._count_people(loan.cell, loan.held - loan.posts)
        for opening in state.openings.values():
            self.openings_of[opening.cell].append(opening)
        counts = [_empty(cell) for cell in state.cells.values()]
        for place, name in enumerate(("idle", "unfilled", "people")):
            self._level(name, sum(count[place] for count in counts))
        for cell in state.cells.values():
            self._count_people(cell.key, cell.people + cell.coming)
        for pool in state.pools.values():
            self._level("out", pool.owned - pool.free, pool.name)
            self._level("owned", pool.owned, pool.name)
            self.tally.low("balance", pool.free, pool.name)

    def set(self, entity: Any, **changes: Any) -> None:
        """Change attributes of an entity."""
        for what, after in changes.items():
            before = getattr(entity, what)
            setattr(entity, what, after)
            if self.log is not None:
                self._tell_if_changed(entity, what, before)

    def _tell_if_changed(self, entity: Any, what: str, before: Any) -> None:
        after = getattr(entity, what)
        if before != after:
            self._tell(entity, what, before, after)

    def _tell(self, entity: Any, what: str, before: Any, after: Any) -> None:
        assert self.log is not None  # noqa: S101 - asked before
        name = f"{entity.kind} {entity.name}"
        self.log.append(Event(self.now, self.process, name, what, before, after))

    def put(self, table: dict[str, Any], entity: Any) -> None:
        """A new entity."""
        table[entity.name] = entity
        if self.log is not None:
            for field in fields(entity):
                if field.name != "name":
                    self._tell(entity, field.name, None, getattr(entity, field.name))

    def drop(self, table: dict[str, Any], entity: Any) -> None:
        """An entity is no more."""
        del table[entity.name]
        if self.log is not None:
            self._tell(entity, REMOVED, entity.name, None)

    def change(
        self,
        cell: Cell,
        *,
        titles: int = 0,
        deposited: int = 0,
        people: int = 0,
        lent: int = 0,
        held: int = 0,
        coming: int = 0,
    ) -> None:
        """Change counts of a cell by so many."""
        before = (cell.titles, cell.deposited, cell.people, cell.lent, cell.held, cell.coming)
        idle, unfilled, _people = _empty(cell)
        cell.titles += titles
        cell.deposited += deposited
        cell.people += people
        cell.lent += lent
        cell.held += held
        cell.coming += coming
        if self.log is not None:
            for what, was in zip(_COUNTS, before, strict=True):
                self._tell_if_changed(cell, what, was)
        idle_now, unfilled_now, _people = _empty(cell)
        now = self.clock.now
        if idle_now != idle:
            self.levels.move(("idle", ""), idle_now - idle, now)
        if unfilled_now != unfilled:
            self.levels.move(("unfilled", ""), unfilled_now - unfilled, now)
        if people:
            self.levels.move(("people", ""), people, now)
        if not idle_now and cell.idle_since is not None:
            self.set(cell, idle_since=None)
        if people + coming:
            self._count_people(cell.key, people + coming)

    def _level(self, name: str, change: int, by: str = "") -> None:
        if change:
            self.levels.move((name, by), change, self.clock.now)

    def _count_people(self, cell: CellKey, change: int) -> None:
        for place in self.world.ceilings_over[cell]:
            self._counted[place] += change

    def room_for_people(self, cell: CellKey) -> bool:
        """Whether the ceilings on people let one more be recruited."""
        ceilings, counted = self.world.ceilings, self._counted
        return all(
            counted[place] < ceilings[place].people for place in self.world.ceilings_over[cell]
        )

    def change_pool(self, pool: Pool, *, owned: int = 0, free: int = 0) -> None:
        """Change what a pool owns, and what of it is not lent, by so many posts."""
        self.set(pool, owned=pool.owned + owned, free=pool.free + free)
        self._level("out", owned - free, pool.name)
        self._level("owned", owned, pool.name)
        self.tally.low("balance", pool.free, pool.name)

    def lend(self, loan: Loan) -> None:
        """Posts go from a pool to a unit."""
        self.put(self.state.loans, loan)
        self.loans_of[loan.cell].append(loan)
        self.change_pool(self.state.pools[loan.pool], free=-loan.posts)
        self.change(self.state.cells[loan.cell], lent=loan.posts)

    def take_back(self, loan: Loan, posts: int, held: int) -> None:
        """Posts go back to their pool, ``held`` of them from those kept empty for it."""
        if loan.due < self.year:
            self._level("overdue", -posts)
        if loan.at_start:
            self._count_people(loan.cell, posts - held)
        self.set(loan, posts=loan.posts - posts, held=loan.held - held)
        self.change(self.state.cells[loan.cell], lent=-posts, held=-held)
        self.change_pool(self.state.pools[loan.pool], free=posts)
        self.tally.add("returned", posts)
        if not loan.posts:
            self._forget(loan)

    def _forget(self, loan: Loan) -> None:
        for opening in self.openings_of[loan.cell]:
            if opening.loan == loan.name:
                self.set(opening, loan=None)
        self.loans_of[loan.cell].remove(loan)
        self.drop(self.state.loans, loan)

    def hold(self, loan: Loan) -> None:
        """A vacated post is kept empty until the loan's term."""
        self.set(loan, held=loan.held + 1)
        if loan.at_start:
            self._count_people(loan.cell, 1)
        self.change(self.state.cells[loan.cell], held=1)

    def renew(self, loan: Loan, posts: int, due: int, name: str) -> None:
        """Some or all posts of a loan stay until a later year, as a loan of their own.

        What goes back is first what is kept empty for it, then what nobody has come to yet.
        """
        held = max(0, loan.held - (loan.posts - posts))
        if posts == loan.posts:
            self.set(loan, due=due, renewals=loan.renewals + 1)
            return
        renewed = Loan(
            name, loan.unit, loan.quota_type, loan.pool, posts, held, loan.purpose, loan.start,
            due, loan.repayment, loan.renewable, loan.renewals + 1, loan.at_start,
        )  # fmt: skip
        self.set(loan, posts=loan.posts - posts, held=loan.held - held)
        self.put(self.state.loans, renewed)
        self.loans_of[loan.cell].append(renewed)
        openings = [each for each in self.openings_of[loan.cell] if each.loan == loan.name]
        for opening in openings[loan.waiting :]:
            self.set(opening, loan=renewed.name)

    def close(self) -> None:
        """The year is over: areas are handed over, and what stands at its end is noted."""
        self.levels.close(self.ends, self.tally)
        state = self.state
        state.now = self.ends
        people = state.people
        if self.recruits:
            people = people.and_(People.of_rows(self.recruits))
        state.people = people.where(people.leaves >= self.ends)


def _empty(cell: Cell) -> tuple[int, int, int]:
    """Posts that are vacant, posts that nobody is on, and people."""
    posts, people = cell.titles + cell.lent, cell.people
    return max(0, posts - people - cell.held - cell.coming), max(0, posts - people), people


_COUNTS = ("titles", "deposited", "people", "lent", "held", "coming")
"""Counts of a cell."""
