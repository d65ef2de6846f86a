"""The state of a January → the prepared numbers of the round, the model's own.

In later rounds the tables of a scenario are read off the state thus: deposited posts count
with the pool (less approved, more capital); people on lent posts are not among those in post,
as in the book of a scenario, but stay under the ceilings on people and the staffing standards;
vacated posts kept for a loan count as filled; posts that reserves have lent in emergencies are
neither capital nor reserve; and a reserve that the loans out leave no room for is made up as
they come back.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from allocator.allocation.prepare import prepare_facts
from allocator.allocation.prepare.facts import CellStock, Facts, limited_cells
from allocator.allocation.prepare.limits import limits_by_cell
from allocator.allocation.prepare.numbers import Pool, Prepared
from allocator.allocation.prepare.units import Unit
from allocator.simulation.chances import happens
from allocator.simulation.leavers import certain_leavers
from allocator.simulation.play import Play
from allocator.simulation.reserves import kept_back, lent_in_emergencies
from allocator.simulation.state import Cell, CellKey, Loan, Request
from allocator.simulation.streams import Process, entity_key
from allocator.stock.limits import borrowing_limits

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Numbers:
    """The numbers of a round.

    Attributes
    ----------
    prepared : Prepared
        What the lender decides by.
    facts : Facts or None
        What they were prepared from; ``None`` in the first year, whose numbers are the
        scenario's own.
    """

    prepared: Prepared
    facts: Facts | None


def numbers_of(play: Play) -> Numbers:
    """The numbers of this year's round."""
    if play.year == play.world.first_year:
        return Numbers(play.world.first_numbers, None)
    _note_idle(play)
    facts = _facts(play)
    prepared = prepare_facts(facts, _limits(play, facts))
    return Numbers(replace(prepared, pools=_possible_reserves(prepared)), facts)


def _note_idle(play: Play) -> None:
    """Vacancies that are new this January came up in the year before."""
    for cell in play.state.cells.values():
        if cell.free > 0 and cell.idle_since is None:
            play.set(cell, idle_since=play.year - 1)


def _facts(play: Play) -> Facts:
    world, state, year = play.world, play.state, play.year
    policy = world.policy_in(year)
    units = _units(play)
    requests = [each for each in state.requests.values() if _can_be_judged(play, each, units)]
    requests.sort(key=lambda request: request.name)
    loans = sorted(state.loans.values(), key=lambda loan: loan.name)
    share = Fraction(policy.deposit.keep_share)
    return Facts(
        policy=policy,
        years=world.years_from(year),
        units=units,
        cells=[_stock(play, cell, share) for cell in state.cells.values()],
        requests=[_request(play, request) for request in requests],
        items={request.name: world.origins[request.origin].items for request in requests},
        loans=[_loan(play, loan) for loan in loans],
        pools=_pools(play),
        transfers=world.transfers,
        ceilings=_ceilings(play),
        standards=_standards(play),
    )


def _units(play: Play) -> dict[str, Unit]:
    state, world = play.state, play.world
    approved: defaultdict[str, int] = defaultdict(int)
    borrowed: defaultdict[str, int] = defaultdict(int)
    for cell in state.cells.values():
        approved[cell.unit] += cell.titles
    overdue = set()
    for loan in state.loans.values():
        borrowed[loan.unit] += loan.posts
        if loan.due < play.year:
            overdue.add(loan.unit)
    return {
        name: Unit(
            name, world.units[name], approved[name], borrowed[name], name in overdue,
            unit.tier, unit.colour, unit.frozen_until,
        )
        for name, unit in state.units.items()
    }  # fmt: skip


def _can_be_judged(play: Play, request: Request, units: Mapping[str, Unit]) -> bool:
    """Whether the request can be valued; its unit may have no posts left, once all are collected.

    Then no value per post exists; the request waits as one that got nothing.
    """
    origin = play.world.origins[request.origin]
    return units[origin.row["unit_id"]].approved > 0 or not origin.items


def people_counted(cell: Cell) -> int:
    """People and those coming, as a round counts them: without those on lent posts."""
    return cell.people - cell.lent + cell.coming + cell.held


def _stock(play: Play, cell: Cell, keep_share: Fraction) -> CellStock:
    keep = play.world.keeps[cell.key]
    if keep is None:
        keep = -(-keep_share.numerator * cell.titles // keep_share.denominator)
    vacancy = max(0, cell.free)
    idle = play.year - cell.idle_since if vacancy and cell.idle_since is not None else 0
    return CellStock(
        cell.unit, cell.quota_type, people_counted(cell), vacancy, max(0, vacancy - keep), idle
    )


def overstaff(play: Play, cell: Cell) -> int:
    """People above the posts of the unit's own, those on lent posts apart."""
    return max(0, own_people(play, cell) - cell.titles)


def own_people(play: Play, cell: Cell) -> int:
    """People on posts of the unit's own; vacated ones kept for a loan count as filled."""
    lent_coming = sum(opening.loan is not None for opening in play.openings_of[cell.key])
    return max(0, cell.people - cell.lent + lent_coming + cell.held)


def _request(play: Play, request: Request) -> Row:
    origin = play.world.origins[request.origin]
    return {
        **origin.row,
        "request_id": request.name,
        "posts": request.posts,
        "min_posts": origin.least(request.posts),
        "start_year": max(request.start, play.year),
    }


def _loan(play: Play, loan: Loan) -> Row:
    return {
        "loan_id": loan.name,
        "unit_id": loan.unit,
        "quota_type": loan.quota_type,
        "pool_id": loan.pool,
        "posts": loan.posts,
        "purpose": loan.purpose,
        "start_year": loan.start,
        "due_year": min(loan.due, play.year + play.world.horizon - 1),
        "repayment": loan.repayment,
        "renewable": loan.renewable and (loan.due != play.year or _asked(play, loan)),
        "renewals": loan.renewals,
    }


def _asked(play: Play, loan: Loan) -> bool:
    """Whether renewal is asked for."""
    share = float(play.world.settings.recall.renewal_asked)
    key = entity_key("loan", loan.name)
    return happens(play.streams, share, Process.RENEWAL, key, play.year)


def _pools(play: Play) -> list[Row]:
    emergencies = lent_in_emergencies(play.state)
    rows: list[Row] = []
    for name, row in play.world.pools.items():
        owned, lent = play.state.pools[name].owned, emergencies[name]
        reserve = row["reserve"]
        if lent or reserve is not None:
            reserve = max(0, kept_back(play.world, name, owned) - lent)
        rows.append({**row, "capital": owned - lent, "reserve": reserve})
    return rows


def _borrowed_since(play: Play) -> dict[CellKey, int]:
    """Cell → posts lent since the start of the simulation for which nobody has left yet."""
    borrowed: defaultdict[CellKey, int] = defaultdict(int)
    for loan in play.state.loans.values():
        if not loan.at_start:
            borrowed[loan.cell] += loan.waiting
    return borrowed


def _ceilings(play: Play) -> list[Row]:
    """Ceilings on people, less the people on posts lent since the start, who count too.

    Who is in post already is not for the round to decide: a ceiling that they exceed (those on
    loans of the book at the start count once their loan has come back) leaves no room.
    """
    borrowed, cells = _borrowed_since(play), play.state.cells
    rows: list[Row] = []
    for ceiling in play.world.ceilings:
        lent = sum(posts for cell, posts in borrowed.items() if cell in ceiling.cells)
        there = sum(people_counted(cells[cell]) for cell in ceiling.cells)
        rows.append({**ceiling.row, "people": max(ceiling.people - lent, there)})
    return rows


def _standards(play: Play) -> dict[str, int]:
    borrowed: defaultdict[str, int] = defaultdict(int)
    for (unit, _type), posts in _borrowed_since(play).items():
        borrowed[unit] += posts
    return {unit: max(0, posts - borrowed[unit]) for unit, posts in play.world.standards.items()}


def _possible_reserves(prepared: Prepared) -> dict[str, Pool]:
    """Pools, with reserves that the loans out leave room for."""
    out: defaultdict[str, int] = defaultdict(int)
    for loan in prepared.loans.values():
        out[loan.pool] += loan.posts
    collected: defaultdict[str, int] = defaultdict(int)
    for deposit in prepared.deposits.values():
        if deposit.fixed:
            collected[deposit.pool] += deposit.least
    pools = {}
    for name, pool in prepared.pools.items():
        room = pool.capital + collected[name] - out[name]
        pools[name] = replace(pool, reserve=max(0, min(pool.reserve, room)))
    return pools


def _limits(play: Play, facts: Facts) -> dict[CellKey, dict[tuple[int, int], int]]:
    """The borrowing limit of every cell with requests or loans, from who is there now."""
    state = play.state
    cells = limited_cells(facts.policy, facts.requests, facts.loans)
    starts = max((row["start_year"] for row in facts.requests), default=play.year) - play.year + 1
    tiers = [facts.units[unit].tier for unit, _type in cells]
    limits = borrowing_limits(
        certain_leavers(play, cells, starts),
        np.array([overstaff(play, state.cells[cell]) for cell in cells], dtype=np.int64),
        [facts.policy.limit_multiplier(tier) for tier in tiers],
    )
    return limits_by_cell(cells, limits, facts.years, starts)
