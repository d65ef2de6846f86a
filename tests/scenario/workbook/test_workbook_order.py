"""Problems of a workbook come in the order of its sheets, then by row, then by column."""

from typing import Any

from allocator.text import use_language


def test_problems_come_as_the_sheets_do(book: Any) -> None:
    titles = ["units", "scenario", *(n for n in book.sheets if n not in ("units", "scenario"))]
    book.sheets = {title: book.sheets[title] for title in titles}
    book.put("benefits", "E2", "x").put("benefits", "D3", "x").put("units", "D3", "x")
    book.put("benefits", "C3", "x").put("scenario", "B2", "x")
    cells = [each.cell for each in book.problems()]
    assert cells == ["units!D3", "scenario!B2", "benefits!E2", "benefits!C3", "benefits!D3"]


def test_a_horizon_too_short_is_told_of_the_sheet(book: Any) -> None:
    """As long as the longest term and the latest start need: 4 years; see the test of folders."""
    problem = book.problem(("horizon", 3))
    assert problem.file == "scenario"
    assert problem.workbook == "book.xlsx"


def test_several_columns_are_joined_as_the_language_does(book: Any) -> None:
    use_language("zh")
    rows = book.sheets["posts"]
    rows.append(rows[1])
    assert book.problem().column == "unit_id、quota_type"


def test_names_of_codes_are_read_in_workbooks(book: Any) -> None:
    expected = book.read().fingerprint
    book.put("requests", "E2", "民生").put("units", "G3", "教育")
    assert book.read().fingerprint == expected
