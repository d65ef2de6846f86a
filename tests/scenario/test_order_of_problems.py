"""Problems come as a planner goes through the files: by table, row and column as they stand."""

from typing import Any

from allocator.text import use_language


def test_files_in_the_order_in_which_tables_are_declared(small: Any) -> None:
    small.put("benefits", 2, "posts", "x").put("units", 3, "level", "x")
    small.put("requests", 3, "posts", "x").put("requests", 2, "posts", "x")
    small.put("requests", 2, "purpose", "").put("requests", 2, "max_term", "x")
    places = [(each.file, each.row, each.column) for each in small.problems()]
    assert places == [
        ("units.csv", 3, "level"),
        ("requests.csv", 2, "posts"),
        ("requests.csv", 2, "purpose"),
        ("requests.csv", 2, "max_term"),
        ("requests.csv", 3, "posts"),
        ("benefits.csv", 2, "posts"),
    ]


def test_the_rank_is_not_told(small: Any) -> None:
    problem = small.put("units", 3, "level", "x").problem()
    assert "rank" not in problem.as_dict()


def test_lists_are_told_as_the_language_separates_them(small: Any) -> None:
    small.put("units", 3, "level", "x")
    assert "province (省), city (市)" in small.problem().expected
    use_language("zh")
    assert "city (市)、county (县)" in small.problem().expected
