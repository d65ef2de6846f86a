"""Changes applied to prepared numbers equal preparing the changed scenario."""

from dataclasses import fields

import pytest

from allocator.allocation.explain.edits import Edits
from allocator.allocation.prepare import prepare, take_stock
from allocator.allocation.prepare.numbers import Prepared
from allocator.scenario.changes import changed


def edits_of(world):
    scenario = world.scenario()
    stock = take_stock(scenario)
    return Edits(scenario, stock, prepare(scenario, stock))


def differing(edits, edited):
    """Fields in which the edited numbers differ from those of the changed scenario."""
    anew = prepare(changed(edits.scenario, [edited.change]))
    return [
        field.name
        for field in fields(Prepared)
        if getattr(edited.numbers, field.name) != getattr(anew, field.name)
    ]


@pytest.fixture
def graded(world):
    """U1 in tier 3 after a low grade in 2025; U2 in tier 1; a loan of each."""
    world.unit("U1", filled=8, tier=3, colour="yellow").unit("U2", tier=1, colour="green")
    world.pool("B1", 9, reserve="").request("R1", "U1", 3, max_term=2).request("R2", "U2", 2)
    world.loan("L1", "U1", "B1", 1, due=2026).loan("L2", "U2", "B1", 1, due=2026)
    world.policy(
        lending={"terms": [1, 2], "limit_multiplier": {"2": 0.5}, "cross_region": 0.5},
        recall={"renewal": {"years": 1, "tiers": [1, 2]}},
        response={"yellow": {"lending": "suspended", "cut_share": 0.5},
                  "blue": {"lending": "capped", "max_loans_share": 0.4}},
        priority={"tiers": {"1": 1.3, "3": 0.8}},
        reserve={"share": 0.2},
        evaluation={"colour_by_tier": {"1": "green", "2": "blue", "3": "yellow"}},
    )  # fmt: skip
    return world.people(23).titles(31, region="S")


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_a_tier(graded, tier):
    edits = edits_of(graded)
    edited = edits.tier("U1", tier)
    assert str(edited.change) == f"grades[U1].tier={tier}"
    assert differing(edits, edited) == []
    # 8 of 10 filled: of 2 vacancies ⌊0.5 × 2⌋ = 1 is cut in yellow alone.
    assert sum(d.most for d in edited.numbers.deposits.values()) == (1 if tier == 3 else 0)


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_a_tier_of_a_unit_that_a_grade_of_last_year_has_frozen(graded, tier):
    graded.grade("U1", 2025, 3, "yellow").put("policy.response.yellow.freeze_years", 2)
    edits = edits_of(graded)
    edited = edits.tier("U1", tier)
    assert differing(edits, edited) == []
    assert "U1" in edited.numbers.suspended


def test_a_tier_of_a_unit_that_is_ranked_with_others(world):
    # By score U3, U2, U1; half of three, rounded up, are in tier 1: U3 and U2. With a grade of
    # its own U1 is ranked no more, and half of two is U3 alone.
    for place, score in ((1, 50), (2, 70), (3, 90)):
        world.unit(f"U{place}").request(f"R{place}", f"U{place}", 1)
        world._add("scores", f"U{place}", unit_id=f"U{place}", indicator="i", score=score,
                   full_score=100, source="office")  # fmt: skip
    world.pool("B1", 5).policy(priority={"tiers": {"1": 1.3}})
    world.policy(evaluation={"indicators": [{"id": "i", "weight": {"*": 1}}],
                             "tier_shares": {"*": [0.5, 0.5, 0]}})  # fmt: skip
    edits = edits_of(world)
    assert [edits.stock.units[u].tier for u in ("U1", "U2", "U3")] == [2, 1, 1]
    assert edits.tier("U1", 1) is None


def test_starts_terms_pools_and_people(graded):
    edits = edits_of(graded)
    numbers = edits.numbers
    assert differing(edits, edits.start("R1", 2027)) == []
    # Capital 14, of which ⌈0.2 × 14⌉ = 3 are kept back instead of 2.
    raised = edits.capital("B1", 5)
    assert (raised.numbers.pools["B1"].capital, raised.numbers.pools["B1"].reserve) == (14, 3)
    assert differing(edits, raised) == []
    assert differing(edits, edits.reserve("B1", 0)) == []
    assert differing(edits, edits.people(numbers.people_ceilings[0], 2)) == []
    longest = edits.longest_term("R2", 2)
    assert longest.numbers.requests["R2"].terms == (1, 2)
    assert differing(edits, longest) == []


def test_titles_left(world):
    # 10 + 10 posts of units and 5 of the pool: 3 of 28 titles are left in all. In S there are
    # 15, but the pool is for all regions.
    world.unit("U1").unit("U2", region="T").pool("B1", 5).request("R1", "U1", 1)
    assert edits_of(world).titles_left("B1") is None
    world.titles(28).titles(15, region="S")
    assert edits_of(world).titles_left("B1") == 3
    world.put("pools.B1.region", "S").put("ceilings.S.titles", 16)
    assert edits_of(world).titles_left("B1") == 1
