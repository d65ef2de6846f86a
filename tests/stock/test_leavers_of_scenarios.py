"""From a scenario's roster and leaver rows to the leavers and limits of each cell."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from allocator.stock.leavers import count_leavers, limits_of
from allocator.stock.vacancies import vacancies

BEFORE = '[retirement]\nlaw = "before_2025"\n[lending]\n'


@pytest.fixture
def plain(small: Any) -> Any:
    """Men retire at 60: P1, born 1967-05, in 2027. P2, born 1985-11, not by 2031."""
    return small.change("policy.toml", "[lending]\n", BEFORE)


def test_leaver_rows_count_as_they_are_and_a_roster_by_the_law(plain: Any) -> None:
    leavers = count_leavers(plain.read())
    assert leavers.cells["unit_id"].tolist() == ["U1", "U2"]
    assert leavers.expected.tolist() == [[1, 2, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]
    assert leavers.certain[0, 0].tolist() == [1, 3, 3, 3, 3, 3]
    assert leavers.certain[0, 1].tolist() == [0, 2, 2, 2, 2, 2]
    assert leavers.certain[1, 0].tolist() == [0, 1, 1, 1, 1, 1]
    assert leavers.certain[1, 2].tolist() == [0] * 6


def test_leaver_rows_win_over_the_roster(plain: Any) -> None:
    plain.add("leavers", "U2,public,2030,5")
    leavers = count_leavers(plain.read())
    assert leavers.expected[1].tolist() == [0, 0, 0, 0, 5, 0]


def test_leaver_rows_outside_the_plan_years_still_win(plain: Any) -> None:
    plain.add("leavers", "U2,public,2040,5")
    assert not count_leavers(plain.read()).expected[1].any()


def test_with_neither_nobody_leaves(plain: Any) -> None:
    plain.drop("staff").drop("leavers")
    leavers = count_leavers(plain.read())
    assert not leavers.expected.any()
    assert not leavers.certain.any()


def test_attrition_is_expected_but_not_certain(plain: Any) -> None:
    band = "{ from_age = 18, to_age = 70, rate = 0.5 }"
    plain.change("policy.toml", "[lending]", f"[attrition]\nbands = [{band}]\n[lending]")
    leavers = count_leavers(plain.read())
    # P1 leaves in 2026 with probability 1/2, else in 2027; P2 with 1/2 of what is left each year.
    np.testing.assert_allclose(leavers.expected[1, :3], [1.0, 0.75, 0.125])
    # By the end of 2026: at least one of two, 3/4 < 0.9. By 2027: P1 for certain.
    assert leavers.certain[1, 0, :2].tolist() == [0, 1]


def test_cells_may_be_asked_for_that_have_no_posts(plain: Any) -> None:
    cells = pd.DataFrame({"unit_id": ["U2", "U1"], "quota_type": ["public", "other"]})
    leavers = count_leavers(plain.read(), cells)
    assert leavers.expected.sum(axis=1).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("filled", "multiplier", "first", "all_years"),
    [
        (29, "1", 1, 3),
        (31, "1", 0, 2),  # one over: the first leaver makes up for it
        (40, "1", 0, 0),
        (29, "0.5", 0, 1),  # ⌊0.5⌋ and ⌊1.5⌋
    ],
)
def test_limits(plain: Any, filled: int, multiplier: str, first: int, all_years: int) -> None:
    plain.put("posts", 2, "filled", filled)
    plain.change("policy.toml", "terms =", f'limit_multiplier = {{ "2" = {multiplier} }}\nterms =')
    scenario = plain.read()
    limits = limits_of(scenario, count_leavers(scenario), vacancies(scenario), {"U1": 2, "U2": 1})
    assert (limits[0, 0, 0], limits[0, 0, -1]) == (first, all_years)
    assert limits[1, 0, -1] == 1
