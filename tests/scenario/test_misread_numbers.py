"""Numbers written for people are refused, and said as a cell takes them."""

from typing import Any

import pytest

from allocator.scenario.misread_numbers import likely_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("1,200", "1200"), ("1，200", "1200"), ("1 200 000", "1200000"), ("1,200.5", "1200.5")],
        *[("30人", "30"), ("30 posts", "30"), ("1,200 人", "1200"), ("-3名", "-3")],
        *[("86,5", ""), ("1,2,3", ""), ("30", ""), ("12月3", ""), ("many", ""), ("1e9", "")],
    ],
)
def test_the_number_that_is_meant(text: str, number: str) -> None:
    assert likely_number(text) == number


@pytest.mark.parametrize("text", ["30人", "30 posts"])
def test_a_whole_number_with_a_unit(small: Any, text: str) -> None:
    problem = small.put("posts", 2, "approved", text).problem()
    assert problem.found == f"“{text}”"
    assert "Write 30:" in problem.mend


def test_thousands_separators_of_both_kinds_of_numbers(small: Any) -> None:
    small.text("posts.csv", 'unit_id,quota_type,approved,filled\nU1,public,"1,200",29\n')
    small.text("scores.csv", 'unit_id,indicator,score\nU1,cases,"1,200.5"\n')
    small.drop("staff")
    mends = {each.column: each.mend for each in small.problems()}
    assert "Write 1200:" in mends["approved"]
    assert "Write 1200.5:" in mends["score"]


def test_half_a_post_is_not_what_a_whole_number_means(small: Any) -> None:
    assert "whole number in digits" in small.put("pools", 2, "reserve", "0.5人").problem().mend
