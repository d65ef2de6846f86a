"""Where a problem is, in words: a row of a sheet, a column that is not there."""

from typing import Any

import pytest

from allocator.scenario.problems import Problem
from allocator.text import use_language


@pytest.mark.parametrize(("language", "title"), [("en", "approved"), ("zh", "核定数")])
def test_a_missing_column_is_told_by_its_title_at_the_row_of_headers(
    small: Any, language: str, title: str
) -> None:
    use_language(language)
    problem = small.drop_column("posts", "approved").problem()
    assert f"“{title}”" in problem.place()
    assert "posts.csv" in problem.place()
    assert "1" in problem.place()


def test_the_fields_for_programs_stay_as_they_are(small: Any) -> None:
    told = small.drop_column("posts", "approved").problem().as_dict()
    names = ["file", "row", "column", "found", "expected", "mend", "cell", "workbook"]
    assert list(told) == names
    assert (told["file"], told["row"], told["column"]) == ("posts.csv", 1, "approved")


def test_a_whole_row_of_a_sheet_is_told_by_its_number() -> None:
    problem = Problem("my posts", 17, "", "x", "y", "z", "'my posts'!17:17", "a.xlsx")
    assert problem.place() == "my posts, row 17"
    assert problem.as_dict()["cell"] == "'my posts'!17:17"
