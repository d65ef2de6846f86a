"""Each January scores move; tiers, colours and freezes follow by the policy's own lines."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.allocation.worlds import World
from tests.simulation.years import Years, month, played

LINES = {"tier_thresholds": {"*": [80, 60]}, "colour_by_tier": {"3": "yellow"}}


def scores(years: Years, unit: str) -> list[Any]:
    """Scores given in each January, where they moved."""
    return [after for _time, after in years.changes(f"unit {unit}", "score")]


def evaluated(tmp_path: Path, **keys: Any) -> World:
    """No noise unless said, and nobody is recruited."""
    world = World(tmp_path).policy(evaluation=LINES)
    world.simulation(recruitment={"refill_share": 0})
    return world.simulation(evaluation={"noise": 0, "staffing_effect": 80} | keys)


def test_less_for_empty_posts_and_back_to_ones_own_level(tmp_path: Path) -> None:
    """Tier 2 is from 60 to 80, so its own level is 70; a tenth of the posts empty costs 8 points.

    2027: 70 − 8 = 62. 2028: 70 + 0.8 × (62 − 70) − 8 = 55.6. 2029: 70 + 0.8 × −14.4 − 8 = 50.48.
    """
    world = evaluated(tmp_path).unit("U", leave=(1, 0, 0, 0), tier=2)
    years = played(world, 4)
    assert scores(years, "U") == pytest.approx([62, 55.6, 50.48])
    assert years.changes("unit U", "tier") == [(month(2028), 3)]
    assert years.changes("unit U", "colour") == [(month(2028), "yellow")]


def test_what_stood_empty_at_the_start_costs_nothing(tmp_path: Path) -> None:
    """Half of the posts; and one more in 2026 costs 8."""
    world = evaluated(tmp_path).unit("U", filled=5, leave=(0, 0, 0, 0), tier=2)
    world.unit("V", filled=5, leave=(1, 0, 0, 0), tier=2)
    years = played(world, 2)
    assert scores(years, "U") == []
    assert scores(years, "V") == pytest.approx([62])


def test_scores_stay_between_nothing_and_full(tmp_path: Path) -> None:
    """70 − 1,000 × 0.1; and 70 + 1,000 × 0.1 once all five posts more are filled."""
    world = evaluated(tmp_path, staffing_effect=1000, persistence=0)
    world.unit("U", leave=(1, 0, 0, 0), tier=2)
    world.unit("V", filled=9, leave=(0, 0, 0, 0), tier=2)
    world.simulation(recruitment={"refill_share": 1, "success": 1})
    years = played(world, 2)
    assert scores(years, "U") == [0]
    assert scores(years, "V") == [100]


def test_noise_is_normal(tmp_path: Path) -> None:
    """300 units: mean 70 within 4 × 3 ÷ √300 = 0.7, standard deviation 3 within 4 × 3 ÷ √600."""
    world = evaluated(tmp_path, noise=3, persistence=0)
    for number in range(300):
        world.unit(f"U{number}", approved=1, filled=1, leave=(), tier=2)
    years = played(world, 2, "no_bank")
    found = np.array([unit.score for unit in years.run.state.units.values()])
    assert found.mean() == pytest.approx(70, abs=0.7)
    assert found.std() == pytest.approx(3, abs=0.5)


def test_without_lines_tiers_stay(tmp_path: Path) -> None:
    """A tier without lines stands for a share of the full score of 100: 75 for tier 2."""
    world = evaluated(tmp_path).unit("U", leave=(9, 0, 0, 0), tier=2, colour="blue")
    world.policy(evaluation={"tier_thresholds": {}})
    years = played(world, 2)
    assert scores(years, "U") == pytest.approx([75 - 72])
    assert years.times("unit U", "tier") == years.times("unit U", "colour") == []


def test_who_was_not_evaluated_is_not_later(tmp_path: Path) -> None:
    world = evaluated(tmp_path, noise=9).unit("U", leave=(), tier=2).unit("V", leave=())
    years = played(world, 3)
    assert len(scores(years, "U")) == 2
    assert scores(years, "V") == []
    standing = years.run.state.units["V"]
    assert (standing.score, standing.tier, standing.colour) == (None, 2, "green")


def test_units_are_ranked_among_all_that_were_evaluated(tmp_path: Path) -> None:
    """Levels 90, 75, 60 for tiers 1, 2, 3; the best loses 80 × 0.5, and is the last then."""
    world = evaluated(tmp_path).policy(
        evaluation={"tier_thresholds": {}, "tier_shares": {"*": [0.3, 0.4, 0.3]}}
    )
    for unit, leavers, tier in (("A", 5, 1), ("B", 0, 2), ("C", 0, 3)):
        world.unit(unit, leave=(leavers, 0, 0, 0), tier=tier)
    years = played(world, 2)
    tiers = {name: unit.tier for name, unit in years.run.state.units.items()}
    assert tiers == {"A": 3, "B": 1, "C": 2}


def test_named_grades_follow(tmp_path: Path) -> None:
    """Good is from 60 to 90, so 75; 80 × 0.3 less is 51."""
    names = [("excellent", 90, 1, "green"), ("good", 60, 2, "green"), ("poor", 0, 3, "yellow")]
    grades = [
        {"id": name, "title": {"zh": "等次", "en": name}, "least": least, "tier": tier,
         "colour": colour}
        for name, least, tier, colour in names
    ]  # fmt: skip
    world = evaluated(tmp_path).unit("U", leave=(3, 0, 0, 0), tier=2, colour="green")
    world.policy(evaluation={"tier_thresholds": {}, "colour_by_tier": {}, "grades": grades})
    years = played(world, 2)
    assert scores(years, "U") == pytest.approx([51])
    standing = years.run.state.units["U"]
    assert (standing.grade, standing.tier, standing.colour) == ("poor", 3, "yellow")


def test_freezes_come_and_go(tmp_path: Path) -> None:
    """One post of ten stands empty from May 2026 to January 2028: 70 − 120 × 0.1 = 58 is tier 3.

    Of 2028 the freeze of two years lasts through 2029, though the score is 70 again; what waits
    since 2027 is lent in 2030.
    """
    world = evaluated(tmp_path, staffing_effect=120, persistence=0)
    world.unit("U", approved=10, filled=10, leave=(), tier=2)
    for number in range(10):
        world.person(f"N{number}", "U", "1966-05" if number == 0 else "1999-01")
    world.policy(
        response={"yellow": {"lending": "suspended", "freeze_years": 2}},
        lending={"limit_exempt_purposes": ["routine"]},
    )
    world.pool("P", 1).request("R", "U", 1, start_year=2027)
    world.simulation(
        recruitment={"refill_share": 1, "success": 1, "intake_month": 0, "lag": {"mean": 20}},
        demand={"rate": 0, "patience": 9},
    )
    years = played(world, 5)
    assert years.changes("unit U", "tier") == [(month(2027), 3), (month(2029), 2)]
    assert years.changes("unit U", "frozen_until") == [
        (month(2027), 2028),
        (month(2028), 2029),
        (month(2030), None),
    ]
    assert years.values("posts_lent") == [0, 0, 0, 0, 1]
