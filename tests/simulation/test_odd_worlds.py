"""Worlds without this or that, which must play as others do: audited, and posts conserved."""

from pathlib import Path

import pytest

from allocator.simulation.conservation import posts_in
from allocator.simulation.lenders import LENDERS
from allocator.simulation.replication import replicate
from tests.allocation.worlds import World
from tests.simulation.years import played


def no_pools(world: World) -> None:
    world.unit("U", approved=5, filled=3, leave=()).request("R", "U", 1)


def no_requests(world: World) -> None:
    world.unit("U", approved=5, filled=3, leave=()).pool("P", 3)


def no_posts(world: World) -> None:
    world.unit("U", approved=0, filled=0, leave=()).pool("P", 3).request("R", "U", 2)
    world.policy(lending={"limit_exempt_purposes": ["routine"]})


def all_posts_collected(world: World) -> None:
    world.unit("U", approved=2, filled=0, keep=0, leave=()).pool("P", 3)
    world.request("R", "U", 2, gains=(5, 3)).policy(deposit={"mode": "all"})


def overstaffed(world: World) -> None:
    world.unit("U", approved=2, filled=6, leave=(1, 2, 1, 0)).pool("P", 3, 1)
    world.loan("L", "U", "P", 1, due=2026).request("R", "U", 1)


def other_types_and_places(world: World) -> None:
    crossing = dict.fromkeys(("cross_department", "cross_region", "cross_type"), 0.5)
    world.policy(lending=crossing, shares={"max_department_share": 0.5})
    world.unit("U", leave=(3, 3, 3, 3)).unit("V", department="D2", region="T", leave=(0, 1, 0, 0))
    world.pool("A", 5, 1, department="D2").pool("B", 4, region="T", quota_type="other")
    world.request("R", "U", 3, max_term=3).request("S", "V", 1)


def one_year_terms(world: World) -> None:
    world.years(1).policy(lending={"terms": [1]})
    world.unit("U", approved=4, filled=4, leave=(1,)).pool("P", 3).request("R", "U", 1)


def five_year_terms(world: World) -> None:
    world.years(6).policy(lending={"terms": [1, 2, 3, 4, 5]}, recall={"renewal": {"years": 1}})
    world.unit("U", approved=8, filled=8, leave=(1, 0, 2, 1, 0, 1)).pool("P", 6, 1)
    world.request("R", "U", 2, max_term=5)
    world.request("S", "U", 2, max_term=5, repayment="as_vacated", start_year=2027)


def nobody_ever_comes(world: World) -> None:
    """Advertised one by one, without lag: tried again each month, and never an endless loop."""
    world.unit("U", approved=6, filled=4, leave=(1, 1, 0, 0)).pool("P", 4, 1)
    world.loan("L", "U", "P", 1, due=2026).request("R", "U", 3, max_term=3)
    world.simulation(
        recruitment={"success": 0, "at_once": 1, "intake_month": 0, "lag": {"mean": 0}},
        recall={"late_share": 0.5, "late_months": 0},
    )


ODD = (
    no_pools, no_requests, no_posts, all_posts_collected, overstaffed, other_types_and_places,
    one_year_terms, five_year_terms, nobody_ever_comes,
)  # fmt: skip


@pytest.mark.parametrize("lender", ["optimal", "first_come", "pro_rata"])
@pytest.mark.parametrize("odd", ODD)
def test_odd_worlds_play_as_others_do(odd, lender: str, tmp_path: Path) -> None:
    world = World(tmp_path)
    odd(world)
    years = played(world, 3, lender)
    assert sum(posts_in(years.run.state)) == years.run.world.conserved


def test_a_place_where_nobody_has_posts(small) -> None:
    """One unit without a row in posts, and a pool."""
    for table in ("posts", "standards", "staff", "leavers", "requests", "benefits", "assessments",
                  "loans", "scores", "grades", "ceilings"):  # fmt: skip
        small.rows(table)
    rows = replicate(small.read(), LENDERS["first_come"], 2, 1, 0, audit=True).rows
    found = {row.measure: row.value for row in rows if row.year is None and not row.key}
    assert (found["people"], found["titles"], found["pooled"]) == (0, 0, 10)
