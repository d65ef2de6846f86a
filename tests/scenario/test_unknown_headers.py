"""Headers that no column has are offered the nearest one, in their own language."""

from typing import Any

import pytest

from allocator.text import use_language


@pytest.mark.parametrize(
    ("language", "header", "offered"),
    [
        ("en", "keeps", "Rename it to keep if"),
        ("en", "保留的空编", "Rename it to 保留空编 (keep) if"),
        ("en", "something else", "Rename it if"),
        ("zh", "保留的空编", "保留空编（keep）"),
        ("zh", "keeps", "保留空编（keep）"),
    ],
)
def test_the_nearest_column_is_offered(
    small: Any, language: str, header: str, offered: str
) -> None:
    small.drop_column("posts", "keep").column("posts", header, 0, 1)
    use_language(language)
    assert offered in small.warning().mend


def test_columns_are_listed_in_the_language_of_the_header(small: Any) -> None:
    small.column("posts", "x", 0, 1)
    assert "approved, filled" in small.warning().expected
    small.cells["posts"][0][-1] = "某"
    assert "核定数 (approved), 实有数 (filled)" in small.warning().expected


def test_a_header_of_several_lines_is_told_on_one(small: Any) -> None:
    """As Excel holds what is written with Alt and Enter."""
    small.column("posts", '"head\ncount"', 0, 1)
    assert small.warning().place() == "posts.csv, row 1, column head count"
