"""Sheets and headers: found wherever a planner puts them."""

from typing import Any

import pytest

from allocator.scenario.problems import InvalidData
from allocator.scenario.tables import TABLES
from allocator.text import in_language, use_language
from tests.scenario.workbook.books import Book


def test_headers_below_a_title(book: Book) -> None:
    """A merged title, an empty row, and a note above the headers; row numbers stay true."""

    def titled(made: Any) -> None:
        sheet = made["requests"]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Requests for posts"
        sheet.merge_cells("A1:K1")
        sheet["B3"] = "posts"  # one header's word in a note makes no row of headers

    expected = book.read()
    assert book.change(titled).read().fingerprint == expected.fingerprint
    problem = book.change(lambda made: made["requests"].__setitem__("D5", "many")).problem()
    assert (problem.row, problem.cell) == (5, "requests!D5")


def test_headers_in_the_twentieth_row_and_no_further(book: Book) -> None:
    expected = book.read().fingerprint
    book.sheets["loans"][:0] = [["x"] for _row in range(19)]
    assert book.read().fingerprint == expected
    book.sheets["loans"][:0] = [["x"]]
    assert {problem.cell for problem in book.problems()} == {"loans!1:1"}


def test_empty_rows_and_columns(book: Book) -> None:
    expected = book.read().fingerprint
    book.sheets["units"].insert(2, [None, " ", "\u3000"])
    book.change(lambda made: made["posts"].insert_cols(1, 2))
    book.change(lambda made: made["posts"].insert_rows(3, 2))
    assert book.read().fingerprint == expected
    assert book.put("units", "F4", "Q").problem().place() == "units!F4 (class)"


def test_an_example_row_is_a_row(book: Book) -> None:
    book.sheets["leavers"].insert(1, ["编码", "类型", "年份", "人数"])
    assert book.problems()[0].row == 2


def test_hidden_and_extra_sheets(book: Book) -> None:
    expected = book.read().fingerprint
    book.sheets |= {"说明": [["text"]], "_lists": [["a"]], "Instructions": [["text"]]}
    book.sheets |= {"calculation": [["a"]], "sketch": [["b"]]}
    for name in ("units", "calculation"):
        book.change(lambda made, name=name: setattr(made[name], "sheet_state", "hidden"))
    read = book.read()
    assert read.fingerprint == expected
    (warning,) = read.warnings
    assert (warning.place(), warning.workbook) == ("sketch", "book.xlsx")
    assert warning.found == "a sheet that is not a table of a scenario"


def test_names_of_sheets(book: Book) -> None:
    expected = book.read().fingerprint
    for old, new in (("units", " Units "), ("requests", "用编申请"), ("scenario", "情景 ")):
        book.sheets[new] = book.sheets.pop(old)
    assert book.read().fingerprint == expected
    assert book.put("用编申请", "D2", "many").problem().place() == "用编申请!D2 (posts)"


def test_two_sheets_of_one_table(book: Book) -> None:
    book.sheets["用编申请"] = book.sheets["requests"]
    problem = book.problem()
    assert (problem.place(), problem.found) == ("用编申请", "a second sheet for requests")


@pytest.mark.parametrize("name", sorted(name for name, table in TABLES.items() if table.required))
def test_a_sheet_that_is_missing(book: Book, name: str) -> None:
    del book.sheets[name]
    problem = next(each for each in book.problems() if each.found == "no such sheet")
    assert (problem.file, problem.place(), problem.workbook) == (name, name, "book.xlsx")
    assert "Add the sheet" in problem.mend


def test_a_sheet_that_is_empty(book: Book) -> None:
    book.sheets["loans"] = []
    assert (book.problem().place(), book.problem().found) == ("loans", "an empty sheet")


def test_headers_that_are_wrong(book: Book) -> None:
    """A header twice is told at the second, one missing at the row of headers."""
    book.sheets["leavers"].insert(0, ["Leavers"])
    assert book.put("leavers", "E2", "年份").problem().place() == "leavers!E2 (年份)"
    book.changes.clear()
    problem = book.put("leavers", "D2", "people").problem()
    assert problem.place() == "leavers, row 2, without a column “posts”"
    book.changes.clear()
    (warning,) = book.put("leavers", "G2", "remark").read().warnings
    assert warning.place() == "leavers!G2 (remark)"


def test_places_in_chinese(book_zh: Book) -> None:
    use_language("zh")
    problem = book_zh.put("用编申请", "D3", "很多").problem()
    assert problem.cell == "用编申请!D3"
    assert "CSV" not in str(problem)


def test_headers_with_breaks_within(book_zh: Book) -> None:
    """Narrow columns make people write a header in two lines."""
    expected = book_zh.read().fingerprint
    book_zh.put("用编申请", "A1", "申请\n编码").put("用编申请", "B1", "单位 编码")
    assert book_zh.read().fingerprint == expected


def test_columns_and_sheets_are_called_as_in_the_workbook(book_zh: Book) -> None:
    with in_language("zh"):
        spoilt = book_zh.put("用编申请", "D2", "两").problem()
        assert spoilt.place() == "用编申请!D2（申请数）"
        del book_zh.sheets["用编申请"]
        book_zh.changes.clear()
        assert "用编申请" in {problem.file for problem in book_zh.problems()}


@pytest.mark.parametrize(
    ("title", "table"),
    [("用编申请表2026", "用编申请"), ("Requests 2026", "requests"), ("request", "requests")],
)
def test_a_sheet_with_another_name_is_told_what_it_seems_to_be(
    book: Book, title: str, table: str
) -> None:
    book.sheets[title] = book.sheets.pop("requests")
    with pytest.raises(InvalidData) as refused:
        book.read()
    (warning,) = refused.value.warnings
    assert warning.mend == f"Rename it to {table} if it should be read; it is ignored."


def test_a_copy_of_a_sheet_is_not_mistaken_for_it(book: Book) -> None:
    book.sheets["requests (2)"] = [["x"]]
    (warning,) = book.read().warnings
    assert warning.mend == "Rename it if it should be read; it is ignored."
