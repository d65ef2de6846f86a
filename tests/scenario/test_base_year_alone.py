"""What rests on the base year is looked at as soon as it is readable, whatever else is wrong."""

from typing import Any

LATE: dict[str, tuple[str, int, str, str]] = {
    "a birth": ("staff", 2, "birth", "2020-05"),  # six years old in the base year
    "a vacancy": ("posts", 3, "vacant_since", "2030"),
    "a loan": ("loans", 2, "start_year", "2027"),
    "a grade": ("grades", 2, "year", "2027"),
}


def with_late_years(small: Any) -> Any:
    small.column("posts", "vacant_since", "", "").column("grades", "year", "")
    small.put("loans", 2, "due_year", "2028")
    for table, line, column, value in LATE.values():
        small.put(table, line, column, value)
    return small


def places(small: Any) -> set[tuple[str, str]]:
    return {(each.file, each.column) for each in small.problems()}


EXPECTED = {(f"{table}.csv", column) for table, _line, column, _value in LATE.values()}


def test_a_base_year_that_is_not_readable_is_the_only_problem(small: Any) -> None:
    """How old anybody is depends on it; once it is mended every other problem is told."""
    with_late_years(small).change("scenario.toml", "base_year = 2026", 'base_year = "x"')
    assert places(small) == {("scenario.toml", "base_year")}
    small.change("scenario.toml", 'base_year = "x"', "base_year = 2026")
    assert places(small) == EXPECTED


def test_another_key_that_is_wrong_hides_nothing(small: Any) -> None:
    with_late_years(small).change("scenario.toml", "horizon = 6", "horizon = 0")
    assert places(small) == EXPECTED | {("scenario.toml", "horizon")}


def test_the_base_year_of_the_command_line_counts(small: Any) -> None:
    small.change("scenario.toml", "base_year = 2026", 'base_year = "x"')
    small.put("staff", 2, "birth", "2020-05")
    columns = {each.column for each in small.problems(("base_year", 2026))}
    assert columns == {"base_year", "birth"}  # that of the file is still to be mended
