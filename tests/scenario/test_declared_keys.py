"""Keys as they are declared: what they mean, and what they may be."""

import pytest

from allocator.scenario.declared_keys import (
    holds_text,
    is_required,
    key_meaning,
    whole_number_bounds,
)
from allocator.text import in_language


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("name", "name of the scenario", "情景名称"),
        ("title.zh", "Chinese title", "中文标题"),
        ("overrides.lending.terms", "allowed terms, years", "可选期限（年）"),
        ("overrides.priority.purposes.talent", "weight by purpose", "用途权重"),
        ("overrides.nonsense", "", ""),
        ("nonsense", "", ""),
    ],
)
def test_meanings_are_those_declared(key: str, english: str, chinese: str) -> None:
    with in_language("en"):
        assert key_meaning(key.split(".")) == english
    with in_language("zh"):
        assert key_meaning(key.split(".")) == chinese


def test_bounds_are_of_whole_numbers_alone() -> None:
    assert whole_number_bounds(("horizon",)) == (1, 50)
    assert whole_number_bounds(("name",)) is None
    assert whole_number_bounds(("horizon", "more")) is None
    assert whole_number_bounds(("overrides", "lending", "confidence")) is None


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("name", True),
        ("title.zh", True),
        ("overrides.retirement.law", True),  # one of some words
        ("overrides.notes", True),
        ("base_year", False),
        ("title", False),
        ("overrides", False),
        ("overrides.lending", False),
        ("overrides.lending.terms", False),
        ("overrides.effective", False),
        ("overrides.priority.purposes.talent", False),
        ("name.more", False),
        ("nonsense", False),
    ],
)
def test_some_keys_hold_text(key: str, text: bool) -> None:
    assert holds_text(key.split(".")) == text


def test_some_keys_must_be_there() -> None:
    assert is_required(("base_year",))
    assert is_required(("overrides", "lending", "terms"))
    assert not is_required(("horizon",))
    assert not is_required(("base_year", "more"))
    assert not is_required(("nonsense",))
