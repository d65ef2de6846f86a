"""Changes of a scenario that concern one request, applied to the numbers prepared from it.

Preparing the changed scenario anew gives the same numbers; here only what the change touches is
worked out again, because many changes are tried.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from allocator.allocation.prepare import Stock, limits_of_cells
from allocator.allocation.prepare.deposits import deposit_numbers
from allocator.allocation.prepare.facts import Facts, Row
from allocator.allocation.prepare.loans import loan_numbers
from allocator.allocation.prepare.numbers import PeopleCeiling, Prepared, Request
from allocator.allocation.prepare.pools import crossing_numbers, pool_numbers, transfer_numbers
from allocator.allocation.prepare.requests import request_numbers, terms_within
from allocator.allocation.prepare.scenario_facts import facts_of
from allocator.allocation.prepare.units import Unit, lending_caps, suspended_units
from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.freezes import (
    colour_of,
    freezes_of_earlier_grades,
    last_frozen_year,
    response_to,
)
from allocator.evaluation.tiers import stand
from allocator.scenario.changes import CellChange
from allocator.scenario.relations.bank import titles_by_scope
from allocator.scenario.scenario import Scenario
from allocator.scenario.tables import ANY


@dataclass(frozen=True)
class Edited:
    """Prepared numbers after a change, and the change."""

    numbers: Prepared
    change: CellChange


@dataclass(frozen=True)
class Edits:
    """Changes of one scenario.

    Attributes
    ----------
    scenario : Scenario
    stock : Stock
        Taken of the scenario.
    numbers : Prepared
        Prepared from both.
    """

    scenario: Scenario
    stock: Stock
    numbers: Prepared
    _moving: dict[str, bool] = field(default_factory=dict)

    def longest_term(self, j: str, years: int) -> Edited:
        """Request ``j`` may be served for up to so many years."""
        request = self.numbers.requests[j]
        terms = terms_within(self.scenario.policy, request.min_term, years)
        changed = replace(request, max_term=years, terms=terms)
        return Edited(self._with(changed), CellChange("requests", (j,), "max_term", years))

    def start(self, j: str, year: int) -> Edited:
        """Request ``j`` starts in another year."""
        changed = replace(self.numbers.requests[j], start=year)
        return Edited(self._with(changed), CellChange("requests", (j,), "start_year", year))

    @property
    def last_start(self) -> int:
        """The last year in which a request may start, so that every term ends in time."""
        return self.scenario.years[-1] - max(self.scenario.policy.lending.terms) + 1

    def _with(self, request: Request) -> Prepared:
        return replace(self.numbers, requests={**self.numbers.requests, request.id: request})

    def capital(self, pool: str, more: int) -> Edited:
        """The pool owns more posts."""
        posts = self.numbers.pools[pool].capital + more
        return self._pool(pool, "capital", posts)

    def reserve(self, pool: str, posts: int) -> Edited:
        """The pool keeps back another number of posts."""
        return self._pool(pool, "reserve", posts)

    def _pool(self, pool: str, column: str, posts: int) -> Edited:
        rows = [
            {**row, column: posts} if row["pool_id"] == pool else row for row in self.facts.pools
        ]
        changed = replace(self.facts, pools=rows)
        numbers = replace(
            self.numbers,
            pools=pool_numbers(changed, self.numbers.deposits),
            crossing=crossing_numbers(changed),
            transfers=transfer_numbers(changed),
        )
        return Edited(numbers, CellChange("pools", (pool,), column, posts))

    def titles_left(self, pool: str) -> int | None:
        """Posts that total control lets be added to a pool; ``None`` where it sets no bound."""
        place = self._pool_rows[pool]
        left = []
        ceilings = (row for row in self.facts.ceilings if row["titles"] is not None)
        for row in ceilings:
            scope = (row["region"], row["department"], row["quota_type"])
            covered = all(row[name] in (ANY, place[name]) for name in ("region", "department"))
            if covered and row["quota_type"] == place["quota_type"]:
                left.append(row["titles"] - self._titles.get(scope, 0))
        return min(left, default=None)

    @cached_property
    def facts(self) -> Facts:
        """What the numbers are prepared from."""
        return facts_of(self.scenario, self.stock.units, self.stock.vacancies)

    @cached_property
    def _titles(self) -> Mapping[tuple[str, ...], int]:
        return titles_by_scope(self.scenario.tables)

    @cached_property
    def _pool_rows(self) -> Mapping[str, Row]:
        return {row["pool_id"]: row for row in self.facts.pools}

    def people(self, ceiling: PeopleCeiling, more: int) -> Edited:
        """A ceiling on people is raised."""
        ceilings = tuple(
            replace(each, people=each.people + more, room=each.room + more)
            if each == ceiling
            else each
            for each in self.numbers.people_ceilings
        )
        key = (ceiling.region, ceiling.department, ceiling.quota_type)
        change = CellChange("ceilings", key, "people", ceiling.people + more)
        return Edited(replace(self.numbers, people_ceilings=ceilings), change)

    def tier(self, unit: str, tier: int) -> Edited | None:
        """The unit is in another tier.

        ``None`` where the policy's grades name none such, or where other units would be in
        another tier too, because this one is ranked with them no more.
        """
        policy = self.scenario.policy
        change, colour = CellChange("grades", (unit,), "tier", tier), colour_of(policy, tier)
        if policy.evaluation.grades:
            named = [grade for grade in policy.evaluation.grades if grade.tier == tier]
            if not named:
                return None
            change = CellChange("grades", (unit,), "grade", named[0].id)
            colour = str(named[0].colour)
        if policy.evaluation.tier_shares and self._moves_others(unit):
            return None
        base = self.scenario.base_year
        last = last_frozen_year(policy, base, colour)
        last = max(last, self._frozen_before.get(unit, 0))
        changed = replace(
            self.stock.units[unit],
            tier=tier,
            colour=colour,
            frozen_until=last if last >= base else None,
        )
        return Edited(self._with_unit(changed), change)

    def _moves_others(self, unit: str) -> bool:
        """Whether others take the place in the ranking that a unit leaves once it is graded."""
        if unit not in self._moving:
            scores, before = self._evaluated.scores, self._evaluated.standing
            others = (before.rank > 0) & (scores.units.astype(str) != unit)
            after = stand(scores, self.scenario.policy.evaluation, others)
            moved = (after.tier != before.tier) | (after.grade != before.grade)
            self._moving[unit] = bool(moved[others].any())
        return self._moving[unit]

    @cached_property
    def _evaluated(self) -> Evaluated:
        return Evaluated(self.scenario)

    def _with_unit(self, unit: Unit) -> Prepared:
        """The numbers with another tier or colour of one unit: its own are prepared anew."""
        numbers, policy = self.numbers, self.scenario.policy
        facts = replace(self.facts, units={**self.facts.units, unit.id: unit})
        own = _of_unit(facts, unit.id)
        suspended = suspended_units(policy, {unit.id: unit})
        requests = {
            j: replace(request, first_position=numbers.requests[j].first_position)
            for j, request in request_numbers(own).items()
        }
        loans = loan_numbers(own, suspended)
        caps = lending_caps(policy, {unit.id: unit}) | dict.fromkeys(suspended, 0)
        frozen = {} if unit.frozen_until is None else {unit.id: unit.frozen_until}
        deposits = numbers.deposits
        if self._cuts:
            deposits = deposit_numbers(facts)
        return replace(
            numbers,
            requests={**numbers.requests, **requests},
            loans={**numbers.loans, **loans},
            limits={**numbers.limits, **limits_of_cells(self.scenario, self._stock_of(unit))},
            lending_caps=_without(numbers.lending_caps, unit.id) | caps,
            suspended=(numbers.suspended - {unit.id}) | suspended,
            frozen=_without(numbers.frozen, unit.id) | frozen,
            deposits=deposits,
            pools=numbers.pools if deposits is numbers.deposits else pool_numbers(facts, deposits),
        )

    @cached_property
    def _cuts(self) -> bool:
        """Whether the colour of a unit decides what is collected from it."""
        responses = self.scenario.policy.response
        return any(
            response_to(self.scenario.policy, name).cut_share
            for name in type(responses).model_fields
        )

    def _stock_of(self, unit: Unit) -> Stock:
        """Leavers and vacancies of one unit's cells."""
        leavers = self.stock.leavers
        own = (leavers.cells["unit_id"] == unit.id).to_numpy()
        few = replace(
            leavers,
            cells=leavers.cells[own],
            expected=leavers.expected[own],
            certain=leavers.certain[own],
        )
        return replace(self.stock, units={unit.id: unit}, leavers=few)

    @cached_property
    def _frozen_before(self) -> Mapping[str, int]:
        return freezes_of_earlier_grades(self.scenario)


def _of_unit(facts: Facts, unit: str) -> Facts:
    """The facts with the requests and loans of one unit."""
    return replace(
        facts,
        requests=[row for row in facts.requests if row["unit_id"] == unit],
        loans=[row for row in facts.loans if row["unit_id"] == unit],
    )


def _without(mapping: Mapping[str, int], name: str) -> dict[str, int]:
    return {key: value for key, value in mapping.items() if key != name}
