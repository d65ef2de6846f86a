"""Hand-sized worlds played year by year: what changed when, and what it came to."""

from dataclasses import dataclass
from typing import Any

from allocator.simulation.lenders import LENDERS, Lender, Verdict
from allocator.simulation.log import Plain
from allocator.simulation.numbers import Numbers
from allocator.simulation.play import Play
from allocator.simulation.replication import Run
from allocator.simulation.round_audit import audited
from allocator.simulation.world import World as Played
from allocator.simulation.year import play_year
from allocator.simulation.year_scenario import year_scenario
from tests.allocation.worlds import World


def month(year: int, number: int = 1) -> int:
    """A month as the simulation counts them."""
    return 12 * year + number - 1


@dataclass
class Years:
    """A run of some years, with its log."""

    run: Run

    def changes(self, entity: str, what: str) -> list[tuple[float, Plain]]:
        """When an attribute of an entity changed, and what to."""
        return [
            (event.time, event.after)
            for event in self.run.log or ()
            if (event.entity, event.what) == (entity, what)
        ]

    def times(self, entity: str, what: str = "removed") -> list[float]:
        """When an attribute changed, or the entity was no more."""
        return [time for time, _after in self.changes(entity, what)]

    def left(self, person: str) -> float:
        """When somebody of the roster left."""
        (time,) = self.times(f"person {person}")
        return time

    def values(self, measure: str, key: str = "") -> list[float]:
        """A measure, year by year."""
        rows = self.run.finished().rows
        return [row.value for row in rows if (row.measure, row.key) == (measure, key) and row.year]

    def whole(self, measure: str, key: str = "") -> float:
        """A measure of the whole run."""
        (value,) = (
            row.value
            for row in self.run.finished().rows
            if (row.measure, row.key, row.year) == (measure, key, None)
        )
        return value


def played(
    world: World | Played, years: int, lender: str | Lender = "first_come", *, seed: int = 1
) -> Years:
    """Play a world; every round of a lender that comes with the software is audited."""
    chosen = LENDERS[lender] if isinstance(lender, str) else lender
    made = world if isinstance(world, Played) else Played(world.scenario())
    run = Run.begin(made, chosen, seed, 0, log=True)
    for _year in range(years):
        run.advance(audit=isinstance(lender, str))
    return Years(run)


@dataclass
class Seen:
    """A round as it was: its numbers, its verdict, and the scenario that it is."""

    numbers: Any
    verdict: Verdict
    scenario: Any


def rounds(scenario: Any, years: int, lender: str | Lender, seed: int = 1) -> dict[int, Seen]:
    """Every round of a run by year, audited too."""
    chosen = LENDERS[lender] if isinstance(lender, str) else lender
    run = Run.begin(Played(scenario), chosen, seed, 0)
    check = audited(chosen)
    seen: dict[int, Seen] = {}

    def watch(play: Play, numbers: Numbers, verdict: Verdict) -> None:
        if check is not None:
            check(play, numbers, verdict)
        seen[play.year] = Seen(numbers.prepared, verdict, year_scenario(play, numbers))

    for _year in range(years):
        play_year(run.world, run.state, run.streams, chosen, watch=watch)
    return seen
