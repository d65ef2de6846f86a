"""What rests on a cell that is a problem already is no problem of its own."""

from collections.abc import Callable
from typing import Any

import pytest

from allocator.scenario.problems import InvalidData
from allocator.text import use_language

FOLLOWED: dict[str, tuple[Callable[[Any], Any], str, int, str]] = {
    "the value per post of approved posts": (
        lambda s: s.put("posts", 2, "approved", "30 posts"),
        *("posts.csv", 2, "approved"),
    ),
    "ids of a unit that is called like another": (
        lambda s: s.put("units", 3, "unit_id", "U1"),
        *("units.csv", 3, "unit_id"),
    ),
    "ids of a unit whose own cannot be read": (
        lambda s: s.put("units", 3, "unit_id", ""),
        *("units.csv", 3, "unit_id"),
    ),
    "ids of a unit on a line cut short": (
        lambda s: s.cells["units"][2].pop(),
        *("units.csv", 3, ""),
    ),
    "the only region that a pool or ceiling may be for": (
        lambda s: (
            s.put("units", 2, "region", "").put("units", 3, "region", "")
            and s.add("ceilings", "S,public,60,")
        ),
        *("units.csv", 3, "region"),
    ),
    "people on posts of an unread type": (
        lambda s: s.put("posts", 3, "quota_type", ""),
        *("posts.csv", 3, "quota_type"),
    ),
    "a loan from a pool of an unread level": (
        lambda s: s.put("pools", 2, "level", "?"),
        *("pools.csv", 2, "level"),
    ),
    "a transfer between a pool and one of an unread type": (
        lambda s: s.put("pools", 3, "quota_type", ""),
        *("pools.csv", 3, "quota_type"),
    ),
    "the mark that a unit of an unread indicator lacks": (
        lambda s: s.put("scores", 2, "indicator", "").change(
            "policy.toml", "[evaluation]", '[evaluation]\nmissing = "error"'
        ),
        *("scores.csv", 2, "indicator"),
    ),
    "a ceiling passed by posts that stand twice": (
        lambda s: s.add("posts", ",".join(s.cells["posts"][1])),
        *("posts.csv", 4, "unit_id, quota_type"),
    ),
    "loans above capital by one that stands twice": (
        lambda s: s.put("loans", 2, "posts", 6).add("loans", ",".join(s.cells["loans"][1])),
        *("loans.csv", 3, "loan_id"),
    ),
    "a grade without a tier that can be read": (
        lambda s: s.put("grades", 2, "tier", "first"),
        *("grades.csv", 2, "tier"),
    ),
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_only_the_cell_itself_is_a_problem(small: Any, name: str) -> None:
    spoil, file, row, column = FOLLOWED[name]
    spoil(small)
    problems = [each for each in small.problems() if each.row in (0, row) or each.file != file]
    assert [(each.file, each.row, each.column) for each in problems] == [(file, row, column)]


def test_more_unknown_ids_than_unread_ones_are_problems(small: Any) -> None:
    """U2 may be what the empty cell should say; U8 and U9 cannot both be too."""
    small.put("units", 3, "unit_id", "").put("requests", 2, "unit_id", "U8")
    assert {"“U2”", "“U8”"} <= {each.found for each in small.problems()}


def test_references_are_told_by_chinese_names_and_codes(small: Any) -> None:
    use_language("zh")
    problem = small.put("requests", 2, "unit_id", "U9").problem()
    assert "单位（units）" in problem.expected
    assert "单位编码（unit_id）" in problem.expected
    assert "单位（units）" in problem.mend


def test_without_the_table_of_posts_no_unit_is_warned_of(small: Any) -> None:
    small.drop("posts")
    with pytest.raises(InvalidData) as refused:
        small.read()
    assert [each.file for each in refused.value.problems] == ["posts.csv"]
    assert refused.value.warnings == ()
