"""Numbers prepared from plain facts, and what is kept between preparations."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from allocator.allocation.prepare import prepare, prepare_facts
from allocator.allocation.prepare.efficiency import Item
from allocator.allocation.prepare.facts import CellStock, Facts, limited_cells
from allocator.allocation.prepare.limits import limits_by_cell
from allocator.allocation.prepare.numbers import Deposit, Pool, Step
from allocator.allocation.prepare.scenario_facts import facts_of
from allocator.allocation.prepare.serving import serving_of
from allocator.allocation.prepare.shares import share_down, share_up
from allocator.allocation.prepare.units import units_of
from allocator.scenario.table_rows import rows_of
from allocator.stock.vacancies import vacancies

CELL = ("U1", "public")
PLACE = ("S", "county", "D1")


@pytest.fixture
def county(world):
    """Two units, two requests, a loan, two pools, a transfer and a ceiling."""
    world.unit("U1", approved=30, filled=26, keep=1, tier=2).unit("U2", region="T", filled=8)
    world.pool("B1", 6, "", region="S").pool("B2", 4, 1)
    world.request("R1", "U1", 3, gains=(("7.17", 3),)).request("R2", "U2", 1, purpose="talent")
    world.loan("L1", "U2", "B2", 1, due=2027).people(40)
    return world.policy(
        deposit={"mode": "as_needed", "share": 0.5},
        lending={"cross_region": 0.5},
        reserve={"share": 0.1},
        efficiency={"apply": True},
    )


def facts_from(world):
    scenario = world.scenario()
    return facts_of(scenario, units_of(scenario), vacancies(scenario))


def test_facts_of_a_scenario(county):
    facts = facts_from(county)
    # 30 − 26 vacant, 1 kept; 10 − 8 vacant.
    assert list(facts.cells) == [
        CellStock("U1", "public", 26, 4, 3, 0),
        CellStock("U2", "public", 8, 2, 2, 0),
    ]
    assert facts.items == {"R1": (Item(Fraction("7.17"), 3),)}
    assert [pool["reserve"] for pool in facts.pools] == [None, 1]
    assert [row["people"] for row in facts.ceilings] == [40]
    assert limited_cells(facts.policy, facts.requests, facts.loans) == [CELL, ("U2", "public")]


def test_facts_written_by_hand_give_numbers(county):
    read = facts_from(county)
    request = {
        "request_id": "R9",
        "unit_id": "U1",
        "quota_type": "public",
        "purpose": "routine",
        "posts": 2,
        "min_posts": 1,
        "start_year": 2026,
        "min_term": 1,
        "max_term": 2,
        "repayment": "at_term",
        "duties_grew": False,
    }
    pool = {"pool_id": "B9", "quota_type": "public", "purpose": "*", "region": "*"}
    facts = Facts(
        policy=read.policy,
        years=read.years,
        units=read.units,
        cells=[CellStock("U1", "public", 25, 5, 4, 0)],
        requests=[request],
        items={"R9": (Item(Fraction(10), 1),)},
        loans=[],
        pools=[pool | {"level": "*", "department": "*", "capital": 8, "reserve": None}],
        transfers=[],
        ceilings=[],
        standards={"U1": 27},
    )
    numbers = prepare_facts(facts, {CELL: {(2026, 2026): 1}})
    # ⌊0.5 × 4⌋ may be collected; ⌈0.1 × 8⌉ is kept back; 27 − 25 people leave room for 2.
    assert numbers.deposits == {CELL: Deposit("B9", 0, 2)}
    assert numbers.pools == {"B9": Pool("B9", "public", 8, 1)}
    assert numbers.staffing_standards["U1"].room == 2
    assert numbers.vacancy == {CELL: 5}
    assert numbers.limits == {CELL: {(2026, 2026): 1}}
    found = numbers.requests["R9"]
    assert (found.terms, found.pools, found.first_position) == ((1, 2), {"B9": ()}, 1)
    # δ = 3.33: ⌊10 ÷ 3.33⌋ = 3 posts pay; 10 ÷ 3.33 = 3.003 is capped at 3.
    assert (found.efficiency_cap, found.steps) == (3, (Step(30_000, 1), Step(0, 1)))


def test_numbers_do_not_depend_on_what_was_prepared_before(county):
    before = prepare(county.scenario())
    changed = prepare(county.put("pools.B1.region", "T").put("grades.U1.tier", 1).scenario())
    assert set(before.requests["R1"].pools) == {"B1", "B2"}
    assert changed.requests["R1"].pools == {"B1": ("region",), "B2": ()}
    again = prepare(county.put("pools.B1.region", "S").put("grades.U1.tier", 2).scenario())
    assert again == before


def test_pools_serve_alike_whatever_they_hold(county):
    facts = facts_from(county)
    serving = serving_of(facts.policy, facts.pools)
    richer = [{**pool, "capital": 99, "reserve": 5} for pool in facts.pools]
    assert serving_of(facts.policy, richer) is serving
    moved = [{**pool, "region": "T"} for pool in facts.pools]
    assert serving_of(facts.policy, moved) is not serving
    assert serving_of(facts.policy, moved).collecting(PLACE, "public") is None


@pytest.mark.parametrize(
    ("crossing", "served", "barred"),
    [
        ({}, {"B1": ()}, {"B2": ("region",)}),
        ({"cross_region": 0.1}, {"B1": (), "B2": ("region",)}, {}),
        ({"cross_type": 0.1}, {"B1": (), "B3": ("type",)}, {"B2": ("region",)}),
    ],
)
def test_pools_that_serve_a_place(world, crossing, served, barred):
    # B2 lies in another region, B3 holds another quota type, B4 is for another purpose.
    world.unit("U1").pool("B1", 1).pool("B2", 1, region="T").policy(lending=crossing)
    world.pool("B3", 1, quota_type="other").pool("B4", 1, purpose="talent")
    facts = facts_from(world)
    serving = serving_of(facts.policy, facts.pools)
    assert serving.lending(PLACE, "public", "routine") == (served, barred)
    assert serving.collecting(PLACE, "public") == "B1"
    assert serving.collecting(("T", "city", "D9"), "other") == "B3"


def test_empty_cells_are_none(county):
    ceilings = county.put("ceilings.*.people", "").scenario().tables["ceilings"]
    assert [row["people"] for row in rows_of(ceilings)] == [None]
    assert rows_of(ceilings.iloc[:0]) == []


def test_limits_by_cell():
    limits = np.array([[[1, 2, 3], [0, 4, 5], [0, 0, 6]]])
    assert limits_by_cell([CELL], limits, range(2026, 2029)) == {
        CELL: {
            (2026, 2026): 1,
            (2026, 2027): 2,
            (2026, 2028): 3,
            (2027, 2027): 4,
            (2027, 2028): 5,
            (2028, 2028): 6,
        }
    }
    assert limits_by_cell([CELL], limits, range(2026, 2029), starts=1) == {
        CELL: {(2026, 2026): 1, (2026, 2027): 2, (2026, 2028): 3}
    }


@pytest.mark.parametrize(
    ("share", "down", "up"), [("0.29", 29, 29), ("0.291", 29, 30), ("0", 0, 0)]
)
def test_shares_are_exact(share, down, up):
    # Of 100; 0.29 × 100 is 28.999… in binary.
    assert (share_down(Decimal(share), 100), share_up(Decimal(share), 100)) == (down, up)
