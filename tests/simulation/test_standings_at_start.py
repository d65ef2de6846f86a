"""Where units stand when a run begins: from scores, from grades, or unevaluated."""

from pathlib import Path

import pytest

from allocator.simulation.scoring import scoring_of
from tests.allocation.worlds import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def levels(world: World) -> dict[str, float]:
    """Own level of every unit that is evaluated."""
    groups = scoring_of(world.scenario()).groups
    return {
        unit: score
        for group in groups
        for unit, score in zip(group.units, group.level.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    ("tier", "level"),
    [(1, (100 + 80) / 2), (2, (80 + 60) / 2), (3, (60 + 0) / 2)],
)
def test_a_tier_without_a_score_is_the_middle_of_its_lines(
    world: World, tier: int, level: float
) -> None:
    world.policy(evaluation={"tier_thresholds": {"*": [80, 60]}}).unit("U", tier=tier)
    assert levels(world) == {"U": level}


@pytest.mark.parametrize(("tier", "level"), [(1, 90), (2, 75), (3, 60)])
def test_without_lines_it_is_a_share_of_the_full_score(
    world: World, tier: int, level: float
) -> None:
    assert levels(world.unit("U", tier=tier)) == {"U": level}


def test_units_without_grades_are_not_evaluated(world: World) -> None:
    scoring = scoring_of(world.unit("U", tier=1).unit("V").scenario())
    assert [group.units for group in scoring.groups] == [("U",)]
    assert scoring.standings == {
        "U": (90.0, 1, "green", "", None),
        "V": (None, 2, "green", "", None),
    }


def test_freezes_of_earlier_grades(world: World) -> None:
    """Yellow in 2025 for three years: through 2027."""
    world.policy(response={"yellow": {"lending": "suspended", "freeze_years": 3}})
    world.unit("U", tier=1).grade("U", 2025, 3, "yellow")
    assert scoring_of(world.scenario()).standings["U"] == (90.0, 1, "green", "", 2027)


def test_scores_are_levels_of_their_own_group(small) -> None:
    """U1: 80 of 100 at 60 and 45.5 of 50 at 40, 48 + 36.4; U2 is graded tier 1 and has no score."""
    (group,) = scoring_of(small.read()).groups
    assert group.units == ("U1", "U2")
    assert group.full == 100
    assert group.level.tolist() == pytest.approx([84.4, 90])
