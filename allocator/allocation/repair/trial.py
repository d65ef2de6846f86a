"""Whether changes of a scenario mend it, asked often and therefore of little work.

Only the numbers that a change of the bank, or of the posts a unit keeps, reaches are prepared anew,
by the functions that prepare them in the first place.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

import pandas as pd

from allocator.allocation.prepare.ceilings import people_ceilings
from allocator.allocation.prepare.deposits import deposit_numbers
from allocator.allocation.prepare.facts import Facts
from allocator.allocation.prepare.loans import loan_numbers
from allocator.allocation.prepare.numbers import Cell, Deposit, Prepared
from allocator.allocation.prepare.pools import crossing_numbers, pool_numbers, transfer_numbers
from allocator.allocation.prepare.scenario_facts import cells_of, facts_of
from allocator.allocation.prepare.units import units_of
from allocator.allocation.repair.causes import Eased, place_of
from allocator.allocation.repair.feasible import eased, has_plan
from allocator.allocation.repair.limit import Limit, limit_of
from allocator.allocation.repair.neighbourhood import neighbourhood
from allocator.allocation.repair.standing import Standing, standing_rules
from allocator.scenario.changes import CellChange
from allocator.scenario.problems import Problems
from allocator.scenario.relations import bank
from allocator.scenario.relations.data import Data
from allocator.scenario.scenario import Scenario
from allocator.scenario.table_rows import rows_of
from allocator.scenario.tables import TABLES
from allocator.scenario.typed import LINE
from allocator.stock.vacancies import vacancies


class Trials:
    """Tries changes on a scenario that has no plan."""

    def __init__(self, scenario: Scenario, numbers: Prepared) -> None:
        self.scenario, self.numbers = scenario, numbers
        self._stock = vacancies(scenario)
        self._facts = facts_of(scenario, units_of(scenario), self._stock)
        self._unsound = _unsound(scenario)

    def changed(self, changes: Iterable[CellChange]) -> Scenario:
        """The scenario with some cells changed; without a fingerprint of its own."""
        tables = dict(self.scenario.tables)
        for change in changes:
            frame = tables[change.table].copy()
            values = frame[change.column].tolist()
            values[_row(frame, change)] = change.value
            frame[change.column] = pd.Series(
                values, index=frame.index, dtype=frame[change.column].dtype
            )
            tables[change.table] = frame
        return self.scenario.replace(tables=tables)

    def prepared(self, scenario: Scenario) -> Prepared:
        """The numbers of a scenario with other pools, loans, transfers, ceilings or posts kept."""
        numbers, before, now = self.numbers, self.scenario.tables, scenario.tables
        changed = {name for name in now if now[name] is not before[name]}
        facts, deposits = self._changed_facts(scenario, changed), numbers.deposits
        if "posts" in changed:
            deposits = deposit_numbers(facts)
        if changed & {"posts", "pools", "transfers"}:
            numbers = replace(
                numbers,
                deposits=deposits,
                pools=pool_numbers(facts, deposits),
                transfers=transfer_numbers(facts),
                crossing=crossing_numbers(facts),
            )
        if "loans" in changed:
            numbers = replace(numbers, loans=loan_numbers(facts, numbers.suspended))
        if "ceilings" in changed:
            numbers = replace(numbers, people_ceilings=people_ceilings(facts, numbers.requests))
        return numbers

    def _changed_facts(self, scenario: Scenario, changed: set[str]) -> Facts:
        """The facts with the tables of another scenario that are not as they were."""
        rows: dict[str, Any] = {
            name: rows_of(scenario.tables[name])
            for name in ("pools", "transfers", "loans", "ceilings")
            if name in changed
        }
        if "posts" in changed:
            rows["cells"] = cells_of(vacancies(scenario))
        return replace(self._facts, **rows)

    def after(self, changes: Sequence[CellChange]) -> "Trials":
        """Trials on the changed scenario."""
        later = copy(self)
        later.scenario = self.changed(changes)
        later.numbers = self.prepared(later.scenario)
        later._stock = vacancies(later.scenario)
        later._facts = facts_of(later.scenario, self._facts.units, later._stock)
        return later

    def without_lines(self) -> Mapping[Cell, Deposit]:
        """What could be collected were nothing kept back by guarantee lines."""
        cells = [cell._replace(usable=cell.vacancy) for cell in self._facts.cells]
        return deposit_numbers(replace(self._facts, cells=cells))

    def kept(self) -> Mapping[Cell, int]:
        """Guarantee line of every cell."""
        stock = self._stock
        cells = zip(stock["unit_id"], stock["quota_type"], strict=True)
        return dict(zip(cells, stock["keep"].tolist(), strict=True))

    def mends(
        self, changes: Sequence[CellChange], others: Eased, limits: Sequence[Limit] = ()
    ) -> bool:
        """Whether there is a plan once the changes are made and some limits eased.

        With ``limits`` only their neighbourhood is looked at.
        """
        numbers = self.prepared(self.changed(changes))
        if limits:
            numbers = neighbourhood(numbers, limits)
        standing = standing_rules(numbers)
        return has_plan(eased(standing.form, self._eased(standing, numbers, others)))

    def _eased(self, standing: Standing, numbers: Prepared, others: Eased) -> dict[int, int]:
        """Rows of the limits that are eased, by place."""
        if not others:
            return {}
        repair = self.scenario.policy.repair
        places = {
            place_of(limit_of(standing.row(place), numbers, 0, repair)): place
            for place in standing.may_give
        }
        return {places[limit]: posts for limit, posts in others.items() if limit in places}

    def is_sound(self, changes: Sequence[CellChange]) -> bool:
        """Whether reading the changed tables would find nothing that it did not find before."""
        return _unsound(self.changed(changes)) <= self._unsound


def _row(frame: pd.DataFrame, change: CellChange) -> int:
    same = pd.Series(True, index=frame.index)
    for name, value in zip(TABLES[change.table].key, change.key, strict=True):
        same &= frame[name] == value
    return int(same.to_numpy().argmax())


_RELATIONS = (
    bank.loan_years,
    bank.loans_within_capital,
    bank.reserve_within_capital,
    bank.titles_within_ceiling,
)


def _unsound(scenario: Scenario) -> frozenset[tuple[str, int, str]]:
    """Cells that relations of the bank's tables do not let through."""
    problems = Problems()
    frames = {
        name: scenario.tables[name].assign(**{LINE: range(len(scenario.tables[name]))})
        for name in ("units", "posts", "pools", "loans", "ceilings")
    }
    files = {name: name for name in frames}
    data = Data(frames, files, scenario.settings, scenario.policy, problems)
    for relation in _RELATIONS:
        relation(data)
    return frozenset((each.file, each.row, each.column) for each in problems.problems)
