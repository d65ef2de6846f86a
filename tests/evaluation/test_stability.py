"""How far weights can move: worked out by hand where two units and two indicators suffice."""

from typing import Any

import numpy as np
import pytest

from allocator.evaluation.evaluation import Evaluated
from allocator.evaluation.stability import STEPS, stability


@pytest.fixture
def two(small: Any) -> Any:
    """U1 has 80 of 100 and 91 of 100, U2 less for cases and more for savings."""
    small.rows("grades")
    small.rows(
        "scores",
        "U1,cases,office,80,100",
        "U1,savings,office,60,100",
        "U2,cases,office,70,100",
        "U2,savings,office,70,100",
    )
    # The better of the two is in tier 1, the other in tier 3.
    return small.change("policy.toml", "A = [0.2, 0.6, 0.2]", "A = [0.5, 0, 0.5]")


def test_the_tier_changes_where_the_weights_cross(two: Any) -> None:
    """U1 is better by 10 (cases) and worse by 10 (savings): even at 50 : 50, from 60 : 40.

    So a tenth of the weight has to move, and only towards savings.
    """
    found = stability(Evaluated(two.read()), 400, 1)
    assert found.labels == ("1", "2", "3")
    assert found.places.tolist() == [0, 2]
    changes = found.first_changes()
    reached = changes[np.isfinite(changes)]
    assert len(reached) > 100
    assert reached.min() >= 0.1
    # One step of a path is at most a hundredth of the way, and no way is longer than 0.6.
    assert reached.max() <= 0.1 + 0.6 / STEPS + 1e-9
    assert reached.min() == pytest.approx(0.1, abs=0.002)
    # A draw is uniform on the simplex: below half for cases, half of the time.
    assert np.isinf(changes).mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(400))
    table = found.table().set_index("unit_id")
    assert table["then"].tolist() == ["3", "1"]
    assert table["least_moved"].tolist() == pytest.approx([0.1, 0.1], abs=1e-6)
    assert table["changed"].tolist() == [len(reached) / 400] * 2


def test_equal_scores_have_no_room_at_all(two: Any) -> None:
    two.put("scores", 3, "score", 55).put("scores", 5, "score", 70)  # 48 + 22 = 42 + 28
    changes = stability(Evaluated(two.read()), 50, 1).first_changes()
    assert changes[np.isfinite(changes)].max() <= 0.6 / STEPS + 1e-9


THRESHOLD = "tier_thresholds = { A = [71, 50] }"
SHARES = "tier_shares = { A = [0.5, 0, 0.5] }"


def test_thresholds_count_too(two: Any) -> None:
    """80 × w + 60 × (1 − w) = 71 where w = 0.55: from 0.6, a twentieth of the weight."""
    two.change("policy.toml", SHARES, THRESHOLD)
    table = stability(Evaluated(two.read()), 300, 1).table().set_index("unit_id")
    assert table.loc["U1", "least_moved"] == pytest.approx(0.05, abs=1e-6)
    assert np.isnan(table.loc["U2", "least_moved"])  # 70 points whatever the weights


def test_the_least_move_takes_from_the_best_indicators_first(two: Any) -> None:
    """Weights 50, 30, 20; reached 1, 0.8, 0.5: 84 points, and 79 are asked for.

    Each point of weight from the first to the last loses 0.5 points: 10 of 100 are enough. A
    path that takes some from the second, too, has to move more.
    """
    two.change("policy.toml", SHARES, "tier_thresholds = { A = [79, 10] }")
    two.change("policy.toml", "weight = { A = 60 }", "weight = { A = 50 }")
    two.change("policy.toml", "weight = { A = 40 }", "weight = { A = 30 }")
    two.change("policy.toml", "[lending]", '[[evaluation.indicators]]\nid = "speed"\n'
               'weight = { A = 20 }\n[lending]')  # fmt: skip
    two.rows("scores", "U1,cases,office,100,100", "U1,savings,office,80,100",
             "U1,speed,office,50,100")  # fmt: skip
    found = stability(Evaluated(two.read()), 0, 1)
    assert found.least["U1"].moved == pytest.approx(0.1, abs=1e-6)
    assert found.first_changes().size == 0


def test_marks_that_are_alike_leave_no_weight_that_matters(two: Any) -> None:
    """90 % of everything is 90 points under any weights: noise of floats is no change."""
    two.change("policy.toml", SHARES, "tier_thresholds = { A = [90, 50] }")
    two.change("policy.toml", "weight = { A = 60 }", "weight = { A = 13 }")
    two.change("policy.toml", "weight = { A = 40 }", "weight = { A = 87 }")
    two.rows(
        "scores", *(f"{u},{i},office,9,10" for u in ("U1", "U2") for i in ("cases", "savings"))
    )
    found = stability(Evaluated(two.read()), 200, 1)
    assert np.isinf(found.first_changes()).all()
    assert not found.least


def test_what_is_missing_stays_spread_over_the_others(two: Any) -> None:
    """U1 reached 80 % of the only thing it was scored for: 80 points under any weights."""
    two.change("policy.toml", SHARES, 'tier_thresholds = { A = [75, 50] }\nmissing = "reweight"')
    two.rows("scores", "U1,cases,office,80,100", "U2,cases,office,90,100",
             "U2,savings,office,50,100")  # fmt: skip
    table = stability(Evaluated(two.read()), 200, 1).table().set_index("unit_id")
    assert np.isnan(table.loc["U1", "least_moved"])
    assert table.loc["U1", "changed"] == 0
    # U2 has 74 points, 75 where w = 0.625: a fortieth of the weight to cases.
    assert table.loc["U2", "least_moved"] == pytest.approx(0.025, abs=1e-6)


def test_every_group_has_its_own_share_of_weight_moved(two: Any) -> None:
    """Class B weighs 99 : 1 and U1 has 100 and 0: it falls below 75 once 24 of 100 have moved."""
    two.put("units", 2, "class", "B")
    two.change("policy.toml", SHARES, "tier_thresholds = { A = [10, 5], B = [75, 50] }")
    two.change("policy.toml", "weight = { A = 60 }", "weight = { A = 50, B = 99 }")
    two.change("policy.toml", "weight = { A = 40 }", "weight = { A = 50, B = 1 }")
    two.put("scores", 2, "score", 100).put("scores", 3, "score", 0)
    found = stability(Evaluated(two.read()), 300, 1)
    table = found.table().set_index("unit_id")
    assert table.loc["U1", "least_moved"] == pytest.approx(0.24, abs=1e-6)
    changes = found.first_changes()
    reached = changes[np.isfinite(changes)]
    assert reached.min() >= 0.24
    assert reached.max() <= 0.24 + 1 / STEPS


def test_named_grades_are_followed(two: Any) -> None:
    two.change("policy.toml", SHARES, "")
    two.change(
        "policy.toml",
        "[lending]",
        '[[evaluation.grades]]\nid = "fine"\nleast = 71\ntier = 1\ncolour = "green"\n'
        '[[evaluation.grades]]\nid = "poor"\nleast = 0\ntier = 3\ncolour = "yellow"\n[lending]',
    )
    found = stability(Evaluated(two.read()), 300, 1)
    table = found.table().set_index("unit_id")
    assert table["standing"].tolist() == ["fine", "poor"]
    assert table.loc["U1", "then"] == "poor"
    assert table.loc["U1", "least_moved"] == pytest.approx(0.05, abs=1e-6)


def test_the_same_seed_gives_the_same_paths_and_one_more_unit_none_other(two: Any) -> None:
    first, again, other = (
        stability(Evaluated(two.read()), 20, seed).first_changes() for seed in (7, 7, 8)
    )
    assert (first == again).all()
    assert (first != other).any()
    longer = stability(Evaluated(two.read()), 40, 7).first_changes()
    assert (longer[:20] == first).all()


def test_without_scores_there_is_nothing_to_sample(two: Any) -> None:
    two.rows("scores")
    found = stability(Evaluated(two.read()), 5, 1)
    assert len(found.units) == 0
    assert np.isinf(found.first_changes()).all()
